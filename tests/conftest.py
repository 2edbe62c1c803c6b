"""Fixtures every test can use."""

import gc
from pathlib import Path, PurePosixPath

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from core.messages import compile_catalogue, files
from curriculum import step_pages
from lessons import published
from tests.databases import prepare_template
from tests.factories import ready_made
from tests.putting_back import put_back

pytest_plugins = ["tests.fixtures_schools"]


# Tests that share something dear to set up stay together in one worker, in their order. They
# take longest and begin first, so that no worker waits for another at the end.
SHARED_SETUPS = ("journeys", "collector")


def pytest_configure(config):
    """Compile the messages before Django reads them; a fresh clone has none."""
    # While five thousand tests are collected nothing becomes rubbish.
    gc.disable()
    if not hasattr(config, "workerinput"):
        for folder in settings.LOCALE_PATHS:
            for path in files(Path(folder), ".po"):
                compile_catalogue(path)


class SharedSetupScheduling(LoadScopeScheduling):
    """Gives workers side by side a whole file of tests, or a whole folder that shares a setup.

    The mark `xdist_group` of pytest-xdist 3.8 has no effect under pytest 9.2.
    """

    def _split_scope(self, nodeid):
        path = PurePosixPath(nodeid.partition("::")[0])
        return path.parent.name if path.parent.name in SHARED_SETUPS else str(path)


def pytest_xdist_make_scheduler(config, log):
    """Let `--numprocesses 2` hand out tests as above."""
    return SharedSetupScheduling(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """What takes longest begins first, whatever order pytest-django prefers."""
    yield
    items.sort(key=lambda item: item.path.parent.name not in SHARED_SETUPS)


def pytest_collection_finish():
    """What was imported and collected stays to the end: the collector need not look there again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker):
    """Let each test database start as a copy of a migrated template."""
    with django_db_blocker.unblock():
        for alias in ("default", "survey"):
            template = prepare_template(alias)
            connections[alias].settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session", autouse=True)
def _as_it_was_after_tests_that_commit():
    """Django would empty every table, of the rows that migrations made too."""

    def tear_down(case):
        for alias in case._databases_names(include_mirrors=False):
            connections[alias].close()
            put_back(alias)
        ready_made.forget_all()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", tear_down)
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Numbers of revisions start over with each test's database, and so does what is cached."""
    published.forget_all()
    step_pages.forget_all()
    cache.clear()


@pytest.fixture(autouse=True)
def _korean():
    """Every test starts in the default language, whatever the one before chose."""
    translation.activate("ko")
    yield
    translation.deactivate()


@pytest.fixture
def tasks_at_once(settings):
    """What a worker does a moment after a commit is done at once."""
    immediate = "django_tasks.backends.immediate.ImmediateBackend"
    settings.TASKS = {"default": {"BACKEND": immediate, "QUEUES": settings.TASK_QUEUES}}
