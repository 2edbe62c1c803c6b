"""The end of a round: what was secret is gone, and a signed protocol says so."""

import json

import pytest
from django.conf import settings as project_settings
from django.core.management import CommandError, call_command

from reporting import protocols
from reporting.exchange import (
    custody_folder,
    exchange_folder,
    protocol_path,
    share_paths,
    sheets_folder,
    write_whole,
)
from reporting.models import Round
from tests.factories.reporting import tabulated_round

pytestmark = pytest.mark.django_db
STATEMENT = {"round": "2026-2", "rows_left": {"collector_answer": 0}, "pepper_left": False}


@pytest.fixture
def ended_round():
    """A counted round with everything that was ever secret still lying about."""
    round = tabulated_round(counts={("B10", "M"): {"yes": 12}}, key="2026-2")
    secret = [*share_paths(custody_folder(), "2026-2"), sheets_folder("2026-2") / "B10-M.html"]
    secret += [exchange_folder("2026-2") / name for name in ("codes.json", "sealed.parquet")]
    for path in secret:
        write_whole(path, b"secret")
    write_whole(exchange_folder("2026-2") / "erased.json", json.dumps(STATEMENT).encode())
    return round


def destroy(analyst):
    call_command("destroy_round", "2026-2", "--by", analyst.email)


def test_i17_nothing_secret_is_left_and_the_protocol_names_it_all(ended_round, folders, analyst):
    destroy(analyst)
    left = [path for path in folders.rglob("*") if path.is_file()]
    assert not [path for path in left if b"secret" in path.read_bytes()]
    signed = protocol_path("2026-2").read_bytes()
    protocol = protocols.read(signed, project_settings.BUNDLE_PUBLIC_KEY)
    assert {one["file"] for one in protocol["destroyed"]} == {
        *(f"2026-2.share-{number}" for number in (1, 2, 3)),
        *("B10-M.html", "codes.json", "sealed.parquet"),
    }
    assert protocol["by"] == str(analyst) and protocol["survey_service"] == STATEMENT


def test_protocol_that_was_changed_is_refused(ended_round, analyst):
    destroy(analyst)
    signed = protocol_path("2026-2").read_bytes()
    with pytest.raises(protocols.ProtocolRefused):
        protocols.read(
            signed.replace(b"codes.json", b"other.json"), project_settings.BUNDLE_PUBLIC_KEY
        )


def test_round_is_destroyed_once(ended_round, analyst):
    destroy(analyst)
    with pytest.raises(CommandError, match="destroyed once"):
        destroy(analyst)


@pytest.mark.parametrize(
    "statement",
    [
        None,
        {**STATEMENT, "round": "2026-1"},
        {**STATEMENT, "pepper_left": True},
        {**STATEMENT, "rows_left": {"collector_answer": 3}},
        [],
    ],
)
def test_round_still_in_the_survey_service_is_not_destroyed(ended_round, analyst, statement):
    path = exchange_folder("2026-2") / "erased.json"
    if statement is None:
        path.unlink()
    else:
        write_whole(path, json.dumps(statement).encode())
    with pytest.raises(CommandError, match="erase_round"):
        destroy(analyst)
    assert all(path.exists() for path in share_paths(custody_folder(), "2026-2"))


def test_round_not_counted_is_not_destroyed(ended_round, analyst):
    Round.objects.update(state=Round.State.CLOSED)
    with pytest.raises(CommandError, match="would be lost"):
        destroy(analyst)


@pytest.mark.parametrize("email", ["nobody@example.kr"])
def test_round_is_destroyed_by_somebody_who_may(ended_round, email):
    with pytest.raises(CommandError, match="nobody who may"):
        call_command("destroy_round", "2026-2", "--by", email)
