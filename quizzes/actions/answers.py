"""Saving one answer: the hottest path of the product, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from quizzes import occasions
from quizzes.models.attempts import AttemptState


class AttemptNotFound(LookupError):
    """There is no such attempt of this student."""


class AttemptClosed(Exception):
    """The attempt takes no more answers.

    Attributes:
        state: "submitted", or "closed" when the time is over.
    """

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


class UnknownItem(ValueError):
    """The question is not in this attempt's edition."""


class UnknownOption(ValueError):
    """A chosen option is not one of the question's, or too many were chosen."""


@dataclass(frozen=True)
class GivenAnswer:
    """An answer on its way to the server; see `save_answer` for the fields."""

    item_key: UUID
    chosen: Sequence[UUID]
    client_rev: int | None = None


@dataclass(frozen=True)
class SavedAnswer:
    """What the server holds after a save.

    Attributes:
        saved_rev: revision of the stored answer; above the sent one if a newer was there.
        saved_at: when the stored answer arrived.
        is_revealed: whether the right answer was shown, so that this one stands.
    """

    saved_rev: int
    saved_at: datetime
    is_revealed: bool


# One statement finds the attempt, checks the answer and stores it. FOR SHARE waits for a submit
# that is under way and then sees its state, so no answer slips in behind the marking.
SAVE_ANSWER = """
WITH target AS (
  SELECT attempt.id AS attempt_id, attempt.state, item.id AS item_id,
    coalesce(attempt.closes_at + %(grace)s < %(now)s, false) AS is_past,
    item.id IS NOT NULL AND (item.kind = 'several' OR cardinality(%(chosen)s::uuid[]) <= 1) AND (
      SELECT count(*) FROM quizzes_option AS option
      WHERE option.item_id = item.id AND option.key = ANY (%(chosen)s::uuid[])
    ) = cardinality(%(chosen)s::uuid[]) AS is_possible
  FROM quizzes_attempt AS attempt
  LEFT JOIN quizzes_item AS item
    ON item.edition_id = attempt.edition_id AND item.key = %(item_key)s
  WHERE attempt.id = %(attempt_id)s AND attempt.student_id = %(student_id)s
  FOR SHARE OF attempt
), stored AS (
  INSERT INTO quizzes_answer AS answer
    (attempt_id, item_id, chosen, client_rev, saved_at, revealed_at)
  SELECT attempt_id, item_id, %(chosen)s::uuid[], coalesce(%(client_rev)s, %(own_rev)s), %(now)s,
    CASE WHEN %(reveals)s THEN %(now)s::timestamptz END
  FROM target WHERE state = 'open' AND NOT is_past AND is_possible
  ON CONFLICT (attempt_id, item_id) DO UPDATE SET
    chosen = excluded.chosen, saved_at = excluded.saved_at, revealed_at = excluded.revealed_at,
    client_rev = greatest(excluded.client_rev, answer.client_rev + 1)
  WHERE answer.revealed_at IS NULL
    AND (%(client_rev)s::bigint IS NULL OR answer.client_rev < excluded.client_rev)
  RETURNING client_rev, saved_at, revealed_at
)
SELECT target.state, target.is_past, target.item_id, target.is_possible,
  stored.client_rev IS NOT NULL,
  coalesce(stored.client_rev, kept.client_rev),
  CASE WHEN stored.client_rev IS NULL THEN kept.saved_at ELSE stored.saved_at END,
  CASE WHEN stored.client_rev IS NULL THEN kept.revealed_at ELSE stored.revealed_at END
FROM target
LEFT JOIN stored ON true
LEFT JOIN quizzes_answer AS kept
  ON kept.attempt_id = target.attempt_id AND kept.item_id = target.item_id
"""


def save_answer(
    *,
    attempt_id: UUID,
    student,
    item_key: UUID,
    chosen: Sequence[UUID],
    client_rev: int | None = None,
    reveals: bool = False,
) -> SavedAnswer:
    """Store one answer in one statement, unless a newer one is there already.

    Args:
        attempt_id: the attempt, which must be this student's.
        student: who answers.
        item_key: key of the question.
        chosen: keys of the chosen options; empty for "I don't know".
        client_rev: rises with every change on the device; None for a form sent without a
            script, which is always taken as the newest.
        reveals: the right answer will be shown next; from then on this answer stands.

    Raises:
        AttemptNotFound: no such attempt of this student.
        AttemptClosed: submitted, or the time with its grace is over.
        UnknownItem: the question is not in the attempt's edition.
        UnknownOption: an option is not one of the question's, or too many were chosen.
    """
    now = timezone.now()
    values = {
        "attempt_id": attempt_id,
        "student_id": student.pk,
        "item_key": item_key,
        "chosen": list(dict.fromkeys(chosen)),
        "client_rev": client_rev,
        "own_rev": int(now.timestamp() * 1000),
        "reveals": reveals,
        "now": now,
        "grace": occasions.GRACE,
    }
    outcome = _run_save(values)
    while outcome and outcome.has_lost_a_race(client_rev):
        outcome = _run_save(values)
    return _saved_or_refused(outcome)


class _Outcome(NamedTuple):
    """The row SAVE_ANSWER gives; the last three describe the answer the server holds now."""

    state: str
    is_past: bool
    item_id: int | None
    is_possible: bool
    was_stored: bool
    saved_rev: int | None
    saved_at: datetime | None
    revealed_at: datetime | None

    @property
    def takes_answers(self) -> bool:
        return self.state == AttemptState.OPEN and not self.is_past and self.is_possible

    def has_lost_a_race(self, client_rev: int | None) -> bool:
        """Not stored, and the answer that was in the way came too late to be seen: look again."""
        if self.was_stored or not self.takes_answers or self.revealed_at:
            return False
        return self.saved_rev is None or client_rev is None or self.saved_rev < client_rev


def _run_save(values: dict) -> _Outcome | None:
    with connection.cursor() as cursor:
        cursor.execute(SAVE_ANSWER, values)
        row = cursor.fetchone()
    return row and _Outcome(*row)


def _saved_or_refused(outcome: _Outcome | None) -> SavedAnswer:
    if outcome is None:
        raise AttemptNotFound
    if outcome.state != AttemptState.OPEN:
        raise AttemptClosed(outcome.state)
    if outcome.is_past:
        raise AttemptClosed("closed")
    if outcome.item_id is None:
        raise UnknownItem
    if not outcome.is_possible:
        raise UnknownOption
    is_revealed = outcome.revealed_at is not None
    return SavedAnswer(outcome.saved_rev, outcome.saved_at, is_revealed=is_revealed)
