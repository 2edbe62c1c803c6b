"""The session of a student: who it belongs to, how it begins and how it ends.

Students have no account and no password; their session carries the student's id and the number
of the sign-in it began with. A newer sign-in elsewhere makes an older session worthless.
"""

from datetime import date
from itertools import islice
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS
from django.middleware.csrf import rotate_token
from django.utils import timezone

from core.prepared_queries import PreparedQuery
from schools.models import Classroom, School, Student
from schools.sessions import STUDENT_KEY

COUNT_KEY = "student_sign_in_count"
# A student's row, and what leads from there to the rows it is shown with.
MODELS = {Student: "", Classroom: "classroom__", School: "classroom__school__"}
FIELDS = {model: [field.attname for field in model._meta.concrete_fields] for model in MODELS}


def _present_student(pk: UUID, today: date):
    columns = [f"{path}{name}" for model, path in MODELS.items() for name in FIELDS[model]]
    return Student.objects.present(today=today).filter(pk=pk).values_list(*columns)


# Every request of a student asks this.
PRESENT_STUDENT = PreparedQuery(_present_student, UUID(int=1), date.min)


def claims_of(student: Student) -> dict:
    """What a session must carry to be this student's current one."""
    return {STUDENT_KEY: str(student.pk), COUNT_KEY: student.sign_in_count}


def named_student(request) -> tuple[str | None, int | None]:
    """The id a session names, and the count of sign-ins it began with; nothing is checked."""
    return request.session.get(STUDENT_KEY), request.session.get(COUNT_KEY)


def student_of(request) -> Student | None:
    """The signed-in student of a request, with class and school, in one query.

    A session that a second device has taken over ends here; `request.was_taken_over` then tells
    the guard of the page to explain it.
    """
    student_id = request.session.get(STUDENT_KEY)
    if student_id is None:
        return None
    student = _find(student_id)
    if student and student.sign_in_count == request.session.get(COUNT_KEY):
        return student
    request.session.flush()
    request.was_taken_over = student is not None
    return None


def _find(student_id: str) -> Student | None:
    """A present student with class and school, as `select_related` would give them."""
    row = PRESENT_STUDENT.first(student_id, timezone.localdate())
    if row is None:
        return None
    values = iter(row)
    student, classroom, school = (
        model.from_db(DEFAULT_DB_ALIAS, names, list(islice(values, len(names))))
        for model, names in FIELDS.items()
    )
    student.classroom, classroom.school = classroom, school
    return student


def begin_student_session(request, student: Student) -> None:
    """Give the browser a session of its own for this student, under a key nobody knew before.

    Nothing of the session before survives: neither a key planted on a shared tablet (T-10), nor
    the student before, nor a member of staff.
    """
    # One statement instead of the two of `flush()`; a whole school signs in within minutes.
    if request.session.session_key:
        Session.objects.filter(session_key=request.session.session_key).delete()
    request.session = type(request.session)()
    request.session.update(claims_of(student))
    request.student = student
    request.user = AnonymousUser()
    rotate_token(request)


def forget_student(request) -> None:
    """Drop the student from a session that goes on for somebody else, and nothing besides."""
    for key in (STUDENT_KEY, COUNT_KEY):
        request.session.pop(key, None)
    request.student = None


def end_student_session(request) -> None:
    """Forget the student and everything the session held."""
    request.session.flush()
    request.student = None
