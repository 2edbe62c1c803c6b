"""A running demo, as the journeys see it: two addresses, its commands, its databases."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config import local_postgres
from tests.house.project import ROOT

RUN_DEMO = [sys.executable, "-W", "ignore", "-m", "config.demo"]


@dataclass(frozen=True)
class Demo:
    """A running demo.

    Attributes:
        platform: origin of the platform, such as http://localhost:41001.
        survey: origin of the survey service.
        data_dir: where its databases and files lie.
    """

    platform: str
    survey: str
    data_dir: Path

    def manage(self, service: str, *command: str) -> str:
        """Run a management command as an operator would; returns what it printed."""
        done = subprocess.run(
            [*RUN_DEMO, "manage", service, *command],
            cwd=ROOT,
            env=environment(self.data_dir),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def rows(self, service: str, query: str, *values) -> list[tuple]:
        """Rows straight from a service's database."""
        url = local_postgres.url(self.data_dir / "postgres" / service)
        host, _, database = url.removeprefix("postgres://postgres@/").rpartition("/")
        with psycopg.connect(host=host, user="postgres", dbname=database) as connection:
            return connection.execute(query, values or None).fetchall()


def environment(data_dir: Path) -> dict[str, str]:
    # The tests' own settings must not leak into the services under test.
    ours = ("DJANGO_SETTINGS_MODULE", "DEPLOYMENT", "SECRET_KEY", "PIN_PEPPER", "DATABASE_URL")
    bundle = ("BUNDLE_SIGNING_KEY", "BUNDLE_PUBLIC_KEY")
    kept = {name: value for name, value in os.environ.items() if name not in (*ours, *bundle)}
    return {**kept, "DATA_DIR": str(data_dir)}
