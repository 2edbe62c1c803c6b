"""Making a real PostgreSQL give transactions up, as often as a test wants."""

import time
from contextlib import contextmanager

import psycopg
from django.db import connection

GIVE_UP = """
CREATE SEQUENCE given_up;
CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- What a sequence gave stays given when the transaction is rolled back.
  IF nextval('given_up') <= TG_ARGV[0]::int THEN
    RAISE EXCEPTION 'given up by the test' USING ERRCODE = TG_ARGV[1];
  END IF;
  RETURN NEW;
END $$;
"""


def give_up_writes(table: str, *, times: int, sqlstate: str) -> None:
    """Let the database end the next transactions that write to a table, so many times."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_UP)
        cursor.execute(
            f"CREATE TRIGGER give_up BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW"
            f" EXECUTE FUNCTION give_up({times}, '{sqlstate}')"
        )


def times_written() -> int:
    """How many writes met the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM given_up")
        return cursor.fetchone()[0]


@contextmanager
def another_session():
    """A connection of somebody else to the database of the test, in a transaction."""
    database = connection.settings_dict
    with psycopg.connect(
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        dbname=database["NAME"],
    ) as other:
        yield other


def wait_until_somebody_waits(other: psycopg.Connection) -> None:
    """Return once a statement in this database waits for a lock."""
    deadline = time.monotonic() + 10
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
    while not other.execute(f"{waiting} AND wait_event_type = 'Lock'").fetchone():
        assert time.monotonic() < deadline
        other.execute("SELECT pg_stat_clear_snapshot()")
        time.sleep(0.02)
