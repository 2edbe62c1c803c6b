"""A round in the survey service: counted once a day while it runs, erased when it is over."""

import json
import secrets

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reporting.collector import microdata, peppers
from reporting.collector.actions.erasing import TABLES
from reporting.collector.models import Answer

pytestmark = pytest.mark.django_db(databases=["survey"])


def store(count: int, stratum: str = "B10-M") -> None:
    Answer.objects.bulk_create(
        Answer(secrets.token_bytes(16), "2026-1", stratum, b"sealed") for _ in range(count)
    )


def handed_over(given):
    """The round after its answers left, with traces of an interruption."""
    given.close()
    call_command("export_round", "2026-1")
    return given


def test_t70_counts_leave_rounded_and_once_a_day(round_with_codes):
    store(27)
    store(4, "B10-E")
    call_command("count_participation", "2026-1")
    path = round_with_codes.folder / "participation.json"
    told = json.loads(path.read_text())
    assert told["accepted"] == {"B10-E": None, "B10-H": None, "B10-M": 20}
    assert told["counted_on"] == timezone.localdate().isoformat()
    store(40)
    with pytest.raises(CommandError, match="tomorrow"):
        call_command("count_participation", "2026-1")
    assert json.loads(path.read_text()) == told


def test_counts_of_a_broken_file_are_made_again(round_with_codes):
    path = round_with_codes.folder / "participation.json"
    path.write_text("{")
    call_command("count_participation", "2026-1")
    assert json.loads(path.read_text())["round"] == "2026-1"


@pytest.mark.parametrize("command", ["count_participation", "erase_round"])
@pytest.mark.parametrize("key", ["2025-2", "../../elsewhere"])
def test_unknown_round_is_said_so(given_round, command, key):
    with pytest.raises(CommandError, match="no bundle"):
        call_command(command, key)


def test_i17_nothing_is_left_after_erasing_and_the_statement_says_so(round_with_codes):
    store(3)
    handed_over(round_with_codes)
    peppers.keep_pepper("2026-1", b"p" * 32)
    (round_with_codes.folder / "codes.json").write_text("{}")
    call_command("erase_round", "2026-1")
    assert not any(model.objects.exists() for model in TABLES)
    assert not peppers.is_kept("2026-1")
    assert not (round_with_codes.folder / "codes.json").exists()
    statement = json.loads((round_with_codes.folder / "erased.json").read_text())
    assert set(statement["rows_left"].values()) == {0} and statement["pepper_left"] is False
    assert (round_with_codes.folder / microdata.NAME).exists()


def test_round_not_handed_over_is_not_erased(round_with_codes):
    store(3)
    round_with_codes.close()
    with pytest.raises(CommandError, match="run export_round 2026-1 first"):
        call_command("erase_round", "2026-1")
    assert Answer.objects.count() == 3


def test_round_whose_file_changed_is_not_erased(round_with_codes):
    store(3)
    handed_over(round_with_codes)
    path = round_with_codes.folder / microdata.NAME
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(CommandError, match="has changed"):
        call_command("erase_round", "2026-1")
