"""Questions that hot paths ask thousands of times a minute, translated to SQL only once.

Django builds and compiles the same SQL again for each request, which costs several times what
the database needs to answer. The ORM still writes the SQL, so a changed model cannot be missed.
The database too plans a statement once for each connection, as a prepared statement of its own.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from string import Template
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.db.models import QuerySet, TextField
from django.db.models.expressions import Expression

PLACES = re.compile("%%|%s")
NAMES = re.compile(r"%%|%\(given_(\d+)\)s")
# Several questions of one kind in one statement; each answer says which of them it is for.
EACH = Template(
    "SELECT asked.place, answer.* FROM unnest($arrays) WITH ORDINALITY AS asked ($columns, place) "
    "CROSS JOIN LATERAL ($sql LIMIT 1) AS answer"
)
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
        self._one = self._each = ServerSql("")
        self.alias = ""

    def first(self, *values) -> tuple | None:
        """The first row for these values, in the order of the stand-ins; None where none fits."""
        return self._ask(values, "fetchone")

    def all(self, *values) -> list[tuple]:
        """Every row for these values; JSON comes as the text that the database gives."""
        return self._ask(values, "fetchall")

    def first_of_each(self, asked: Sequence[Sequence]) -> list[tuple | None]:
        """What `first` gives for each of these, in their order, all in one statement."""
        if not asked:
            return []
        columns = [list(column) for column in zip(*asked, strict=True)]
        found: list[tuple | None] = [None] * len(asked)
        for place, *row in self._ask(columns, "fetchall", each=True):
            found[place - 1] = tuple(row)
        return found

    def as_part(self, *values) -> "PreparedPart":
        """The one text it gives, as a part of another query."""
        return PreparedPart(*self._statement(values))

    def _statement(self, values: Sequence) -> tuple[str, list]:
        self._prepare_once()
        params = list(self._constants)
        for param, condition in self._places.items():
            params[param] = values[condition]
        return self._sql, params

    def _ask(self, given: Sequence, fetch: str, *, each: bool = False) -> Any:
        self._prepare_once()
        connection, sql = connections[self.alias], self._each if each else self._one
        if not _is_taken_on_trust(connection):
            return _answer(connection, sql, given, fetch)
        try:
            answer = _answer(connection, sql, given, fetch)
        except (OperationalError, InterfaceError):
            if connection.is_usable():
                raise
            connection.close()
            return _answer(connection, sql, given, fetch)
        connection.health_check_done = True
        return answer

    def _prepare_once(self) -> None:
        if self._sql is None:
            self._prepare()

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
        kinds = [TYPES[type(value)] for value in self._stand_ins]
        self._one = ServerSql(self._with_constants(sql, _conditions(kinds)))
        columns = [f"given_{number}" for number, _ in enumerate(kinds, start=1)]
        each = self._with_constants(sql, [f"asked.{column}" for column in columns])
        arrays = ", ".join(_conditions([f"{kind}[]" for kind in kinds]))
        told = EACH.substitute(arrays=arrays, columns=", ".join(columns), sql=each)
        self._each = ServerSql(told)
        self._sql = sql

    def _with_constants(self, sql: str, conditions: list[str]) -> str:
        """The SQL in which only the conditions are open; each is written as given here."""
        with connections[self.alias].cursor() as cursor:
            constants = [cursor.mogrify("%s", [each]) for each in self._constants]
        places = iter(range(len(constants)))

        def filled(found: re.Match) -> str:
            if found[0] == "%%":
                return found[0]
            place = next(places)
            if place in self._places:
                return conditions[self._places[place]]
            return constants[place].replace("%", "%%")

        return PLACES.sub(filled, sql)


class ServerSql:
    """SQL whose conditions are open, by name as psycopg writes them and by the server's numbers."""

    def __init__(self, sql: str):
        self.named = sql
        self.numbered = NAMES.sub(lambda found: f"${found[1]}" if found[1] else "%", sql)


def _conditions(kinds: Sequence[str]) -> list[str]:
    return [f"%(given_{number})s::{kind}" for number, kind in enumerate(kinds, start=1)]


def _answer(connection, sql: ServerSql, given: Sequence, fetch: str) -> Any:
    # What `connection.cursor()` does, with a cursor that sends conditions apart from the SQL:
    # Django's own write them into it and never prepare.
    connection.ensure_connection()
    connection.validate_thread_sharing()
    is_logged = connection.queries_logged
    # From the first time on; but psycopg does not tell a log the words of a prepared statement.
    is_prepared = settings.PREPARED_STATEMENTS and not is_logged
    connection.connection.prepare_threshold = 0 if is_prepared else None
    if is_logged:
        cursor = connection.make_debug_cursor(psycopg.Cursor(connection.connection))
        params = {f"given_{number}": value for number, value in enumerate(given, start=1)}
    else:
        cursor = connection.make_cursor(psycopg.RawCursor(connection.connection))
        params = given
    with cursor:
        cursor.execute(sql.named if is_logged else sql.numbered, params)
        return getattr(cursor, fetch)()


def _is_taken_on_trust(connection) -> bool:
    """Whether a question goes out before anybody asked if the connection still stands.

    Asking first is a second way to the database. A question that changes nothing can be asked
    again, so long as no transaction is lost with the connection.
    """
    if not connection.get_autocommit() or connection.health_check_done:
        connection.close_if_health_check_failed()
        return False
    return connection.connection is not None and connection.health_check_enabled
