"""A lesson's step for a student, the short way: two statements and a page rendered before.

It answers only when everything is in order: the student's own session, an open assignment, a live
lesson, nothing to tell. In every other case it leaves the request to the view, which knows what
to say and where to lead.
"""

import time
from collections import OrderedDict
from types import SimpleNamespace
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from core.class_signals import ClassSignal
from core.context_processors import language_links
from core.moulds import Mould, hole
from core.prepared_queries import PreparedQuery
from curriculum.class_signals import make_signal
from curriculum.models import Assignment, HelpCall, Lead
from curriculum.progress import Kind
from lessons.models import LessonPage
from lessons.published import PublishedLesson, read_published
from schools.models import Classroom, Student
from schools.sign_in import named_student

# The numbers of the help strip may change; the directory itself remembers them as long.
SECONDS_KEPT = 300
# Some 20 KB each: every step of all lessons, in both languages, open and closed.
PAGES_KEPT = 1000

ASSIGNMENT, STEP, STUDENT = (UUID(int=(1 << 64) + number) for number in (1, 2, 3))
LANGUAGE = "\ue000"
_moulds: OrderedDict[tuple, Mould] = OrderedDict()
MARKERS = {"assignment": str(ASSIGNMENT), "step": str(STEP)} | {
    name: hole(name) for name in ("token", "number", "nickname", "device", "classroom")
}


def _facts_of(assignment, step, student, language):
    return (
        Assignment.objects.filter(pk=assignment, classroom__students=student)
        .reaching(student)
        .with_lesson(step, language)
        .annotate(
            number=F("classroom__students__number"),
            nickname=F("classroom__students__nickname"),
            left_on=F("classroom__students__left_on"),
            count=F("classroom__students__sign_in_count"),
        )
        .values_list(
            *("opens_at", "closes_at", "ended_at", "number", "nickname", "left_on", "count"),
            *("classroom__grade", "classroom__class_number", "classroom__school__level"),
            "lesson_revision",
            *("lead__started_at", "lead__paused_at", "lead__step", "lead__number"),
            Exists(HelpCall.objects.filter(assignment=assignment, student=student)),
        )
    )


FACTS = PreparedQuery(_facts_of, ASSIGNMENT, STEP, STUDENT, LANGUAGE)


def short_way(request: HttpRequest, assignment_id, step_key, number: int) -> HttpResponse | None:
    """The page, or None where the view must look into it."""
    student_id, sign_in_count = named_student(request)
    if request.method != "GET" or student_id is None or _has_messages(request):
        return None
    language = get_language()
    row = FACTS.first(assignment_id, step_key, student_id, language)
    if row is None:
        return None
    *times, seat, nickname, left_on, count, grade, class_number, level, revision = row[:-5]
    assignment = Assignment(**dict(zip(("opens_at", "closes_at", "ended_at"), times, strict=True)))
    student = Student(pk=student_id, number=seat, nickname=nickname, left_on=left_on)
    if student.has_left or count != sign_in_count or not assignment.has_opened or revision is None:
        return None
    lead = _lead(*row[-5:], assignment)
    if lead and (lead.is_paused or lead.step_id not in (None, step_key)):
        return None
    lesson = _live_lesson(revision, language)
    if lesson is None or not 1 <= number <= lesson.length:
        return None
    shape = (revision, language, number, assignment.is_over, level, bool(nickname), lead)
    page = _mould(request, *shape)
    student.classroom = Classroom(grade=grade, class_number=class_number)
    place = {"assignment": assignment_id, "step": step_key, "token": get_token(request)}
    return HttpResponse(page.fill(place | _named(student)))


def _named(student: Student) -> dict:
    return {
        "number": student.number,
        "nickname": student.nickname,
        "device": student.device_key,
        "classroom": student.classroom,
    }


class _Lead(NamedTuple):
    """What a page shows of a lead: the part of it that pages may share."""

    has_called: bool
    step_id: UUID | None
    number: int
    is_paused: bool


def _lead(started_at, paused_at, step_id, number, has_called, assignment) -> _Lead | None:
    if started_at is None:
        return None
    lead = Lead(started_at=started_at, paused_at=paused_at)
    if not lead.is_on or not assignment.is_open:
        return None
    return _Lead(has_called, step_id, number if step_id else 1, lead.is_paused)


def here_url(assignment_id, step_key, number: int) -> str:
    """The address of a step."""
    return reverse("curriculum:lesson-step", args=[assignment_id, step_key, number])


def step_context(
    assignment, lesson: PublishedLesson, step_key, number: int, signal: ClassSignal | None = None
) -> dict:
    """What the template of a step is given, the short way and the long."""
    return {
        "assignment": assignment,
        "signal": signal,
        "lesson": lesson,
        "length": lesson.length,
        "step_key": step_key,
        "number": number,
        "previous": number - 1,
        "step": lesson.steps[number - 1],
    }


def _mould(request: HttpRequest, *shape) -> Mould:
    """The page of this shape for this while; rendered with the first request that asks for it."""
    key = (*shape, int(time.time() / SECONDS_KEPT))
    mould = _moulds.get(key)
    if mould is None:
        mould = _moulds[key] = _render(request, *shape)
        while len(_moulds) > PAGES_KEPT:
            _moulds.popitem(last=False)
    return mould


def _render(request, revision, language, number, is_over, level, has_nickname, lead) -> Mould:
    student = SimpleNamespace(
        number=hole("number"),
        nickname=hole("nickname") if has_nickname else "",
        device_key=hole("device"),
        classroom=hole("classroom"),
    )
    assignment = SimpleNamespace(pk=ASSIGNMENT, is_over=is_over)
    path = here_url(ASSIGNMENT, STEP, number)
    lesson = read_published(revision, language)
    context = step_context(assignment, lesson, STEP, number, _shared_signal(lead, path))
    context |= {
        "student": student,
        "csrf_token": hole("token"),
        "messages": (),
        "language_links": language_links(path),
    }
    html = render_to_string("curriculum/lesson_step.html", context, request=request)
    return Mould(html, MARKERS)


def _shared_signal(lead: _Lead | None, path: str) -> ClassSignal | None:
    if lead is None:
        return None
    kind = Kind.LESSON if lead.step_id else None
    shared = lead._replace(step_id=STEP)
    return make_signal(ASSIGNMENT, shared, kind, has_called=lead.has_called, here_url=path)


def _live_lesson(revision: int, language: str) -> PublishedLesson | None:
    try:
        return read_published(revision, language)
    except LessonPage.DoesNotExist:  # taken from the students a moment ago
        return None


def _has_messages(request: HttpRequest) -> bool:
    return "messages" in request.COOKIES or "_messages" in request.session


def forget_all() -> None:
    """Forget everything rendered: for tests, whose databases start over with the same numbers."""
    _moulds.clear()
