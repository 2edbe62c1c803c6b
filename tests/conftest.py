"""Fixtures every test can use."""

import pytest
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from tests.databases import prepare_template, restore

pytest_plugins = ["tests.fixtures_schools"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker):
    """Let each test database start as a copy of a migrated template."""
    with django_db_blocker.unblock():
        for alias in ("default", "survey"):
            template = prepare_template(alias)
            connections[alias].settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session", autouse=True)
def _fresh_copy_after_tests_that_commit():
    """What Django does by emptying every table is done by copying the template again."""

    def put_back(case):
        for alias in case._databases_names(include_mirrors=False):
            restore(alias)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield


@pytest.fixture(autouse=True)
def _korean():
    """Every test starts in the default language, whatever the one before chose."""
    translation.activate("ko")
    yield
    translation.deactivate()
