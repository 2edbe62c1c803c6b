"""What the tests at the door share."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone


@pytest.fixture(autouse=True)
def _nobody_was_counted_yet():
    """Failed tries are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it: noon of a school day in Korea."""

    class Clock:
        now = timezone.now().astimezone(timezone.get_default_timezone()).replace(hour=12)

        def pass_seconds(self, seconds):
            self.now += timedelta(seconds=seconds)

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def open_all_day(classroom, clock):
    classroom.join_codes.update(
        opened_at=clock.now - timedelta(days=1), expires_at=clock.now + timedelta(days=3)
    )
