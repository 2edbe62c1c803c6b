"""Starting and submitting an attempt."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes import grading, occasions
from quizzes.actions.answers import AttemptClosed, AttemptNotFound, GivenAnswer, save_answer
from quizzes.edition_papers import paper_of
from quizzes.models import Answer, Attempt, Edition
from quizzes.models.attempts import AttemptState


def start_attempt(
    *,
    student,
    occasion: UUID,
    edition: Edition,
    closes_at: datetime | None = None,
    may_repeat: bool = False,
) -> Attempt:
    """The student's attempt for an occasion: the open one, else a new one.

    Two clicks, or two tabs, at once get the same attempt: the database allows one open attempt.

    Args:
        student: whose attempt.
        occasion: what for.
        edition: what is asked, should a new attempt begin.
        closes_at: when the occasion closes, if it does.
        may_repeat: begin anew after a submitted attempt; otherwise that one is returned.
    """
    mine = Attempt.objects.filter(student_id=student.pk, occasion=occasion)
    latest = mine.order_by("-number").first()
    if latest and (latest.is_open or not may_repeat):
        return latest
    try:
        with transaction.atomic():
            attempt = Attempt.objects.create(
                student_id=student.pk,
                occasion=occasion,
                edition=edition,
                number=latest.number + 1 if latest else 1,
                closes_at=closes_at,
            )
    except IntegrityError:
        return mine.latest("number")
    attempt.is_new = True
    return attempt


def move_closing(*, occasions: Iterable[UUID], closes_at: datetime | None) -> int:
    """Tell open attempts that their occasions close at another moment; gives how many heard it."""
    return Attempt.objects.of_occasions(occasions).open().update(closes_at=closes_at)


@transaction.atomic
def submit_attempt(
    *, attempt_id: UUID, student, answers: Iterable[GivenAnswer] | None = None
) -> Attempt:
    """Close an attempt and mark it, once; a second call gives the same result.

    Args:
        attempt_id: the attempt, which must be this student's.
        student: who submits.
        answers: the full set as the device holds it, so that lost saves do not matter.

    Raises:
        AttemptNotFound: no such attempt of this student.
        AttemptClosed: the time with its grace is over.
        UnknownItem, UnknownOption: one of `answers` is not possible; nothing is changed.
    """
    mine = Attempt.objects.filter(pk=attempt_id, student_id=student.pk)
    attempt = mine.select_for_update().first()
    if attempt is None:
        raise AttemptNotFound
    if not attempt.is_open:
        return attempt
    now = timezone.now()
    if not _accepts(attempt, student, now):
        raise AttemptClosed("closed")
    for answer in answers or ():
        save_answer(
            attempt_id=attempt_id,
            student=student,
            item_key=answer.item_key,
            chosen=answer.chosen,
            client_rev=answer.client_rev,
        )
    score = score_of(attempt)
    mine.filter(state=AttemptState.OPEN).update(
        state=AttemptState.SUBMITTED,
        submitted_at=now,
        points=score.points,
        points_possible=score.possible,
    )
    attempt.refresh_from_db()
    occasions.notify_submitted(attempt)
    return attempt


def _accepts(attempt: Attempt, student, now: datetime) -> bool:
    """Whether the occasion, or what the attempt knows of it, still takes answers."""
    occasion = occasions.find(attempt.occasion, student)
    if occasion:
        return occasion.accepts_at(now)
    return attempt.closes_at is None or now <= attempt.closes_at + occasions.GRACE


def score_of(attempt: Attempt) -> grading.Score:
    """The score, computed from the stored answers; a question without one earns nothing."""
    paper = paper_of(attempt.edition_id)
    chosen = dict(Answer.objects.filter(attempt=attempt).values_list("item__key", "chosen"))
    return grading.add_up(
        grading.mark(
            item.kind, chosen=chosen.get(item.key, ()), right=item.right, points=item.points
        )
        for item in paper.items
    )
