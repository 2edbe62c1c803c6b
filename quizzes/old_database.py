"""Reading the tables of a django-quiz-app 0.5.1 database, and only reading. No framework."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

QUERIES = {
    "categories": "SELECT * FROM quiz_category ORDER BY id",
    "subcategories": "SELECT * FROM quiz_subcategory ORDER BY id",
    "quizzes": "SELECT * FROM quiz_quiz ORDER BY id",
    "questions": "SELECT * FROM quiz_question ORDER BY id",
    "places": "SELECT question_id, quiz_id FROM quiz_question_quiz ORDER BY id",
    "choices": "SELECT * FROM multichoice_mcquestion",
    "options": "SELECT * FROM multichoice_answer ORDER BY id",
    "statements": "SELECT * FROM true_false_tf_question",
    "essays": "SELECT * FROM essay_essay_question",
    "sittings": "SELECT * FROM quiz_sitting ORDER BY id",
    "progress": "SELECT id FROM quiz_progress",
}
SCHEMES = ("postgres://", "postgresql://")

Rows = Mapping[str, list[dict]]


class OldAppUnreadable(Exception):
    """There is no database of the old application there; the message never holds the DSN."""


def rows_of(dsn: str) -> Rows:
    """All rows of the old tables, by what they are (the names of QUERIES).

    Args:
        dsn: a PostgreSQL URL, or the path of an SQLite file (with or without sqlite:///).

    Raises:
        OldAppUnreadable: it cannot be opened, or a table is missing.
    """
    try:
        return _postgresql(dsn) if dsn.startswith(SCHEMES) else _sqlite(dsn)
    except sqlite3.Error as problem:
        raise OldAppUnreadable(str(problem)) from problem
    except psycopg.OperationalError as problem:
        raise OldAppUnreadable("the PostgreSQL server cannot be reached") from problem
    except psycopg.Error as problem:
        raise OldAppUnreadable(str(problem).splitlines()[0]) from problem


def _sqlite(dsn: str) -> Rows:
    path = Path(dsn.removeprefix("sqlite:///")).absolute()
    # mode=ro: neither makes a missing file nor writes a journal beside a present one.
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        return {
            name: [dict(row) for row in connection.execute(query)]
            for name, query in QUERIES.items()
        }


def _postgresql(dsn: str) -> Rows:
    with psycopg.connect(dsn, row_factory=dict_row) as connection:
        connection.read_only = True
        # All tables as they stood at one moment, should somebody still use the old application.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        return {name: connection.execute(query).fetchall() for name, query in QUERIES.items()}
