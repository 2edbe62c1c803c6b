"""Starting and submitting an attempt."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from core.retrying import retried
from quizzes import occasions
from quizzes.actions.answers import AttemptClosed, AttemptNotFound, GivenAnswer, save_answer
from quizzes.actions.scoring import settle_attempt
from quizzes.models import Attempt, Edition
from quizzes.models.attempts import AttemptState
from quizzes.ordering import draw
from quizzes.rule_changes import AS_THE_QUIZ_SAYS, RuleChanges, Rules
from quizzes.standings import Standing, read_standing
from quizzes.turns import Turn, closing, due_at, is_open_for, is_past


@retried
def start_attempt(
    *,
    student,
    occasion: UUID,
    edition: Edition,
    closes_at: datetime | None = None,
    is_open: bool = True,
    may_repeat: bool = False,
    changes: RuleChanges = AS_THE_QUIZ_SAYS,
) -> Attempt:
    """The student's attempt for an occasion: the open one, else a new one.

    Two clicks, or two tabs, at once get the same attempt: the database allows one open attempt.
    Where no further attempt is left, the last one is returned.

    Args:
        student: whose attempt.
        occasion: what for.
        edition: what is asked, should a new attempt begin.
        closes_at: when the occasion closes, if it does.
        is_open: whether the occasion lets everybody begin now; a student whom a teacher gave
            more days may begin until then anyway.
        may_repeat: begin anew after a submitted attempt; otherwise that one is returned.
        changes: what was changed of the edition's rules for this occasion.

    Raises:
        AttemptClosed: nothing may begin any more, maybe since a moment ago.
    """
    standing = read_standing(student=student, occasion=occasion, edition=edition)
    latest = standing.latest
    rules = changes.applied_to(Rules.of(edition))
    turn = standing.next_turn(rules)
    if latest and (latest.is_open or not may_repeat or turn is Turn.NONE):
        return Attempt.objects.get(pk=latest.pk)
    if not is_open_for(standing.allowed, timezone.now(), is_open=is_open, closes_at=closes_at):
        raise AttemptClosed("closed")
    attempt = _new_attempt(standing, edition, rules, closes_at)
    attempt.student_id, attempt.occasion = student.pk, occasion
    attempt.is_practice = turn is Turn.PRACTICE
    try:
        with transaction.atomic():
            _require_not_ended_since(occasion, closes_at)
            attempt.save(force_insert=True)
    except IntegrityError:
        return Attempt.objects.filter(student_id=student.pk, occasion=occasion).latest("number")
    attempt.is_new = True
    return attempt


def _require_not_ended_since(occasion: UUID, closes_at: datetime | None) -> None:
    """Refuse what was ended, or taken back, between reading when it closes and beginning."""
    ends_at = occasions.hold(occasion)
    is_earlier = ends_at is not None and (closes_at is None or ends_at < closes_at)
    if is_earlier and ends_at <= timezone.now():
        raise AttemptClosed("closed")


def _new_attempt(
    standing: Standing, edition: Edition, rules: Rules, closes_at: datetime | None
) -> Attempt:
    latest, allowed = standing.latest, standing.allowed
    attempt = Attempt(edition=edition, number=latest.number + 1 if latest else 1)
    attempt.asked = draw(
        standing.item_keys,
        seed=attempt.seed,
        is_random=edition.has_random_order,
        count=edition.question_count,
    )
    attempt.closes_at, attempt.has_own_closing = closing(closes_at, allowed)
    attempt.due_at = due_at(attempt.started_at, rules.minutes, allowed.factor)
    return attempt


def move_closing(*, occasions: Iterable[UUID], closes_at: datetime | None) -> int:
    """Tell open attempts that their occasions close at another moment; gives how many heard it.

    A closing that a teacher granted to one student stays.
    """
    common = Attempt.objects.of_occasions(occasions).open().filter(has_own_closing=False)
    return common.update(closes_at=closes_at)


def put_off_ends(*, occasions: Iterable[UUID], running_at: datetime, delay: timedelta) -> int:
    """Let time limits that were running at a moment end later; gives how many it was.

    Args:
        delay: how long the class had to wait since then.
    """
    running = Attempt.objects.of_occasions(occasions).open().filter(due_at__gt=running_at)
    return running.update(due_at=F("due_at") + delay)


@retried
@transaction.atomic
def submit_attempt(
    *, attempt_id: UUID, student, answers: Sequence[GivenAnswer] | None = None
) -> Attempt:
    """Close an attempt and mark it, once; a second call gives the same result.

    An attempt whose own time limit is over is marked as the server holds it; what the device
    sends with it comes too late.

    Args:
        attempt_id: the attempt, which must be this student's.
        student: who submits.
        answers: the full set as the device holds it, so that lost saves do not matter.

    Raises:
        AttemptNotFound: no such attempt of this student.
        AttemptClosed: the occasion with its grace is over.
        UnknownItem, UnknownOption: one of `answers` is not possible; nothing is changed.
    """
    mine = Attempt.objects.filter(pk=attempt_id, student_id=student.pk)
    attempt = mine.select_for_update().first()
    if attempt is None:
        raise AttemptNotFound
    if not attempt.is_open:
        return attempt
    now = timezone.now()
    if not takes_answers(attempt, occasions.find(attempt.occasion, student), now):
        raise AttemptClosed("closed")
    in_time = [] if is_past(now, [attempt.due_at]) else answers or ()
    for answer in in_time:
        save_answer(attempt_id=attempt_id, student=student, **vars(answer))
    attempt.state, attempt.submitted_at = AttemptState.SUBMITTED, now
    settle_attempt(attempt)
    occasions.notify_submitted(attempt)
    return attempt


def takes_answers(attempt: Attempt, occasion: occasions.Occasion | None, moment: datetime) -> bool:
    """Whether what an attempt is for still runs at a moment; its own time limit apart.

    A closing granted to this student wins; else the occasion's own, else what the attempt knows.
    """
    if occasion is None or attempt.has_own_closing:
        return not is_past(moment, [attempt.closes_at])
    return occasion.accepts_at(moment)
