"""Adding rows that may be there already; both ways into the survey end here.

ON CONFLICT, because an error would write the row into the server's log.
"""

from typing import NamedTuple

from django.db import connections

from reporting.collector.models import Answer
from reporting.collector.server_settings import database_alias

# One statement instead of three: the way to the server and back costs as much as a row.
PAID_ANSWER = """
WITH spent AS (
  INSERT INTO collector_spent (mark, round) VALUES (%(mark)s, %(round)s)
  ON CONFLICT DO NOTHING RETURNING 1
), answer AS (
  INSERT INTO collector_answer (id, round, stratum, ciphertext)
  SELECT %(id)s, %(round)s, %(stratum)s, %(sealed)s FROM spent
  ON CONFLICT DO NOTHING RETURNING 1
), counted AS (
  INSERT INTO collector_tally AS tally (round, stratum, accepted)
  SELECT %(round)s, %(stratum)s, 1 FROM answer WHERE %(most)s > 0
  ON CONFLICT (round, stratum)
  DO UPDATE SET accepted = tally.accepted + 1 WHERE tally.accepted < %(most)s RETURNING 1
)
SELECT (SELECT count(*) FROM spent), (SELECT count(*) FROM answer), (SELECT count(*) FROM counted)
"""


class PaidAnswer(NamedTuple):
    """What was new, in the order in which it was added."""

    is_ticket_new: bool
    is_answer_new: bool
    is_counted: bool


def add_spent(mark: bytes, round_key: str) -> bool:
    """Whether the mark is new."""
    return _added(
        "INSERT INTO collector_spent (mark, round) VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [mark, round_key],
    )


def add_answer(*, answer_id: bytes, round_key: str, stratum: str, sealed: bytes) -> bool:
    """Whether the answer's id is new."""
    return _added(
        "INSERT INTO collector_answer (id, round, stratum, ciphertext)"
        " VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [answer_id, round_key, stratum, sealed],
    )


def add_paid_answer(
    *, mark: bytes, answer_id: bytes, round_key: str, stratum: str, sealed: bytes, most: int
) -> PaidAnswer:
    """Add a ticket's mark, its answer and their count; each only where the one before was new.

    The count comes last: until the transaction ends, others of the stratum wait there. The caller
    rolls back what is not complete.

    Args:
        most: answers that tickets of this stratum may pay for.
    """
    row = {"mark": mark, "id": answer_id, "round": round_key, "stratum": stratum}
    with connections[database_alias()].cursor() as cursor:
        cursor.execute(PAID_ANSWER, {**row, "sealed": sealed, "most": most})
        return PaidAnswer(*map(bool, cursor.fetchone()))


def is_stored(*, answer_id: bytes, round_key: str, sealed: bytes) -> bool:
    """Whether this very answer is there: the same one sent again."""
    stored = Answer.objects.filter(pk=answer_id, round=round_key)
    return stored.filter(ciphertext=sealed).exists()


def _added(insert: str, row: list) -> bool:
    """Whether a row changed; PostgreSQL first waits for a sender who is adding the same one."""
    with connections[database_alias()].cursor() as cursor:
        cursor.execute(insert, row)
        return cursor.rowcount == 1
