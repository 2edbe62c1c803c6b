"""Marking by a person: points and a note in place of the computed mark, always with a trace."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from quizzes.actions.answers import AttemptNotFound, UnknownItem
from quizzes.actions.scoring import settle_attempt
from quizzes.asked_marks import asked_keys
from quizzes.kinds import kind_of
from quizzes.models import Attempt, Award, AwardChange, Item


class NotHandedIn(Exception):
    """The student is still answering; there is nothing to mark yet."""


class PointsOutOfRange(ValueError):
    """Fewer points than none, or more than the question is worth."""


@transaction.atomic
def mark_answer(*, attempt_id: UUID, item_key: UUID, points: Decimal, note: str = "", by) -> Award:
    """Give points and a note for one question; the result is computed anew from all marks.

    The same mark again changes nothing and leaves no second trace. Marking again replaces the
    points, and the trace says from what to what.

    Args:
        attempt_id: whose attempt it is, the floor above has checked.
        item_key: a scored question of the attempt, whatever its kind.
        points: from 0 to what the question is worth, in hundredths.

    Raises:
        AttemptNotFound: there is no such attempt.
        NotHandedIn: it is still open.
        UnknownItem: the attempt does not ask this, or it earns no points.
        PointsOutOfRange: too few or too many.
    """
    attempt = _locked(attempt_id)
    item = _markable(attempt, item_key)
    if not 0 <= points <= item.points:
        raise PointsOutOfRange(points)
    award = Award.objects.filter(attempt=attempt, item=item).first()
    note = note.strip()
    if award and (award.points, award.note) == (points, note):
        return award
    before = award.points if award else _points_so_far(attempt, item)
    given = {"points": points, "note": note, "awarded_by": by, "awarded_at": timezone.now()}
    award, _ = Award.objects.update_or_create(attempt=attempt, item=item, defaults=given)
    AwardChange.objects.create(
        attempt=attempt,
        item=item,
        points_before=before,
        points_after=points,
        note=note,
        changed_by=by,
    )
    settle_attempt(attempt)
    _record(attempt, item, by)
    return award


def _locked(attempt_id: UUID) -> Attempt:
    # The lock makes two markers of one attempt compute its result one after the other.
    attempt = Attempt.objects.select_for_update().filter(pk=attempt_id).first()
    if attempt is None:
        raise AttemptNotFound
    if attempt.is_open:
        raise NotHandedIn
    return attempt


def _markable(attempt: Attempt, item_key: UUID) -> Item:
    item = Item.objects.filter(edition=attempt.edition_id, key=item_key).first()
    if item is None or item.key not in asked_keys(attempt) or not kind_of(item.kind).is_scored:
        raise UnknownItem
    return item


def _points_so_far(attempt: Attempt, item: Item) -> Decimal | None:
    """What the question earned until now; None while its answer waited to be read."""
    return attempt.marks.values_list("points", flat=True).get(item=item)


def _record(attempt: Attempt, item: Item, by) -> None:
    record_act(
        action="quizzes.mark_answer",
        target=f"{attempt.pk} {item.key}",
        place=attempt.student.classroom.school.neis_code,
        by=by,
    )
