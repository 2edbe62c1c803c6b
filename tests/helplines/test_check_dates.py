"""T-104: a channel nobody checked for six months says so to editors."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.check_dates import earliest_good_help_check, is_help_fact_overdue
from curriculum.actions import ensure_editor_rights
from helplines.models import HelpChannel
from tests.factories.helplines import make_channel
from tests.factories.schools import staff_as

LIST = "wagtailsnippets_helplines_helpchannel:list"


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2027, 5, 22), date(2026, 11, 22)),
        (date(2027, 8, 31), date(2027, 2, 28)),
        (date(2028, 8, 31), date(2028, 2, 29)),
        (date(2027, 6, 30), date(2026, 12, 30)),
    ],
)
def test_t104_check_counts_for_six_months_to_the_day(today, last):
    assert earliest_good_help_check(today) == last
    assert not is_help_fact_overdue(last, today)
    assert is_help_fact_overdue(last - timedelta(days=1), today)


@given(st.dates(min_value=date(2000, 1, 1)), st.integers(0, 180))
def test_t104_check_is_never_overdue_within_180_days_and_always_after_185(today, days):
    assert not is_help_fact_overdue(today - timedelta(days=days), today)
    assert is_help_fact_overdue(today - timedelta(days=185), today)


@pytest.fixture
def two_channels():
    today = timezone.localdate()
    make_channel("old", phone="901", checked_on=today - timedelta(days=200))
    make_channel("new", phone="902", checked_on=today)


@pytest.mark.django_db
def test_t104_overdue_channel_is_red_and_in_words_in_the_editors_list(client, two_channels):
    ensure_editor_rights()
    client.force_login(staff_as("reviewer"))
    page = client.get(reverse(LIST)).text
    assert page.count("check-overdue") == 1
    assert "기한 지남: 다시 확인하십시오" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "shown"), [("overdue", "901"), ("in-date", "902")])
def test_t104_list_narrows_to_what_must_be_checked(client, two_channels, asked, shown):
    ensure_editor_rights()
    client.force_login(staff_as("reviewer"))
    page = client.get(reverse(LIST), {"check": asked}).text
    other = "902" if shown == "901" else "901"
    assert f"상담 전화 {shown}" in page and f"상담 전화 {other}" not in page


@pytest.mark.django_db
def test_t104_every_channel_is_either_overdue_or_in_date(two_channels):
    today = timezone.localdate()
    keys = [
        set(found.values_list("key", flat=True))
        for found in (HelpChannel.objects.overdue(today), HelpChannel.objects.in_date(today))
    ]
    assert keys == [{"old"}, {"new"}]
