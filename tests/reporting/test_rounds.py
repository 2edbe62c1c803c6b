"""Opening and closing a round."""

import json
from datetime import timedelta

import pytest
from django.conf import settings as project_settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import AuditEntry
from reporting import bundles, codes
from reporting.actions import InstrumentChanged, RoundExists, close_round, open_round
from reporting.exchange import exchange_folder
from reporting.models import Instrument, Round, StateNotReachable
from tests.factories.reporting import (
    TITLES,
    RoundFactory,
    StratumFactory,
    key_pair,
    questionnaire,
    stratum_input,
)

pytestmark = pytest.mark.django_db


def open_it(**changes):
    arguments = {
        "key": "2026-2",
        "titles": TITLES,
        "instrument_data": questionnaire(),
        "strata": [stratum_input(level="E"), stratum_input(level="M", enrolled=31)],
        "opens_at": timezone.now() - timedelta(minutes=1),
        "closes_at": timezone.now() + timedelta(days=1),
        "sealing_public_key": key_pair()[1],
        "help_lines": [{"phone": "117"}],
    }
    return open_round(**{**arguments, **changes})


def read_bundle(key="2026-2"):
    signed = (exchange_folder(key) / "bundle.json").read_bytes()
    return bundles.read(signed, project_settings.BUNDLE_PUBLIC_KEY)


def test_open_round_draws_ten_percent_more_codes_than_students():
    sheets = open_it()
    assert {key: len(drawn) for key, drawn in sheets.items()} == {"B10-E": 33, "B10-M": 35}
    assert all(codes.is_well_formed(code) for drawn in sheets.values() for code in drawn)


def test_open_round_keeps_no_code_in_plain(folders):
    sheets = open_it()
    drawn = [code for of_stratum in sheets.values() for code in of_stratum]
    written = b"".join(path.read_bytes() for path in folders.rglob("*") if path.is_file())
    assert not any(code.encode() in written for code in drawn)
    delivery = codes.read_delivery((exchange_folder("2026-2") / "codes.json").read_text())
    digest = codes.digest(delivery.pepper, "2026-2", drawn[0])
    assert digest in delivery.digests["B10-E"]


def test_open_round_codes_file_is_for_its_owner_alone():
    open_it()
    assert (exchange_folder("2026-2") / "codes.json").stat().st_mode & 0o777 == 0o600


def test_open_round_tells_the_survey_service_in_a_signed_bundle():
    open_it()
    bundle = read_bundle()
    assert (bundle["round"], bundle["state"]) == ("2026-2", "open")
    assert bundle["instrument"] == questionnaire()
    assert [stratum["key"] for stratum in bundle["strata"]] == ["B10-E", "B10-M"]
    grace = bundles.time_of(bundle, "accept_until") - bundles.time_of(bundle, "closes_at")
    assert grace == timedelta(minutes=10)


def test_open_round_known_key_is_refused_and_nothing_is_written():
    open_it()
    before = read_bundle()
    with pytest.raises(RoundExists):
        open_it(titles={"ko": "다른", "en": "Other"})
    assert read_bundle() == before and Round.objects.count() == 1


def test_open_round_other_content_under_a_known_version_is_refused():
    open_it()
    changed = json.loads(json.dumps(questionnaire()))
    changed["questions"][0]["ko"] = "다른 질문"
    with pytest.raises(InstrumentChanged):
        open_it(key="2026-3", instrument_data=changed)
    assert Instrument.objects.count() == 1


def test_close_round_stops_the_survey_and_is_written_down(analyst):
    open_it()
    closed = close_round(round=Round.objects.get(), reason="계획대로", by=analyst)
    bundle = read_bundle()
    assert (closed.state, bundle["state"]) == ("closed", "closed")
    assert bundles.time_of(bundle, "closes_at") <= timezone.now()
    entry = AuditEntry.objects.get(action="reporting.close_round")
    assert (entry.target, entry.reason, entry.by) == ("2026-2", "계획대로", analyst)


def test_close_round_twice_changes_nothing_more():
    open_it()
    first = close_round(round=Round.objects.get())
    second = close_round(round=Round.objects.get())
    assert first.closes_at == second.closes_at
    assert AuditEntry.objects.filter(action="reporting.close_round").count() == 1


def test_close_round_before_it_began_keeps_its_times_in_order():
    open_it(opens_at=timezone.now() + timedelta(hours=1))
    close_round(round=Round.objects.get())
    assert read_bundle()["state"] == "closed"


def test_close_round_whose_bundle_cannot_be_written_stays_open(settings):
    open_it()
    settings.EXCHANGE_DIR = "/dev/null/nowhere"
    with pytest.raises(OSError), transaction.atomic():
        close_round(round=Round.objects.get())
    assert Round.objects.get().is_open


@pytest.mark.parametrize("state", [Round.State.DRAFT, Round.State.OPEN, Round.State.TABULATED])
def test_round_closed_one_never_opens_again(state):
    round = RoundFactory(state=Round.State.CLOSED)
    if state == Round.State.TABULATED:
        round.step_to(state)
    else:
        with pytest.raises(StateNotReachable):
            round.step_to(state)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "reopened"},
        {"least_count": 9},
        {"sealing_public_key": ""},
        {"closes_at": timezone.now() - timedelta(days=9)},
    ],
)
def test_round_database_refuses_what_must_not_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundFactory(**fields)


def test_stratum_frozen_row_cannot_be_changed_in_the_database():
    stratum = StratumFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(stratum).objects.filter(pk=stratum.pk).update(enrolled=1)
