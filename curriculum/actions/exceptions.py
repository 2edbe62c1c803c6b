"""What a teacher grants one student in a quiz of an assignment."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from curriculum.models import Assignment, Completion, Occasion
from quizzes import actions
from quizzes.models import Attempt
from quizzes.models.allowances import AllowanceKind
from schools.actions.rights import require_teaching


class NothingToReopen(Exception):
    """The student has handed nothing in that could be opened again."""


@transaction.atomic
def grant_exception(
    *, student, occasion: UUID, kind: str, reason: str, closes_at=None, factor=None, by
) -> None:
    """Grant one exception; what it is about is `kind`, one of AllowanceKind.

    Args:
        closes_at: for more days; with another kind, more days are granted as well.
        factor: for a longer time limit.

    Raises:
        NothingToReopen: nothing was handed in, or a newer attempt is open.
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, student.classroom)
    common = {"student": student, "occasion": occasion, "reason": reason, "by": by}
    if closes_at:
        actions.allow_later_closing(**common, closes_at=closes_at)
    if kind == AllowanceKind.EXTRA_ATTEMPT:
        actions.allow_extra_attempt(**common)
    elif kind == AllowanceKind.MORE_TIME:
        actions.allow_more_time(**common, factor=factor)
    elif kind == AllowanceKind.REOPEN:
        _reopen(student, occasion, reason, by)


def _reopen(student, occasion: UUID, reason: str, by) -> None:
    mine = Attempt.objects.filter(student=student, occasion=occasion).recorded()
    attempt = mine.submitted().order_by("-number").first()
    if attempt is None:
        raise NothingToReopen
    try:
        actions.reopen_attempt(attempt=attempt, reason=reason, by=by)
    except actions.AnotherIsOpen as newer:
        raise NothingToReopen from newer
    _take_back_completion(student, occasion)


def _take_back_completion(student, occasion: UUID) -> None:
    """What is being worked on again is not finished, for the class as for the student."""
    of = Occasion.objects.select_related("step").get(pk=occasion)
    done = Completion.objects.filter(assignment=of.assignment_id, step=of.step_id, student=student)
    done.update(finished_at=None, moved_at=timezone.now())


@transaction.atomic
def release_assignment(*, assignment: Assignment, by) -> None:
    """Show the class what was right in the quizzes of an assignment.

    Raises:
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, assignment.classroom)
    place = assignment.classroom.school.neis_code
    for occasion in assignment.occasions.values_list("pk", flat=True):
        actions.release_answers(occasion=occasion, place=place, by=by)
