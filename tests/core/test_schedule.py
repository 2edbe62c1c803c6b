"""What happens at a set minute."""

from io import StringIO

import pytest
from django.core.management import call_command

from reporting.models import Release
from tests.factories.reporting import make_release

pytestmark = pytest.mark.django_db


def run_once() -> str:
    told = StringIO()
    call_command("keep_schedule", once=True, stdout=StringIO(), stderr=told)
    return told.getvalue()


def test_schedule_publishes_an_approved_release_whose_minute_has_come():
    release = make_release(state="approved")
    assert run_once() == ""
    assert Release.objects.get(pk=release.pk).state == Release.State.PUBLISHED


def test_schedule_failure_is_told_and_holds_up_nothing_behind_it(settings):
    settings.EVERY_MINUTE = ["no_such_command", "publish_releases"]
    release = make_release(state="approved")
    assert "no_such_command" in run_once()
    assert Release.objects.get(pk=release.pk).state == Release.State.PUBLISHED
