"""Test databases in a second instead of half a minute.

Migrations run once into a template database whose name is a hash of the migration files; each
run copies it. The platform's holds the page tree too, which nearly every page of a test needs.
Runs side by side do not meet: a test database is named after its process.
"""

import hashlib
import os
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connections

from lessons import site_tree
from lessons.actions import ensure_site_tree

LOCK_NUMBER = 4_201_777


def migrations_hash() -> str:
    """A name for "the schema and shipped rows that all migrations make", and the page tree."""
    digest = hashlib.sha256(Path(site_tree.__file__).read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(app.path, "migrations").rglob("*.py")):
            digest.update(app.label.encode() + path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def prepare_template(alias: str) -> str:
    """Name of the up-to-date template database behind `alias`; makes it when missing."""
    name = f"template_{alias}_{migrations_hash()}"
    with _server(alias) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
        _drop_leftovers(server)
        if not _exists(server, name):
            _make_template(alias, name, server)
    return name


def restore(alias: str) -> None:
    """Make the test database behind `alias` a fresh copy of its template.

    For tests that really commit (threads, live servers): emptying the tables, as Django does
    after them, would also take the rows that migrations made, and stumble over frozen tables.
    """
    database = connections[alias].settings_dict
    connections[alias].close()
    with _server(alias) as server:
        name, template = database["NAME"], database["TEST"]["TEMPLATE"]
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def connect(alias: str, *, name: str = "") -> psycopg.Connection:
    """A connection of its own to the test database behind `alias`, or to another of its server."""
    database = connections[alias].settings_dict
    return psycopg.connect(
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        dbname=name or database["NAME"],
        autocommit=True,
    )


def _server(alias: str) -> psycopg.Connection:
    """A connection to the server's own database: a test database cannot copy itself."""
    return connect(alias, name="postgres")


def _exists(server: psycopg.Connection, name: str) -> bool:
    return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def _make_template(alias: str, name: str, server: psycopg.Connection) -> None:
    """Let Django migrate into a database of its own, then keep that as the template."""
    creation = connections[alias].creation
    own_test_settings = dict(connections[alias].settings_dict["TEST"])
    connections[alias].settings_dict["TEST"]["NAME"] = f"making_{name}"[:60]
    made = creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    if alias == "default":
        ensure_site_tree()
    connections[alias].close()
    server.execute(f'ALTER DATABASE "{made}" RENAME TO "{name}"')
    restore = connections[alias].settings_dict
    restore["NAME"] = settings.DATABASES[alias]["NAME"]
    restore["TEST"].update(own_test_settings)


def _drop_leftovers(server: psycopg.Connection) -> None:
    """Remove test databases whose process is gone (a killed run leaves one behind)."""
    for (name,) in server.execute("SELECT datname FROM pg_database").fetchall():
        process = name.rpartition("_")[2]
        if name.startswith("test_") and process.isdigit() and not _is_running(int(process)):
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
