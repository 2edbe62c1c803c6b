"""The analyst's pages: who may see them, closing, reading, downloading."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from reporting.models import Round
from tests.factories.reporting import RoundFactory, StratumFactory, tabulated_round
from tests.factories.schools import UserFactory
from tests.fixtures_schools import client_past_second_factor

pytestmark = pytest.mark.django_db

COUNTS = {
    ("B10", "E"): {"yes": 17, "no": 990, "na": 11},
    ("B10", "M"): {"yes": 41, "maybe": 12, "no": 1480, "na": 30},
    ("T10", "M"): {"yes": 3, "maybe": 1, "no": 140},
}
TABLE = {"key": "2026-1", "kind": "victimisation"}


@pytest.fixture
def open_round():
    round = RoundFactory(key="2026-2")
    StratumFactory(round=round)
    return round


@pytest.fixture
def counted_round():
    return tabulated_round(counts=COUNTS, key="2026-1", is_synthetic=True)


def page(client, name, **kwargs):
    return client.get(reverse(f"reporting:{name}", kwargs=kwargs))


PAGES = [
    ("round-list", {}),
    ("round", {"key": "2026-1"}),
    ("round-new", {}),
    ("participation", {"key": "2026-1"}),
    ("instrument-list", {}),
    ("instrument-new", {}),
    ("instrument", {"version": "2"}),
    ("instrument-preview", {"version": "2"}),
    ("codebook", {"key": "2026-1"}),
    ("codebook-download", {"key": "2026-1"}),
    ("table", TABLE),
    ("table-download", TABLE),
]


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_page_nobody_signed_in_is_led_to_sign_in(client, counted_round, name, kwargs):
    response = page(client, name, **kwargs)
    assert response.status_code == 302 and "login" in response.url


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_page_staff_without_the_permission_finds_nothing(counted_round, name, kwargs):
    client = client_past_second_factor(UserFactory())
    assert page(client, name, **kwargs).status_code == 404


def test_t33_stranger_cannot_ask_for_closing_or_download(open_round, counted_round):
    client = client_past_second_factor(UserFactory())
    close = ("step-ask", {"key": "2026-2", "step": "close"})
    for name, kwargs in (close, ("table-download", TABLE)):
        address = reverse(f"reporting:{name}", kwargs=kwargs)
        assert client.post(address, {"purpose": "curious", "file_format": "csv"}).status_code == 404
    assert Round.objects.get(key="2026-2").is_open
    assert not AuditEntry.objects.filter(result="done").exists()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_analyst_sees_every_one(analyst_client, open_round, counted_round, language):
    for name, kwargs in (*PAGES, ("round", {"key": "2026-2"})):
        address = reverse(f"reporting:{name}", kwargs=kwargs).replace("/ko/", f"/{language}/")
        assert analyst_client.get(address, follow=True).status_code == 200


def test_round_list_empty_says_what_comes(analyst_client):
    assert "아직 조사가 없습니다" in page(analyst_client, "round-list").content.decode()


def test_t78_closed_round_says_until_when_answers_still_come_in(analyst_client):
    RoundFactory(
        key="2026-2", state=Round.State.CLOSED, closes_at=timezone.now() - timedelta(minutes=2)
    )
    until = timezone.localtime(Round.objects.get().accepts_until).strftime("%H:%M")
    assert until in page(analyst_client, "round", key="2026-2").content.decode()


@pytest.mark.parametrize("state", [Round.State.OPEN, Round.State.CLOSED])
def test_p1_table_before_tabulation_does_not_exist(analyst_client, state):
    RoundFactory(key="2026-1", state=state)
    assert page(analyst_client, "table", **TABLE).status_code == 404
    assert page(analyst_client, "table-download", **TABLE).status_code == 404


def test_table_shows_counts_and_marks_and_its_stamp(analyst_client, counted_round):
    text = page(analyst_client, "table", **TABLE).content.decode()
    assert "1,480" in text and "[c]" in text and "합성 자료" in text
    cells = re.findall(r'<td class="number">(.*?)</td>', text, re.DOTALL)
    printed = [re.sub(r"<.*?>|\s", "", cell) for cell in cells]
    assert len(printed) == 2 * 2 * 5
    assert not any(re.fullmatch(r"[1-9]", value) for value in printed)


def test_table_prints_no_total_of_answers(analyst_client, counted_round):
    text = page(analyst_client, "table", **TABLE).content.decode()
    total = sum(sum(by_option.values()) for by_option in COUNTS.values())
    assert f"{total:,}" not in text and str(total) not in text


@pytest.mark.parametrize(("level", "panels"), [("M", 1), ("", 2), ("H", 2), ("' or 1=1", 2)])
def test_t107_table_level_is_one_of_the_round_or_ignored(
    analyst_client, counted_round, level, panels
):
    address = reverse("reporting:table", kwargs=TABLE)
    text = analyst_client.get(address, {"level": level}).content.decode()
    assert text.count("<caption") == panels


def test_t107_table_unknown_kind_or_round_is_not_found(analyst_client, counted_round):
    for kwargs in ({**TABLE, "kind": "everything"}, {**TABLE, "key": "1999-1"}):
        assert page(analyst_client, "table", **kwargs).status_code == 404


def test_table_page_asks_the_database_little(
    analyst_client, counted_round, django_assert_max_num_queries
):
    # Session, user, roles and permissions (3), the round, its strata, its counts.
    with django_assert_max_num_queries(9):
        page(analyst_client, "table", **TABLE)


@pytest.mark.parametrize("purpose", ["", "   ", "ab"])
def test_t100_download_without_a_purpose_is_refused(analyst_client, counted_round, purpose):
    address = reverse("reporting:table-download", kwargs=TABLE)
    response = analyst_client.post(address, {"file_format": "csv", "purpose": purpose})
    assert response["Content-Type"].startswith("text/html")
    assert "error-summary" in response.content.decode()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_download_is_a_file_with_a_line_in_the_audit_trail(
    analyst_client, analyst, counted_round, file_format
):
    address = reverse("reporting:table-download", kwargs=TABLE)
    form = {"file_format": file_format, "purpose": "국회 제출 자료"}
    first, second = analyst_client.post(address, form), analyst_client.post(address, form)
    assert first.content == second.content
    assert f".{file_format}" in first["Content-Disposition"]
    entry = AuditEntry.objects.first()
    assert (entry.by, entry.reason) == (analyst, "국회 제출 자료")
    assert AuditEntry.objects.count() == 2


def test_download_unknown_format_is_refused(analyst_client, counted_round):
    address = reverse("reporting:table-download", kwargs=TABLE)
    response = analyst_client.post(address, {"file_format": "sav", "purpose": "국회 제출 자료"})
    assert response.status_code == 200 and not AuditEntry.objects.exists()
