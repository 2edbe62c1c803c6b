"""How many took part: once a day, rounded, by stratum, to each office its own."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reporting import from_above
from reporting.exchange import exchange_folder, write_whole
from reporting.models import StratumKey
from reporting.participation_rules import CountsRefused, from_json, to_json, told
from tests.factories.reporting import RoundFactory, StratumFactory

TODAY = date(2026, 11, 23)


@given(st.integers(0, 10_000_000))
def test_t70_count_is_told_rounded_down_or_not_at_all(count):
    shown = told(count)
    assert (shown is None) == (count < 10)
    assert shown is None or (shown % 10 == 0 and 0 <= count - shown < 10)


@given(st.dictionaries(st.sampled_from(["B10-E", "B10-M", "T10-H"]), st.integers(0, 10**6)))
def test_t70_file_holds_rounded_counts_of_strata_and_a_day_only(counts):
    told_again = from_json(to_json("2026-2", TODAY, counts))
    assert told_again.accepted == {key: told(count) for key, count in counts.items()}
    assert told_again.counted_on == TODAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"round": "2026-2", "counted_on": "today", "accepted": {}}',
        '{"round": "2026-2", "counted_on": "2026-11-23", "accepted": {"B10-M": 21}}',
        '{"round": "2026-2", "counted_on": "2026-11-23", "accepted": {"B10-M": 0}}',
        '{"round": "2026-2", "counted_on": "2026-11-23", "accepted": {"B10-M": "20"}}',
    ],
)
def test_file_of_other_counts_is_refused(text):
    with pytest.raises(CountsRefused):
        from_json(text)


@pytest.fixture
def counted(db):
    """An open round whose counts of two days were handed over."""
    round = RoundFactory(key="2026-2")
    for office, level in (("B10", "M"), ("B10", "E"), ("T10", "M")):
        StratumFactory(round=round, office_code=office, level=level, enrolled=400)
    for days, middle in ((1, 120), (0, 257)):
        day = timezone.localdate() - timedelta(days=days)
        counts = {"B10-M": middle, "B10-E": 7, "T10-M": 31}
        path = exchange_folder("2026-2") / "participation.json"
        write_whole(path, to_json("2026-2", day, counts).encode())
        call_command("take_participation", "2026-2")
    return round


def participation_page(client) -> str:
    page = client.get(reverse("reporting:participation", kwargs={"key": "2026-2"}))
    return page.content.decode().partition("<main")[2].partition("</main")[0]


def test_t70_page_shows_the_last_morning_rounded_and_hides_small_counts(counted, analyst_client):
    text = participation_page(analyst_client)
    assert "250" in text and "257" not in text and "62" in text
    assert "[c]" in text and "10:00 기준" in text
    assert "B10-E" not in text and "참여권 발급" not in text


def test_office_sees_its_own_strata_only(counted, analyst_client, monkeypatch):
    monkeypatch.setitem(from_above._sources, "offices", lambda user: {"T10"})
    text = participation_page(analyst_client)
    assert "제주" in text and "서울특별시교육청" not in text


def test_issued_tickets_are_shown_rounded(counted, analyst_client):
    StratumKey.objects.create(
        stratum=counted.strata.get(office_code="B10", level="M"),
        **{"public_key": b"k", "fingerprint": "f" * 64, "sealed_private_key": b"s"},
        **{"enrolled": 400, "issued": 388},
    )
    path = exchange_folder("2026-2") / "participation.json"
    tomorrow = timezone.localdate() + timedelta(days=1)
    write_whole(path, to_json("2026-2", tomorrow, {"B10-M": 300}).encode())
    call_command("take_participation", "2026-2")
    text = participation_page(analyst_client)
    assert "380" in text and "388" not in text and "참여권 발급" in text


def test_counts_of_a_day_are_taken_once(counted):
    with pytest.raises(CommandError, match="kept already"):
        call_command("take_participation", "2026-2")


def test_counts_of_another_round_are_refused(counted):
    path = exchange_folder("2026-2") / "participation.json"
    write_whole(path, to_json("2026-1", TODAY, {"B10-M": 300}).encode())
    with pytest.raises(CommandError, match="of round 2026-1"):
        call_command("take_participation", "2026-2")


@pytest.mark.parametrize(
    ("state", "words"), [("draft", "아직 열리지 않은"), ("open", "아직 센 것이")]
)
def test_page_before_the_first_count_says_when_it_comes(db, analyst_client, state, words):
    RoundFactory(key="2026-2", state=state)
    assert words in participation_page(analyst_client)
