"""Moments the way pages tell them."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone, translation

from core.templatetags.korean_time import korean_time, korean_time_or_today

# Half past midnight of a Saturday in Korea, still Friday in Greenwich.
THIS_YEAR = timezone.localdate().year
LATE = datetime(2027, 1, 1, 15, 30, tzinfo=UTC)


def test_t92_moment_is_told_in_korean_time_with_its_weekday():
    assert korean_time(LATE).endswith("1월 2일 (토) 00:30")
    with translation.override("en"):
        assert korean_time(LATE).startswith("Sat 2 Jan")


def test_year_is_told_only_where_it_is_another():
    assert korean_time(LATE.replace(year=THIS_YEAR + 9)).startswith(f"{THIS_YEAR + 9}년 1월 2일")
    assert korean_time(LATE.replace(year=THIS_YEAR)).startswith("1월 2일")


def test_no_moment_is_told_as_nothing():
    assert korean_time(None) == ""
    assert korean_time_or_today(None) == ""


def test_moment_of_today_is_told_without_its_day():
    now = timezone.now()
    assert korean_time_or_today(now) == timezone.localtime(now).strftime("%H:%M")
    assert korean_time_or_today(now + timedelta(days=1)) == korean_time(now + timedelta(days=1))
