"""Saving one answer: the hottest path of the product, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from core.retrying import retried
from quizzes.kinds import LONGEST_ESSAY, LONGEST_SHORT
from quizzes.models.attempts import AttemptState
from quizzes.turns import GRACE


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
    """Not an answer that the question can have: a foreign option, too many, too long a text."""


@dataclass(frozen=True)
class GivenAnswer:
    """An answer on its way to the server: see `save_answer` for the fields."""

    item_key: UUID
    chosen: Sequence[UUID] = ()
    client_rev: int | None = None
    text: str = ""
    confidence: int | None = None


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
WITH given AS (
  SELECT cardinality(%(chosen)s::uuid[]) AS n, length(%(text)s::text) AS length,
    %(confidence)s::smallint AS confidence
), target AS (
  SELECT attempt.id AS attempt_id, attempt.state, item.id AS item_id,
    coalesce(least(attempt.closes_at, attempt.due_at) + %(grace)s < %(now)s, false) AS is_past,
    item.id IS NOT NULL AND CASE item.kind
      WHEN 'short' THEN given.n = 0 AND given.length <= %(longest_short)s
      WHEN 'essay' THEN given.n = 0 AND given.length <= %(longest_essay)s
      ELSE given.length = 0
        AND (given.confidence IS NULL
          OR item.kind = 'spot_the_fake' AND given.confidence BETWEEN 1 AND 3)
        AND CASE item.kind
          WHEN 'several' THEN known.keys = given.n
          WHEN 'order' THEN given.n = 0 OR (
            known.keys = given.n AND
            given.n = (SELECT count(*) FROM quizzes_option WHERE item_id = item.id))
          WHEN 'match' THEN given.n %% 2 = 0 AND known.prompts * 2 = given.n
            AND known.matched * 2 = given.n
          WHEN 'spot_the_fake' THEN known.keys = given.n AND known.pictures <= 1
          ELSE known.keys = given.n AND given.n <= 1
        END
    END AS is_possible
  FROM quizzes_attempt AS attempt
  LEFT JOIN quizzes_item AS item
    ON item.edition_id = attempt.edition_id AND item.key = %(item_key)s
    AND (cardinality(attempt.asked) = 0 OR item.key = ANY (attempt.asked))
  CROSS JOIN given
  LEFT JOIN LATERAL (
    SELECT count(DISTINCT option.key) AS keys,
      count(DISTINCT option.key) FILTER (WHERE option.role = 'picture') AS pictures,
      count(DISTINCT option.key) FILTER (WHERE option.role = 'prompt' AND place %% 2 = 1)
        AS prompts,
      count(*) FILTER (WHERE option.role = 'target' AND place %% 2 = 0) AS matched
    FROM unnest(%(chosen)s::uuid[]) WITH ORDINALITY AS chosen (key, place)
    JOIN quizzes_option AS option ON option.item_id = item.id AND option.key = chosen.key
  ) AS known ON true
  WHERE attempt.id = %(attempt_id)s AND attempt.student_id = %(student_id)s
  FOR SHARE OF attempt
), stored AS (
  INSERT INTO quizzes_answer AS answer
    (attempt_id, item_id, chosen, text, confidence, client_rev, saved_at, revealed_at)
  SELECT attempt_id, item_id, %(chosen)s::uuid[], %(text)s, %(confidence)s,
    coalesce(%(client_rev)s, %(own_rev)s), %(now)s,
    CASE WHEN %(reveals)s THEN %(now)s::timestamptz END
  FROM target WHERE state = 'open' AND NOT is_past AND is_possible
  ON CONFLICT (attempt_id, item_id) DO UPDATE SET
    chosen = excluded.chosen, text = excluded.text, confidence = excluded.confidence,
    saved_at = excluded.saved_at, revealed_at = excluded.revealed_at,
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


BOUNDS = {"grace": GRACE, "longest_short": LONGEST_SHORT, "longest_essay": LONGEST_ESSAY}


@retried
def save_answer(
    *,
    attempt_id: UUID,
    student,
    item_key: UUID,
    chosen: Sequence[UUID] = (),
    text: str = "",
    confidence: int | None = None,
    client_rev: int | None = None,
    reveals: bool = False,
) -> SavedAnswer:
    """Store one answer in one statement, unless a newer one is there already.

    Args:
        attempt_id: the attempt, which must be this student's.
        student: who answers.
        item_key: key of the question.
        chosen, text, confidence: what was answered, see `kinds.Response`; nothing for "I don't
            know".
        client_rev: rises with every change on the device; None for a form sent without a
            script, which is always taken as the newest.
        reveals: the right answer will be shown next; from then on this answer stands.

    Raises:
        AttemptNotFound: no such attempt of this student.
        AttemptClosed: submitted, or the time with its grace is over.
        UnknownItem: the question is not in this attempt.
        UnknownOption: the answer is not one the question can have: an option of another
            question, too many, too long a text.
    """
    now = timezone.now()
    values = {
        "attempt_id": attempt_id,
        "student_id": student.pk,
        "item_key": item_key,
        "chosen": list(chosen),
        "text": text,
        "confidence": confidence,
        "client_rev": client_rev,
        "own_rev": int(now.timestamp() * 1000),
        "reveals": reveals,
        "now": now,
        **BOUNDS,
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
