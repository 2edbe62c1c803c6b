"""The running product for the journeys: the demo itself, both services, in a real browser.

Nothing is replaced: `config.demo` is started as `make demo` starts it, with data of its own.
"""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import ADVICE, ARGUMENTS, find_chromium
from tests.house.project import ROOT
from tests.journeys.people import sign_in
from tests.journeys.running_demo import RUN_DEMO, Demo, environment

START_SECONDS = 240
VIEWPORTS = {"phone": (360, 740), "tablet": (768, 1024), "desktop": (1280, 800)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Package scope: the browser's event loop must be gone before other tests use the database.
@pytest.fixture(scope="package")
def demo() -> Iterator[Demo]:
    """The demo, up and loaded; stopped as by Ctrl-C at the end."""
    # Not pytest's own folder: a second run beside this one would tidy it away.
    with tempfile.TemporaryDirectory(prefix="journeys-", ignore_cleanup_errors=True) as folder:
        yield from _run_demo(Path(folder))


def _run_demo(data_dir: Path) -> Iterator[Demo]:
    ports = _free_port(), _free_port()
    log = data_dir / "demo.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*RUN_DEMO, f"--platform-port={ports[0]}", f"--survey-port={ports[1]}"],
            cwd=ROOT,
            env=environment(data_dir),
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


@pytest.fixture(scope="package")
def analyst_state(chromium, demo) -> dict:
    """Cookies of the signed-in analyst: a one-time code works once, so they sign in once."""
    context = chromium.new_context(locale="ko-KR")
    sign_in(context.new_page(), demo, "analyst@demo.example")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def analyst(new_context, analyst_state) -> Iterator[Page]:
    """A page on the analyst's PC."""
    yield from keep_signed_in(new_context, analyst_state)


@pytest.fixture(scope="package")
def approver_state(chromium, demo) -> dict:
    """Cookies of the second official: a one-time code works once, so they sign in once."""
    context = chromium.new_context(locale="ko-KR")
    sign_in(context.new_page(), demo, "approver@demo.example")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def approver(new_context, approver_state) -> Iterator[Page]:
    """A page on the second official's PC."""
    yield from keep_signed_in(new_context, approver_state)


def keep_signed_in(new_context, state: dict) -> Iterator[Page]:
    """A page with these cookies; a password asked for again changes them for the next one."""
    page = new_context("desktop", storage_state=state).new_page()
    yield page
    state.update(page.context.storage_state())
