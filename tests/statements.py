"""Counting what a page asks of the database."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTION_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def data_statements(at_most: int):
    """Fail when the block runs more statements than `at_most`, transaction control not counted.

    Yields:
        A list that holds the SQL of the statements once the block is left.
    """
    statements: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield statements
    statements += [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(TRANSACTION_CONTROL)
    ]
    assert len(statements) <= at_most, "\n".join([f"{len(statements)}:", *statements])
