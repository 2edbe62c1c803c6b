"""What a teacher grants one student in a quiz of an assignment."""

from uuid import UUID

from django.db import transaction

from curriculum.models import Assignment
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
        closes_at: for more days.
        factor: for a longer time limit.

    Raises:
        NothingToReopen: nothing was handed in, or a newer attempt is open.
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, student.classroom)
    common = {"student": student, "occasion": occasion, "reason": reason, "by": by}
    if kind == AllowanceKind.EXTRA_ATTEMPT:
        actions.allow_extra_attempt(**common)
    elif kind == AllowanceKind.LATER_CLOSING:
        actions.allow_later_closing(**common, closes_at=closes_at)
    elif kind == AllowanceKind.MORE_TIME:
        actions.allow_more_time(**common, factor=factor)
    else:
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
