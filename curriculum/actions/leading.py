"""What a teacher does in front of the class: start, pause, lead to a step, show answers."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from curriculum.models import Assignment, HelpCall, Lead, Step
from curriculum.progress import COUNTED_KINDS
from quizzes.actions import put_off_ends
from schools.actions.rights import require_teaching


class LessonNotOn(Exception):
    """Nobody is in front of this class: the lesson was not started, or it is over."""


class UnknownPlace(LookupError):
    """The module has no such lesson or quiz today; to a survey nobody is led."""


@transaction.atomic
def start_lesson(*, assignment: Assignment, by) -> Lead:
    """Open the assignment now if it was to open later, and be in front of the class.

    Starting again while the lesson is on changes nothing; a lesson begun anew begins without the
    calls for help of the one before.

    Raises:
        LessonNotOn: the assignment is over.
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, assignment.classroom)
    if assignment.is_over:
        raise LessonNotOn(str(assignment.pk))
    now = timezone.now()
    Assignment.objects.filter(pk=assignment.pk, opens_at__gt=now).update(opens_at=now)
    lead, is_new = Lead.objects.select_for_update().get_or_create(
        assignment=assignment, defaults={"started_at": now, "started_by": by}
    )
    if not is_new and lead.is_on:
        return lead
    if not is_new:
        lead = Lead(assignment=assignment, started_at=now, started_by=by)
        lead.save(force_update=True)
        HelpCall.objects.filter(assignment=assignment).delete()
    _record("curriculum.start_lesson", assignment, by)
    return lead


@transaction.atomic
def pause_screens(*, assignment: Assignment, by) -> None:
    """Ask the students to look up. What they send is taken as always; pausing twice is once.

    Raises:
        LessonNotOn: nobody is in front of the class.
        NotAllowed: see `start_lesson`.
    """
    lead = _running_lead(assignment, by)
    if lead.is_paused:
        return
    lead.paused_at, lead.paused_by = timezone.now(), by
    lead.save(update_fields=["paused_at", "paused_by"])
    _record("curriculum.pause_screens", assignment, by)


@transaction.atomic
def resume_screens(*, assignment: Assignment, by) -> None:
    """Let the students go on. Time limits end later by as long as the pause took.

    Raises:
        LessonNotOn: nobody is in front of the class.
        NotAllowed: see `start_lesson`.
    """
    lead = _running_lead(assignment, by)
    if not lead.is_paused:
        return
    now = timezone.now()
    occasions = assignment.occasions.values_list("pk", flat=True)
    put_off_ends(occasions=occasions, running_at=lead.paused_at, delay=now - lead.paused_at)
    lead.resumed_at, lead.paused_at, lead.paused_by = now, None, None
    lead.save(update_fields=["resumed_at", "paused_at", "paused_by"])
    _record("curriculum.resume_screens", assignment, by)


@transaction.atomic
def lead_class(*, assignment: Assignment, step_key: UUID, number: int, by) -> None:
    """Tell the students where the class is. Their own progress stays as it is.

    Args:
        number: step within the lesson, from 1; 1 for a quiz.

    Raises:
        LessonNotOn: nobody is in front of the class.
        NotAllowed: see `start_lesson`.
        UnknownPlace: the module has no such lesson or quiz today.
    """
    lead = _running_lead(assignment, by)
    steps = Step.objects.current_of([assignment.module.translation_key])
    steps = steps.filter(kind__in=COUNTED_KINDS)
    if number < 1 or not steps.filter(pk=step_key).exists():
        raise UnknownPlace(str(step_key))
    if (lead.step_id, lead.number) == (step_key, number):
        return
    lead.step_id, lead.number, lead.shown_item = step_key, number, None
    lead.save(update_fields=["step", "number", "shown_item"])
    _record("curriculum.lead_class", assignment, by)


@transaction.atomic
def free_class(*, assignment: Assignment, by) -> None:
    """Let everybody go on at their own pace again.

    Raises:
        LessonNotOn: nobody is in front of the class.
        NotAllowed: see `start_lesson`.
    """
    lead = _running_lead(assignment, by)
    if lead.step_id is None:
        return
    lead.step_id, lead.number = None, 1
    lead.save(update_fields=["step", "number"])
    _record("curriculum.free_class", assignment, by)


@transaction.atomic
def show_answers(*, assignment: Assignment, item_key: UUID | None, by) -> None:
    """Let the projector show how a question was answered; None takes it off again.

    Raises:
        LessonNotOn: nobody is in front of the class.
        NotAllowed: see `start_lesson`.
    """
    lead = _running_lead(assignment, by)
    if lead.shown_item == item_key:
        return
    lead.shown_item = item_key
    lead.save(update_fields=["shown_item"])
    action = "curriculum.show_answers" if item_key else "curriculum.hide_answers"
    _record(action, assignment, by)


@transaction.atomic
def call_for_help(*, assignment: Assignment, student) -> None:
    """A student asks the teacher to come. Calling twice is once.

    Raises:
        LessonNotOn: nobody is in front of the class who could come.
    """
    if assignment.running_lead is None:
        raise LessonNotOn(str(assignment.pk))
    call = HelpCall(assignment=assignment, student=student)
    HelpCall.objects.bulk_create([call], ignore_conflicts=True)


def take_call_back(*, assignment: Assignment, student) -> None:
    """A student needs nobody any more."""
    HelpCall.objects.filter(assignment=assignment, student=student).delete()


@transaction.atomic
def settle_help(*, assignment: Assignment, number: int, by) -> None:
    """The teacher has been at the seat with this number.

    Raises:
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, assignment.classroom)
    calls = HelpCall.objects.filter(assignment=assignment, student__number=number)
    if calls.delete()[0]:
        _record("curriculum.settle_help", assignment, by)


def _running_lead(assignment: Assignment, by) -> Lead:
    require_teaching(by, assignment.classroom)
    lead = Lead.objects.select_for_update().filter(assignment=assignment).first()
    if lead is None or not lead.is_on or not assignment.is_open:
        raise LessonNotOn(str(assignment.pk))
    return lead


def _record(action: str, assignment: Assignment, by) -> None:
    place = assignment.classroom.school.neis_code
    record_act(action=action, target=str(assignment.pk), place=place, by=by)
