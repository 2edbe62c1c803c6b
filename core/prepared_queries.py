"""Questions that hot paths ask thousands of times a minute, translated to SQL only once.

Django builds and compiles the same SQL again for each request, which costs several times what
the database needs to answer. The ORM still writes the SQL, so a changed model cannot be missed.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connections
from django.db.models import QuerySet, TextField
from django.db.models.expressions import Expression


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
        self.alias = ""

    def first(self, *values) -> tuple | None:
        """The first row for these values, in the order of the stand-ins; None where none fits."""
        with self._run(values) as cursor:
            return cursor.fetchone()

    def all(self, *values) -> list[tuple]:
        """Every row for these values; JSON comes as the text that the database gives."""
        with self._run(values) as cursor:
            return cursor.fetchall()

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

    @contextmanager
    def _run(self, values: Sequence) -> Iterator:
        statement = self._statement(values)
        with connections[self.alias].cursor() as cursor:
            cursor.execute(*statement)
            yield cursor

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
        self._sql = sql
