"""What the tests at the door share."""

from datetime import timedelta

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_was_counted_yet():
    """Failed tries are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def open_all_day(classroom, clock):
    classroom.join_codes.update(
        opened_at=clock.now - timedelta(days=1), expires_at=clock.now + timedelta(days=3)
    )
