"""What a teacher grants one student, and showing everybody the answers; all leave a trace."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import record_act
from quizzes import occasions
from quizzes.actions.answers import AttemptNotFound
from quizzes.edition_papers import changed_paper
from quizzes.models import Allowance, Attempt, Release
from quizzes.models.allowances import AllowanceKind
from quizzes.models.attempts import AttemptState
from quizzes.rule_changes import AS_THE_QUIZ_SAYS
from quizzes.standings import read_allowed
from quizzes.turns import due_at

ACTS = {
    AllowanceKind.REOPEN: "quizzes.allow_reopen",
    AllowanceKind.EXTRA_ATTEMPT: "quizzes.allow_extra_attempt",
    AllowanceKind.LATER_CLOSING: "quizzes.allow_later_closing",
    AllowanceKind.MORE_TIME: "quizzes.allow_more_time",
}


class ReasonMissing(ValueError):
    """An exception needs a reason that others can read later."""


class AnotherIsOpen(Exception):
    """The student has begun another attempt since; that one has to be handed in first."""


@transaction.atomic
def allow_extra_attempt(*, student, occasion: UUID, reason: str, by) -> Allowance:
    """Let a student make one more attempt that counts.

    Raises:
        ReasonMissing: `reason` is empty.
    """
    return _allow(AllowanceKind.EXTRA_ATTEMPT, student, occasion, reason, by)


@transaction.atomic
def allow_later_closing(
    *, student, occasion: UUID, closes_at: datetime, reason: str, by
) -> Allowance:
    """Let a student answer until `closes_at`, also in an attempt that is open now.

    Raises:
        ReasonMissing: `reason` is empty.
    """
    kind = AllowanceKind.LATER_CLOSING
    made = _allow(kind, student, occasion, reason, by, closes_at=closes_at)
    latest = read_allowed(student_id=student.pk, occasion=occasion).closes_at
    _open_attempts(student, occasion).update(closes_at=latest, has_own_closing=True)
    return made


@transaction.atomic
def allow_more_time(
    *, student, occasion: UUID | None, factor: Decimal, reason: str, by
) -> Allowance:
    """Make the time limit of a student longer, also of an attempt that is open now.

    Args:
        occasion: None for all quizzes of this student.
        factor: above 1; 1.5 gives a half more.

    Raises:
        ReasonMissing: `reason` is empty.
    """
    made = _allow(AllowanceKind.MORE_TIME, student, occasion, reason, by, factor=factor)
    for attempt in _open_attempts(student, occasion).exclude(due_at=None):
        allowed = read_allowed(student_id=student.pk, occasion=attempt.occasion)
        attempt.due_at = due_at(attempt.started_at, _minutes_of(attempt), allowed.factor)
        attempt.save(update_fields=["due_at"])
    return made


@transaction.atomic
def reopen_attempt(*, attempt: Attempt, reason: str, by) -> Attempt:
    """Let a student go on with an attempt that was handed in; its result is gone until then.

    Reopening an open attempt changes nothing.

    Raises:
        ReasonMissing: `reason` is empty.
        AttemptNotFound: the attempt is gone.
        AnotherIsOpen: the student began another one since.
    """
    attempt = Attempt.objects.select_for_update().filter(pk=attempt.pk).first()
    if attempt is None:
        raise AttemptNotFound
    if attempt.is_open:
        return attempt
    attempt.state, attempt.submitted_at = AttemptState.OPEN, None
    attempt.points = attempt.points_possible = attempt.due_at = None
    attempt.points_waiting = 0
    allowed = read_allowed(student_id=attempt.student_id, occasion=attempt.occasion)
    if allowed.has_own_closing:
        attempt.closes_at, attempt.has_own_closing = allowed.closes_at, True
    try:
        with transaction.atomic():
            attempt.save()
    except IntegrityError as taken:
        raise AnotherIsOpen from taken
    _allow(AllowanceKind.REOPEN, attempt.student, attempt.occasion, reason, by)
    return attempt


@transaction.atomic
def release_answers(*, occasion: UUID, place: str, by) -> Release:
    """Show everybody who handed in what was right. A second call keeps the first time.

    Args:
        place: NEIS code of the school, for the audit trail.
    """
    release, is_new = Release.objects.get_or_create(
        occasion=occasion, defaults={"released_at": timezone.now(), "released_by": by}
    )
    if is_new:
        record_act(action="quizzes.release_answers", target=str(occasion), place=place, by=by)
    return release


def _minutes_of(attempt: Attempt) -> int | None:
    """The time limit everybody has in the occasion of an attempt."""
    occasion = occasions.find(attempt.occasion, attempt.student)
    changes = occasion.changes if occasion else AS_THE_QUIZ_SAYS
    return changed_paper(attempt.edition_id, changes).minutes


def _open_attempts(student, occasion: UUID | None):
    mine = Attempt.objects.filter(student=student).open()
    return mine.filter(occasion=occasion) if occasion else mine


def _allow(kind: AllowanceKind, student, occasion, reason: str, by, **values) -> Allowance:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    made = Allowance.objects.create(
        student=student, occasion=occasion, kind=kind, reason=reason, granted_by=by, **values
    )
    record_act(
        action=ACTS[kind],
        target=f"{student.pk} {occasion or ''}".strip(),
        place=student.classroom.school.neis_code,
        reason=reason,
        by=by,
    )
    return made
