"""Verbs of one seat of a class during the year: leaving, coming back, moving, a late number."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import record_act
from schools import roster
from schools.actions.rights import require_seats
from schools.models import Classroom, Student
from schools.same_student import SameStudent


class NumberTaken(Exception):
    """The number has been given in this class; it is never given to somebody else."""


class HasMoved(Exception):
    """The student has another seat by now; two seats at once are nobody's."""


class OtherSchoolOrYear(Exception):
    """A student moves within one school and one school year."""


@transaction.atomic
def let_student_leave(*, student: Student, by) -> Student:
    """Note that a student left the class today; what they did stays. Again changes nothing."""
    student = _hold(student, by)
    if not student.has_left:
        student.left_on = timezone.localdate()
        student.save(update_fields=["left_on"])
        _record("schools.let_student_leave", student.classroom, student.number, by)
    return student


@transaction.atomic
def bring_student_back(*, student: Student, by) -> Student:
    """Let a student who left have the old seat again, with a new PIN from the next print.

    Again changes nothing.

    Raises:
        HasMoved: the student has a seat in another class.
    """
    student = _hold(student, by)
    if _sits_elsewhere(student):
        raise HasMoved
    if student.left_on is not None:
        student.left_on = None
        # The old card may be in anybody's hands by now.
        student.give_pin(roster.draw_pin())
        student.save()
        _record("schools.bring_student_back", student.classroom, student.number, by)
    return student


def _sits_elsewhere(student: Student) -> bool:
    """Whether the student has another seat of the year, however often they changed class."""
    classroom = student.classroom
    of_year = Student.objects.filter(
        classroom__school=classroom.school_id, classroom__school_year=classroom.school_year
    )
    same = SameStudent(of_year.with_change_of_class().values_list("pk", "moved_from"))
    return of_year.filter(pk__in=same.others_of(student.pk)).present().exists()


@transaction.atomic
def add_student(*, classroom: Classroom, number: int, by) -> Student:
    """Give a number of the class to a student who came later.

    Raises:
        NumberTaken: somebody has it or had it.
        NotAllowed: `by` may not change seats here, or the school year is over; so in all of these.
    """
    require_seats(by, classroom)
    student = _take_seat(classroom, number, moved_from=None)
    _record("schools.add_student", classroom, number, by)
    return student


@transaction.atomic
def move_student(*, student: Student, classroom: Classroom, number: int, by) -> Student:
    """Let a student change class within the year; the record stays at the old seat, joined.

    Raises:
        OtherSchoolOrYear: the class belongs elsewhere.
        NumberTaken: somebody in the new class has the number or had it.
    """
    student = _hold(student, by)
    old = student.classroom
    if (old.school_id, old.school_year) != (classroom.school_id, classroom.school_year):
        raise OtherSchoolOrYear
    moved = _take_seat(classroom, number, moved_from=student)
    student.left_on = timezone.localdate()
    student.save(update_fields=["left_on"])
    target = f"{old.pk} {student.number} to {classroom.pk} {number}"
    record_act(action="schools.move_student", target=target, place=old.school.neis_code, by=by)
    return moved


def _hold(student: Student, by) -> Student:
    """The student as it is now, held until the act is done."""
    now = Student.objects.select_for_update(of=["self"]).select_related("classroom__school")
    student = now.get(pk=student.pk)
    require_seats(by, student.classroom)
    return student


def _take_seat(classroom: Classroom, number: int, *, moved_from: Student | None) -> Student:
    student = Student(classroom=classroom, number=number, moved_from=moved_from)
    student.give_pin(roster.draw_pin())
    try:
        with transaction.atomic():
            student.save(force_insert=True)
    except IntegrityError as taken:
        raise NumberTaken(number) from taken
    return student


def _record(action: str, classroom: Classroom, number: int, by) -> None:
    place = classroom.school.neis_code
    record_act(action=action, target=f"{classroom.pk} {number}", place=place, by=by)
