"""A database server of one test alone behind the survey's connection: it may be stopped, killed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.db import connections

from config import local_postgres
from reporting.collector.models import Answer, Code, Spent, Tally

TABLES = (Code, Spent, Tally, Answer)


@contextmanager
def own_server(blocker) -> Iterator[tuple]:
    """The server's handle and its folder, with empty tables, started as a survey's server is.

    Args:
        blocker: pytest-django's `django_db_blocker`.
    """
    # Not below pytest's own folder, whose rights another run of the tests would take away.
    with tempfile.TemporaryDirectory(prefix="survey-server-") as folder:
        yield from _running(Path(folder) / "pg", blocker)


def _running(data_dir: Path, blocker) -> Iterator[tuple]:
    connection = connections["survey"]
    connection.close()
    before = dict(connection.settings_dict)
    server = local_postgres.start(data_dir, settings=local_postgres.SERVER_SETTINGS["survey"])
    connect_to(data_dir)
    with blocker.unblock():
        with connection.schema_editor() as editor:
            for model in TABLES:
                editor.create_model(model)
        yield server, data_dir
        connection.close()
    connection.settings_dict.update(before)
    server.stop()


def stop(server, data_dir: Path) -> None:
    """Stop the server and wait until the last byte of it is written."""
    postmaster = psutil.Process(postmaster_of(data_dir))
    server.stop()
    postmaster.wait(timeout=30)


def postmaster_of(data_dir: Path) -> int:
    """Number of the server's first process."""
    return int((data_dir / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def connect_to(data_dir: Path) -> None:
    """Let the survey's connection find the running server of this folder."""
    host = local_postgres.url(data_dir).removeprefix("postgres://postgres@/")
    place, _, name = host.rpartition("/")
    connections["survey"].settings_dict.update(HOST=place, NAME=name, USER="postgres")
