"""Adding rows that may be there already; both ways into the survey end here.

ON CONFLICT, because an error would write the row into the server's log.
"""

from django.db import connections

from reporting.collector.models import Answer
from reporting.collector.server_settings import database_alias


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


def count_accepted(round_key: str, stratum: str, *, most: int) -> bool:
    """Count an answer that a ticket paid for; False where there are as many as may be.

    Last in its transaction: until that ends, others of the stratum wait here.
    """
    return _added(
        "INSERT INTO collector_tally AS tally (round, stratum, accepted) SELECT %s, %s, 1"
        " WHERE %s > 0 ON CONFLICT (round, stratum)"
        " DO UPDATE SET accepted = tally.accepted + 1 WHERE tally.accepted < %s",
        [round_key, stratum, most, most],
    )


def is_stored(*, answer_id: bytes, round_key: str, sealed: bytes) -> bool:
    """Whether this very answer is there: the same one sent again."""
    stored = Answer.objects.filter(pk=answer_id, round=round_key)
    return stored.filter(ciphertext=sealed).exists()


def _added(insert: str, row: list) -> bool:
    """Whether a row changed; PostgreSQL first waits for a sender who is adding the same one."""
    with connections[database_alias()].cursor() as cursor:
        cursor.execute(insert, row)
        return cursor.rowcount == 1
