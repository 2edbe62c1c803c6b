"""Counts and waits: the arithmetic alone, over any timing of tries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from schools import throttles
from schools.models import Student
from schools.throttles import Count, Limit

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
pauses = st.lists(st.integers(0, 5_000), min_size=1, max_size=120)


def test_t04_waits_grow_after_five_free_tries():
    assert [throttles.seconds_after(tries) for tries in range(11)] == [
        *(0, 0, 0, 0, 0),
        *(5, 15, 60, 300, 300, 300),
    ]


def student_under_attack(pauses, monkeypatch_context):
    """A seat at which somebody tries again after each pause; yields the day and the count."""
    student, now = Student(), NOON
    for pause in pauses:
        now += timedelta(seconds=pause)
        monkeypatch_context.setattr(timezone, "now", lambda now=now: now)
        if not student.seconds_to_wait():
            student.note_failed_try()
        yield timezone.localdate(), student


@given(pauses)
def test_t04_failed_tries_of_a_day_only_rise_and_end_at_twenty(pauses):
    seen = {}
    with pytest.MonkeyPatch.context() as patch:
        for day, student in student_under_attack(pauses, patch):
            assert seen.get(day, 0) <= student.failed_tries <= throttles.TRIES_A_DAY
            assert student.seconds_to_wait() >= 0
            seen[day] = student.failed_tries


@given(pauses)
def test_t04_twentieth_try_closes_the_seat_until_midnight(pauses):
    with pytest.MonkeyPatch.context() as patch:
        for day, student in student_under_attack([*pauses, *[301] * 60], patch):
            if student.failed_tries == throttles.TRIES_A_DAY:
                assert timezone.localdate(student.wait_until) > day


@given(st.integers(1, 8), st.integers(60, 600), st.lists(st.integers(0, 40), max_size=80))
def test_t04_count_of_a_window_never_lets_more_tries_through_than_its_limit(tries, seconds, gaps):
    limit, count, now, taken = Limit(tries, seconds), Count(), 1_000_000, []
    for gap in gaps:
        now += gap
        wait = count.seconds_to_wait(limit, now)
        assert 0 <= wait <= seconds
        if not wait:
            count = count.add(limit, now)
            taken.append(now)
            assert count.tries >= 1
        in_window = [moment for moment in taken if moment >= count.since]
        assert len(in_window) <= tries


def test_third_of_three_tries_begins_a_wait_until_the_window_is_over():
    limit, count = Limit(3, 600), Count()
    for moment, wait in ((1_000, 0), (1_010, 0), (1_100, 500)):
        count = count.add(limit, moment)
        assert count.seconds_to_wait(limit, moment) == wait
    assert count.seconds_to_wait(limit, 1_600) == 0


def test_count_of_a_clock_that_was_put_back_begins_anew():
    limit = Limit(3, 600)
    assert Count(3, 2_000).seconds_to_wait(limit, 1_000) == 0
    assert Count(3, 2_000).add(limit, 1_000) == Count(1, 1_000)
