"""Acts of a class that meet: a role that ends (T-34), an end that meets a beginning."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from curriculum.actions import (
    AssignmentClosed,
    Terms,
    assign_to_classes,
    end_assignment,
    lead_class,
    save_lesson_progress,
    settle_help,
    start_lesson,
    undo_assigning,
)
from curriculum.actions.exceptions import grant_exception, release_assignment
from curriculum.actions.marking import mark_for_student
from curriculum.models import Assignment, AssignmentStudent, Completion, HelpCall, Occasion
from quizzes.actions import AttemptClosed, save_answer, start_attempt, submit_attempt
from quizzes.models import Allowance, Attempt, Award, Release
from schools.actions import NotAllowed, end_role
from tests.beside import Beside
from tests.factories.curriculum import LESSON_LENGTH, latest_edition, step_of
from tests.factories.schools import ClassroomFactory, let_teach

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def handed_in(assignment, student):
    """A quiz that waits for nothing but could be marked."""
    attempt = begin_quiz(assignment, student)
    submit_attempt(attempt_id=attempt.pk, student=student)
    return attempt


def begin_quiz(assignment, student) -> Attempt:
    occasion = Occasion.id_for(assignment.pk, step_of(assignment, "quiz").key)
    return start_attempt(student=student, occasion=occasion, edition=latest_edition())


def begin_lesson(assignment, student, reached=1) -> None:
    save_lesson_progress(
        assignment=assignment,
        student=student,
        step=step_of(assignment, "lesson"),
        reached=reached,
        length=LESSON_LENGTH,
    )


def acts_of(assignment, attempt, student, by) -> dict:
    """What a teacher may press in a class, by name."""
    given = {"assignment": assignment, "by": by}
    item = attempt.edition.items.first().key
    grant = {"student": student, "occasion": attempt.occasion, "reason": "고장"}
    marked = {"attempt": attempt, "item_key": item, "points": Decimal(0), "note": "다시"}
    step = {"step_key": step_of(assignment, "lesson").key, "number": 1}
    return {
        "end": lambda: end_assignment(**given),
        "start": lambda: start_lesson(**given),
        "lead": lambda: lead_class(**given, **step),
        "settle": lambda: settle_help(**given, number=student.number),
        "release": lambda: release_assignment(**given),
        "grant": lambda: grant_exception(**grant, kind="extra_attempt", by=by),
        "mark": lambda: mark_for_student(**marked, by=by),
        "undo": lambda: undo_assigning(batch=assignment.batch, by=by),
        "assign": lambda: give_again(assignment, by),
    }


def give_again(assignment, by):
    terms = Terms(opens_at=timezone.now() + timedelta(days=1))
    given = {"module": assignment.module, "classrooms": [assignment.classroom]}
    return assign_to_classes(key=uuid4(), **given, terms=terms, by=by)


ACTS = ["end", "start", "lead", "settle", "release", "grant", "mark", "undo", "assign"]


@pytest.mark.parametrize("name", ACTS)
def test_t34_act_on_a_class_waits_for_the_end_of_the_role_and_is_refused(
    assignment, handed_in, student, teacher, name
):
    HelpCall.objects.create(assignment=assignment, student=student)
    act = acts_of(assignment, handed_in, student, teacher)[name]
    with transaction.atomic():
        end_role(membership=teacher.memberships.get(), by=None)
        pressed = Beside(act)
        assert pressed.is_waiting(), "the end is not committed yet"
    assert pressed.ends() and isinstance(pressed.failure, NotAllowed)
    assert Assignment.objects.get().ended_at is None
    assert HelpCall.objects.exists()
    assert not any(each.objects.exists() for each in (Release, Allowance, Award))


def test_t34_undo_needs_the_right_in_every_class(module, classroom, teacher):
    other = ClassroomFactory()
    let_teach(teacher, other)
    terms = Terms(opens_at=timezone.now() - timedelta(hours=1))
    given = {"module": module, "classrooms": [classroom, other]}
    batch = assign_to_classes(key=uuid4(), **given, terms=terms, by=teacher)
    end_role(membership=teacher.memberships.get(classroom=other), by=None)
    with pytest.raises(NotAllowed):
        undo_assigning(batch=batch, by=teacher)
    assert Assignment.objects.running().count() == 2


BEGINNINGS = {"lesson": begin_lesson, "quiz": begin_quiz}
CLOSED = (AssignmentClosed, AttemptClosed)


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_start_that_meets_an_undo_waits_and_is_told(assignment, student, teacher, kind):
    with transaction.atomic():
        assert undo_assigning(batch=assignment.batch, by=teacher) == 0
        start = Beside(lambda: BEGINNINGS[kind](assignment, student))
        assert start.is_waiting(), "the undo is not committed yet"
    assert start.ends() and isinstance(start.failure, CLOSED)
    assert not (Completion.objects.exists() or Attempt.objects.exists())


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_undo_that_meets_a_start_waits_and_keeps_it(assignment, student, teacher, kind):
    with transaction.atomic():
        BEGINNINGS[kind](assignment, student)
        undo = Beside(lambda: undo_assigning(batch=assignment.batch, by=teacher))
        assert undo.is_waiting(), "the start is not committed yet"
    assert undo.ends() and undo.failure is None
    assert AssignmentStudent.objects.get().student == student
    assert Assignment.objects.for_student(student).exists()
    assert not Attempt.objects.filter(closes_at=None).exists()


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_start_that_meets_an_end_waits_and_is_told(assignment, student, teacher, kind):
    with transaction.atomic():
        end_assignment(assignment=Assignment.objects.get(pk=assignment.pk), by=teacher)
        start = Beside(lambda: BEGINNINGS[kind](assignment, student))
        assert start.is_waiting(), "the end is not committed yet"
    assert start.ends() and isinstance(start.failure, CLOSED)
    assert not (Completion.objects.exists() or Attempt.objects.exists())


def test_end_that_meets_a_start_closes_what_was_begun(assignment, student, teacher):
    with transaction.atomic():
        attempt = begin_quiz(assignment, student)
        end = Beside(lambda: end_assignment(assignment=assignment, by=teacher))
        assert end.is_waiting(), "the start is not committed yet"
    assert end.ends() and end.failure is None
    attempt.refresh_from_db()
    assert attempt.closes_at is not None


@pytest.mark.parametrize("act", [end_assignment, undo_assigning])
def test_handing_in_and_saving_never_wait_in_a_circle_with_an_end(
    assignment, student, teacher, act
):
    attempt = begin_quiz(assignment, student)
    items = [{"item_key": item.key} for item in attempt.edition.items.all()]
    given = {"attempt_id": attempt.pk, "student": student}
    what = {"batch": assignment.batch} if act is undo_assigning else {"assignment": assignment}
    with transaction.atomic():
        save_answer(**given, **items[0], client_rev=1)
        submit_attempt(**given)
        end = Beside(lambda: act(**what, by=teacher))
        assert end.is_waiting(), "the attempt is still held"
        # One more row that refers to the assignment, while the attempt is held.
        survey = step_of(assignment, "survey")
        Completion.objects.create(assignment=assignment, student=student, step=survey)
    assert end.ends() and end.failure is None
    assert Attempt.objects.get().submitted_at
    assert Completion.objects.filter(step__kind="quiz").exists()
