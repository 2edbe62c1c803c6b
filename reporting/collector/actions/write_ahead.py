"""The server's write-ahead log holds the moment of every commit: it is thrown away each day.

Tables here have no time, but PostgreSQL stamps each commit in its log. Whoever had that log could
lay the moments beside those of the platform. So the log is closed and removed when the day's
answers are counted, and once more when they are handed over.
"""

from django.db import connections

from reporting.collector.server_settings import database_alias

RIGHTS = """
SELECT pg_has_role(current_user, 'pg_checkpoint', 'USAGE'),
       has_function_privilege('pg_switch_wal()', 'EXECUTE')
"""


class MayNotCheckpoint(Exception):
    """The service's database role may not throw away what the server's log holds."""

    def __init__(self):
        super().__init__(
            "Nothing was changed. The survey's database role may not run CHECKPOINT or"
            " pg_switch_wal(), without which deleted answers and the moments of all stay on disk."
            " Let an administrator run: GRANT pg_checkpoint TO the role; GRANT EXECUTE ON FUNCTION"
            " pg_switch_wal() TO the role."
        )


def require_rights() -> None:
    """Ask before anything is changed.

    Raises:
        MayNotCheckpoint
    """
    with connections[database_alias()].cursor() as cursor:
        cursor.execute(RIGHTS)
        if not all(cursor.fetchone()):
            raise MayNotCheckpoint


def forget_log() -> None:
    """Bring what changed to the tables' files and let the log up to now be removed.

    `wal_recycle = off` (required_settings) makes the server remove its files instead of keeping
    them for reuse. It also removes the file of a truncated table, no later than at a checkpoint.
    """
    with connections[database_alias()].cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("CHECKPOINT")
