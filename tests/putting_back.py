"""The test database as it was, after a test that really committed.

Copying the template again takes a second, nearly all of it for the files of two hundred tables.
Here only the tables that changed are emptied and given their first rows back; where more than
rows has changed the template is copied after all.
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests.databases import connect, restore

# What tells one shape of the database from another, as far as tests change it: tables, columns and
# rules by name, functions, rights. What a rule, a default or an index says is not looked at.
SHAPE = """
SELECT md5(string_agg(one, E'\\n' ORDER BY one)) FROM (
  SELECT concat_ws(' ', oid::regclass, relkind, relacl) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', attrelid::regclass, attname, atttypid, atttypmod, attnotnull)
    FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, convalidated, condeferred)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', oid::regprocedure, md5(prosrc)) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', nspname, nspacl) FROM pg_namespace WHERE nspname !~ '^pg_'
) AS found(one)
"""
SEQUENCES = "SELECT sequencename, last_value, start_value FROM pg_sequences"
END_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class _Beginning:
    """A fresh copy: its shape, where its sequences stand, the rows of tables that have some."""

    shape: str
    sequences: set[tuple]
    empty: list[str]
    rows: dict[str, bytes]


_beginnings: dict[str, _Beginning] = {}


def put_back(alias: str) -> None:
    """Make the test database behind `alias` what a fresh copy of its template is."""
    if alias not in _beginnings:
        restore(alias)
        with connect(alias) as database:
            _beginnings[alias] = _read(database)
        return
    beginning = _beginnings[alias]
    with connect(alias) as database:
        database.execute(END_OTHERS)
        is_same_shape = database.execute(SHAPE).fetchone()[0] == beginning.shape
        if is_same_shape:
            _put_rows_back(database, beginning)
    if not is_same_shape:
        restore(alias)


def _read(database: psycopg.Connection) -> _Beginning:
    tables = [
        name
        for (name,) in database.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        )
    ]
    filled = _filled(database, tables)
    return _Beginning(
        shape=database.execute(SHAPE).fetchone()[0],
        sequences=set(database.execute(SEQUENCES)),
        empty=sorted(set(tables) - filled),
        rows={table: _rows(database, table) for table in sorted(filled)},
    )


def _put_rows_back(database: psycopg.Connection, beginning: _Beginning) -> None:
    changed = [t for t, rows in beginning.rows.items() if _rows(database, t) != rows]
    with database.transaction():
        # Neither keys of other tables nor triggers of frozen ones are asked meanwhile.
        database.execute("SET LOCAL session_replication_role = replica")
        for table in (*changed, *_filled(database, beginning.empty)):
            database.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table in changed:
            into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            with database.cursor().copy(into) as copy:
                copy.write(beginning.rows[table])
        for name, last, start in beginning.sequences - set(database.execute(SEQUENCES)):
            database.execute("SELECT setval(%s, %s, %s)", [name, last or start, last is not None])


def _filled(database: psycopg.Connection, tables: list[str]) -> set[str]:
    """Those of the tables that have rows."""
    asked = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    questions = [asked.format(sql.Literal(t), sql.Identifier(t)) for t in tables]
    return {name for (name,) in database.execute(sql.SQL(" UNION ALL ").join(questions))}


def _rows(database: psycopg.Connection, table: str) -> bytes:
    out = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with database.cursor().copy(out) as copy:
        return b"".join(copy)
