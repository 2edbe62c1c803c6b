"""The analyst's pages: who may see them, and what they say of a round."""

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
    ("publication", {"key": "2026-1"}),
    ("release-list", {}),
    ("release-new", {"key": "2026-1"}),
    ("export-list", {}),
]


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_page_nobody_signed_in_is_led_to_sign_in(client, counted_round, name, kwargs):
    response = page(client, name, **kwargs)
    assert response.status_code == 302 and "login" in response.url


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_page_staff_without_the_permission_finds_nothing(counted_round, name, kwargs):
    client = client_past_second_factor(UserFactory())
    assert page(client, name, **kwargs).status_code == 404


def test_t33_stranger_cannot_ask_for_closing_or_tables(open_round, counted_round):
    client = client_past_second_factor(UserFactory())
    close = ("step-ask", {"key": "2026-2", "step": "close"})
    for name, kwargs in (close, ("release-new", {"key": "2026-1"})):
        address = reverse(f"reporting:{name}", kwargs=kwargs)
        assert client.post(address, {"purpose": "curious", "act": "save"}).status_code == 404
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
