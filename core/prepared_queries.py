"""Questions that hot paths ask thousands of times a minute, translated to SQL only once.

Django builds and compiles the same SQL again for each request, which costs several times what
the database needs to answer. The ORM still writes the SQL, so a changed model cannot be missed.
The database too plans a statement once for each connection, as a prepared statement of its own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.db.models import QuerySet, TextField
from django.db.models.expressions import Expression

PLACES = re.compile("%%|%s")
# The database must know a condition's type without seeing its value.
TYPES = {UUID: "uuid", datetime: "timestamptz", date: "date", str: "text", int: "bigint"}


class PreparedPart(Expression):
    """SQL that the ORM wrote before, standing as one value in another query."""

    def __init__(self, sql: str, params: list):
        super().__init__(output_field=TextField())
        self.sql, self.params = sql, params

    def as_sql(self, compiler, connection):
        """The same SQL as ever."""
        return f"({self.sql})", self.params


class PreparedQuery:
    """A query of `.values_list(…)` whose conditions are given anew each time.

    Args:
        build: makes the query from stand-ins. It must not look at the clock, at the language or
            at anything else that differs between two requests.
        stand_ins: one value per condition, of its type, and none like another or like a constant
            of the query.
    """

    def __init__(self, build: Callable[..., QuerySet], *stand_ins):
        self._build, self._stand_ins = build, stand_ins
        self._sql: str | None = None
        self._server_sql = ""
        self.alias = ""

    def first(self, *values) -> tuple | None:
        """The first row for these values, in the order of the stand-ins; None where none fits."""
        return self._ask(values, "fetchone")

    def all(self, *values) -> list[tuple]:
        """Every row for these values; JSON comes as the text that the database gives."""
        return self._ask(values, "fetchall")

    def as_part(self, *values) -> "PreparedPart":
        """The one text it gives, as a part of another query."""
        return PreparedPart(*self._statement(values))

    def _statement(self, values: Sequence) -> tuple[str, list]:
        if self._sql is None:
            self._prepare()
        params = list(self._constants)
        for param, condition in self._places.items():
            params[param] = values[condition]
        return self._sql, params

    def _ask(self, values: Sequence, fetch: str) -> Any:
        if self._sql is None:
            self._prepare()
        given = [values[place] for place in self._places.values()]
        connection = connections[self.alias]
        if not _is_taken_on_trust(connection):
            return self._answer(connection, given, fetch)
        try:
            answer = self._answer(connection, given, fetch)
        except (OperationalError, InterfaceError):
            if connection.is_usable():
                raise
            connection.close()
            return self._answer(connection, given, fetch)
        connection.health_check_done = True
        return answer

    def _answer(self, connection, given: list, fetch: str) -> Any:
        with _preparing_cursor(connection) as cursor:
            cursor.execute(self._server_sql, given)
            return getattr(cursor, fetch)()

    def _prepare(self) -> None:
        query = self._build(*self._stand_ins)
        sql, params = query.query.sql_with_params()
        self.alias = query.db
        self._constants = params
        self._places = {
            place: self._stand_ins.index(param)
            for place, param in enumerate(params)
            if param in self._stand_ins
        }
        missing = set(range(len(self._stand_ins))) - set(self._places.values())
        assert not missing, f"conditions {missing} are not in the query"
        self._server_sql = self._with_constants(sql)
        self._sql = sql

    def _with_constants(self, sql: str) -> str:
        """The SQL in which only the conditions are open, each with its type."""
        with connections[self.alias].cursor() as cursor:
            constants = [cursor.mogrify("%s", [each]) for each in self._constants]
        places = iter(range(len(constants)))

        def filled(found: re.Match) -> str:
            if found[0] == "%%":
                return found[0]
            place = next(places)
            if place not in self._places:
                return constants[place].replace("%", "%%")
            kind = TYPES.get(type(self._stand_ins[self._places[place]]))
            return f"%s::{kind}" if kind else "%s"

        return PLACES.sub(filled, sql)


def _is_taken_on_trust(connection) -> bool:
    """Whether a question goes out before anybody asked if the connection still stands.

    Asking first is a second way to the database. A question that changes nothing can be asked
    again, so long as no transaction is lost with the connection.
    """
    if connection.in_atomic_block or connection.health_check_done:
        connection.close_if_health_check_failed()
        return False
    return connection.connection is not None and connection.health_check_enabled


@contextmanager
def _preparing_cursor(connection) -> Iterator:
    # What `connection.cursor()` does, with a cursor that sends conditions apart from the SQL.
    connection.ensure_connection()
    connection.validate_thread_sharing()
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    # From the first time on. Django's own cursors write conditions into the SQL and never prepare;
    # and psycopg does not tell a log of statements the words of a prepared one.
    is_prepared = settings.PREPARED_STATEMENTS and not connection.queries_logged
    connection.connection.prepare_threshold = 0 if is_prepared else None
    with wrap(psycopg.Cursor(connection.connection)) as cursor:
        yield cursor
