"""An opening confirmed on the page is finished by the worker; until then nobody can answer."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from reporting import from_above
from reporting.actions import StratumInput, ask_step, confirm_step, finish_opening, opening_rounds
from reporting.codes import read_delivery
from reporting.exchange import exchange_folder, sheets_folder
from reporting.models import Round, RoundOpening, StateNotReachable, StratumKey
from reporting.models.openings import STANDS_STILL_AFTER
from tests.factories.reporting import RoundFactory, stratum_input
from tests.factories.schools import UserFactory

pytestmark = pytest.mark.django_db
SURVEY = "http://127.0.0.1:8001"
KEY = "2027-1"


@pytest.fixture(autouse=True)
def schools(monkeypatch):
    """What the register above counts: two levels, one with a class that draws codes."""
    strata: list[StratumInput] = [stratum_input(level="E"), stratum_input(level="M")]
    monkeypatch.setitem(from_above._sources, "students", lambda: strata)
    monkeypatch.setitem(from_above._sources, "drawing", lambda key: {"B10-M": 10})


@pytest.fixture
def confirmed(analyst) -> Round:
    """A round whose opening two people agreed on, and that the worker has not touched."""
    round = RoundFactory(key=KEY, state=Round.State.REVIEWED)
    request = ask_step(round=round, step="open", reason="계획대로", by=analyst)
    confirm_step(request=request, survey_url=SURVEY, by=UserFactory())
    return round


def is_open() -> bool:
    bundle = exchange_folder(KEY) / "bundle.json"
    return Round.objects.get().is_open and bundle.exists()


def test_confirmed_opening_makes_nothing_yet_and_cannot_be_taken_again(confirmed):
    assert not Round.objects.get().is_open and not StratumKey.objects.exists()
    assert not exchange_folder(KEY).exists() and not sheets_folder(KEY).exists()
    assert RoundOpening.objects.get().strata == confirmed.strata.count() == 2
    with pytest.raises(StateNotReachable):
        opening_rounds.begin_opening(round=confirmed, survey_url=SURVEY)


def test_worker_opens_the_round_with_codes_for_those_who_draw(
    tasks_at_once, analyst, django_capture_on_commit_callbacks
):
    round = RoundFactory(key=KEY, state=Round.State.REVIEWED)
    request = ask_step(round=round, step="open", reason="계획대로", by=analyst)
    with django_capture_on_commit_callbacks(execute=True):
        confirm_step(request=request, survey_url=SURVEY, by=UserFactory())
    assert is_open() and RoundOpening.objects.get().is_finished
    digests = read_delivery((exchange_folder(KEY) / "codes.json").read_text()).digests
    assert {key: len(drawn) for key, drawn in digests.items()} == {"B10-M": 11}
    assert StratumKey.objects.count() == 2


def test_opening_that_breaks_off_leaves_nothing_for_the_survey_and_begins_again(
    confirmed, monkeypatch
):
    draw = opening_rounds.draw_codes

    def break_off(drawing, strata):
        if "B10-M" in drawing:
            raise MemoryError
        return draw(drawing, strata)

    monkeypatch.setattr(opening_rounds, "draw_codes", break_off)
    with pytest.raises(MemoryError):
        finish_opening(round=confirmed, survey_url=SURVEY)
    assert RoundOpening.objects.get().strata_ready == 1
    assert not is_open() and not exchange_folder(KEY).exists()
    monkeypatch.setattr(opening_rounds, "draw_codes", draw)
    kept = set(StratumKey.objects.values_list("fingerprint", flat=True))
    finish_opening(round=confirmed, survey_url=SURVEY)
    assert is_open()
    assert kept == set(StratumKey.objects.values_list("fingerprint", flat=True))


def test_opening_whose_bundle_cannot_be_written_is_not_open(confirmed, monkeypatch):
    def fail(round, sheets):
        raise OSError

    monkeypatch.setattr(opening_rounds, "hand_to_survey", fail)
    with pytest.raises(OSError):
        finish_opening(round=confirmed, survey_url=SURVEY)
    assert not Round.objects.get().is_open and not RoundOpening.objects.get().is_finished


def test_command_finishes_an_opening_once(confirmed):
    call_command("finish_opening", KEY)
    assert is_open()
    with pytest.raises(CommandError, match="not being opened"):
        call_command("finish_opening", KEY)
    with pytest.raises(CommandError, match="no round"):
        call_command("finish_opening", "2020-1")


def test_page_says_how_far_the_opening_is_and_when_it_stands_still(confirmed, analyst_client):
    address = reverse("reporting:round", kwargs={"key": KEY})
    text = analyst_client.get(address).content.decode()
    assert "2개 집단 가운데 0개" in text and "finish_opening" not in text
    long_ago = timezone.now() - 2 * STANDS_STILL_AFTER
    RoundOpening.objects.update(strata_ready=1, moved_at=long_ago)
    text = analyst_client.get(address).content.decode()
    assert "2개 집단 가운데 1개" in text and f"finish_opening {KEY}" in text
