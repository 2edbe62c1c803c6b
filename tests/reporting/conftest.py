"""Fixtures of the survey's tests: files go to a folder of the test, staff come with roles."""

import pytest
from django.contrib.auth.models import Permission

from tests.factories.reporting import analyst_permissions
from tests.factories.schools import UserFactory
from tests.fixtures_schools import client_past_second_factor


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Every file of a round lands below this test's own folder."""
    settings.DATA_DIR = tmp_path
    settings.EXCHANGE_DIR = tmp_path / "exchange"
    return tmp_path


@pytest.fixture
def analyst(db):
    """Somebody who may do everything on the survey's pages."""
    user = UserFactory()
    permissions = Permission.objects.filter(
        content_type__app_label="reporting", codename__in=analyst_permissions()
    )
    user.user_permissions.set(permissions)
    return user


@pytest.fixture
def analyst_client(analyst):
    """A browser in which the analyst has just shown who they are."""
    return client_past_second_factor(analyst)
