"""Fixtures every test can use."""

import pytest
from django.db import connections
from django.utils import translation

from tests.databases import prepare_template

pytest_plugins = ["tests.fixtures_schools"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker):
    """Let each test database start as a copy of a migrated template."""
    with django_db_blocker.unblock():
        for alias in ("default", "survey"):
            template = prepare_template(alias)
            connections[alias].settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(autouse=True)
def _korean():
    """Every test starts in the default language, whatever the one before chose."""

    translation.activate("ko")
    yield
    translation.deactivate()
