"""The running product for the journeys: the demo itself, both services, in a real browser.

Nothing is replaced: `config.demo` is started as `make demo` starts it, with data of its own.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config import local_postgres
from tests.browser import ADVICE, ARGUMENTS, find_chromium
from tests.house.project import ROOT

START_SECONDS = 240
RUN_DEMO = [sys.executable, "-W", "ignore", "-m", "config.demo"]
VIEWPORTS = {"phone": (360, 740), "tablet": (768, 1024), "desktop": (1280, 800)}


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
            env=_environment(self.data_dir),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def rows(self, service: str, query: str) -> list[tuple]:
        """Rows straight from a service's database."""
        url = local_postgres.url(self.data_dir / "postgres" / service)
        host, _, database = url.removeprefix("postgres://postgres@/").rpartition("/")
        with psycopg.connect(host=host, user="postgres", dbname=database) as connection:
            return connection.execute(query).fetchall()


def _environment(data_dir: Path) -> dict[str, str]:
    # The tests' own settings must not leak into the services under test.
    ours = ("DJANGO_SETTINGS_MODULE", "DEPLOYMENT", "SECRET_KEY", "PIN_PEPPER", "DATABASE_URL")
    bundle = ("BUNDLE_SIGNING_KEY", "BUNDLE_PUBLIC_KEY")
    kept = {name: value for name, value in os.environ.items() if name not in (*ours, *bundle)}
    return {**kept, "DATA_DIR": str(data_dir)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Package scope: the browser's event loop must be gone before other tests use the database.
@pytest.fixture(scope="package")
def demo(tmp_path_factory) -> Iterator[Demo]:
    """The demo, up and loaded; stopped with Ctrl-C's signal at the end."""
    data_dir = tmp_path_factory.mktemp("demo")
    ports = _free_port(), _free_port()
    log = data_dir / "demo.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*RUN_DEMO, f"--platform-port={ports[0]}", f"--survey-port={ports[1]}"],
            cwd=ROOT,
            env=_environment(data_dir),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    _wait_until_ready(process, log)
    yield Demo(f"http://localhost:{ports[0]}", f"http://127.0.0.1:{ports[1]}", data_dir)
    process.terminate()
    assert process.wait(timeout=60) == 0, log.read_text()


def _wait_until_ready(process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while "Ready in" not in log.read_text():
        assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.3)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A real Chromium that talks to this machine only."""
    path = find_chromium()
    assert path, ADVICE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(chromium):
    """Makes browser contexts: each is a device with storage of its own."""
    contexts: list[BrowserContext] = []

    def make(size: str = "tablet", **options) -> BrowserContext:
        width, height = VIEWPORTS[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="ko-KR", **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context) -> Page:
    """A page on a school tablet."""
    return new_context().new_page()
