"""What the survey's PostgreSQL server must not write down, and the question whether it obeys.

survey.md, Collector rules: nothing archived or replicated, no commit times, no statement and no
parameter in any log; an acknowledged answer is on disk.
"""

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from reporting.collector.models import Answer
from reporting.collector.required_settings import REQUIRED


def database_alias() -> str:
    """The alias of the survey's own database ("default" in the service)."""
    return router.db_for_write(Answer)


class PromiseNotKept(Exception):
    """The database server writes down what the survey promises not to keep."""

    def __init__(self, wrong: list[str]):
        super().__init__(f"The survey's database server: {'; '.join(wrong)}.")


def require_kept_promise() -> None:
    """Let the survey service start; called before it takes its first request.

    It asks over a connection of its own and closes it, because a web server may fork its workers
    afterwards, and processes must not share a connection.

    Raises:
        PromiseNotKept: the database server does not run with REQUIRED.
        django.db.OperationalError: there is no database server.
    """
    connection = connections[database_alias()].copy()
    try:
        wrong = wrong_settings(connection)
    finally:
        connection.close()
    if wrong:
        raise PromiseNotKept(wrong)


def wrong_settings(connection: BaseDatabaseWrapper | None = None) -> list[str]:
    """One line per setting of the running server that differs from REQUIRED."""
    with (connection or connections[database_alias()]).cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(REQUIRED)]
        )
        actual = dict(cursor.fetchall())
    return [
        f"{name} is {actual.get(name)}, must be {required}"
        for name, required in REQUIRED.items()
        if actual.get(name) != required
    ]
