"""A database server of one test alone behind the survey's connection: it may be stopped, killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from config import local_postgres
from reporting.collector.models import Answer, Code, Spent, Tally

TABLES = (Code, Spent, Tally, Answer)


@contextmanager
def own_server(data_dir: Path, blocker) -> Iterator:
    """The server's handle, with empty tables, started as a survey's server is.

    Args:
        blocker: pytest-django's `django_db_blocker`.
    """
    connection = connections["survey"]
    connection.close()
    before = dict(connection.settings_dict)
    server = local_postgres.start(data_dir, settings=local_postgres.SERVER_SETTINGS["survey"])
    connect_to(data_dir)
    with blocker.unblock():
        with connection.schema_editor() as editor:
            for model in TABLES:
                editor.create_model(model)
        yield server
        connection.close()
    connection.settings_dict.update(before)
    server.stop()


def connect_to(data_dir: Path) -> None:
    """Let the survey's connection find the running server of this folder."""
    host = local_postgres.url(data_dir).removeprefix("postgres://postgres@/")
    place, _, name = host.rpartition("/")
    connections["survey"].settings_dict.update(HOST=place, NAME=name, USER="postgres")
