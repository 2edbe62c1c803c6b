"""Codes come in once; sealed answers leave once, shuffled, and nothing stays."""

import hashlib
import secrets
from datetime import timedelta

import polars
import pytest
from django.core.management import CommandError, call_command

from reporting import codes
from reporting.collector import actions, microdata
from reporting.collector.models import Answer, Code, Spent

pytestmark = pytest.mark.django_db(databases=["survey"])


def store(count: int, *, round_key: str = "2026-1") -> None:
    Answer.objects.bulk_create(
        Answer(secrets.token_bytes(16), round_key, "B10-M", number.to_bytes(4, "big"))
        for number in range(count)
    )


def exported(given) -> list[bytes]:
    return polars.read_parquet(given.folder / microdata.NAME)["ciphertext"].to_list()


def test_codes_are_loaded_and_their_file_is_gone(given_round):
    path = given_round.draw_codes(count=2)
    call_command("load_codes")
    assert Code.objects.count() == 6
    assert not path.exists()
    assert not Code.objects.filter(pk=given_round.codes["B10-M"][0].encode()).exists()


def test_codes_loaded_again_do_not_revive_a_spent_one(given_round):
    path = given_round.draw_codes(count=2)
    text = path.read_text()
    actions.load_codes(path)
    spent = Code.objects.first()
    Spent.objects.create(mark=bytes(spent.pk), round=given_round.key)
    spent.delete()
    path.write_text(text)
    assert actions.load_codes(path) == 5
    assert Code.objects.count() == 5


def test_codes_with_another_pepper_do_not_replace_those_in_use(round_with_codes):
    path = round_with_codes.folder / "codes.json"
    other = {"B10-M": codes.draw(1)}
    path.write_text(codes.delivery(round_key="2026-1", pepper=b"q" * 32, codes=other))
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("load_codes")
    assert path.exists()


@pytest.mark.parametrize("round_key", ["2025-2", "../../elsewhere"])
def test_codes_of_another_round_than_their_folder_are_refused(given_round, round_key):
    path = given_round.folder / "codes.json"
    path.write_text(codes.delivery(round_key=round_key, pepper=b"q" * 32, codes={}))
    with pytest.raises(CommandError):
        call_command("load_codes")


def test_export_writes_every_answer_in_another_order_and_keeps_nothing(round_with_codes):
    store(200)
    store(1, round_key="2026-2")
    round_with_codes.close()
    call_command("export_round", "2026-1")
    rows = exported(round_with_codes)
    in_order = [number.to_bytes(4, "big") for number in range(200)]
    assert rows != in_order
    assert sorted(rows) == in_order
    for model in (Answer, Code, Spent):
        assert not model.objects.filter(round="2026-1").exists()
    assert Answer.objects.filter(round="2026-2").count() == 1


def test_export_has_two_columns_and_the_right_checksum(round_with_codes):
    store(3)
    round_with_codes.close()
    actions.export_round("2026-1")
    file = round_with_codes.folder / microdata.NAME
    assert polars.read_parquet(file).columns == ["stratum", "ciphertext"]
    stated = (round_with_codes.folder / f"{microdata.NAME}.sha256").read_text()
    assert stated == f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {microdata.NAME}\n"


def test_export_is_refused_while_answers_are_taken(round_with_codes):
    store(1)
    round_with_codes.close(grace=timedelta(minutes=10))
    with pytest.raises(CommandError, match="still takes answers"):
        call_command("export_round", "2026-1")
    assert Answer.objects.count() == 1


def test_export_after_grace_waits_until_the_last_answers_are_in(round_with_codes):
    store(1)
    round_with_codes.close(grace=timedelta(seconds=0.2))
    assert actions.export_round("2026-1", after_grace=True) == 1


def test_export_never_overwrites_a_file(round_with_codes):
    store(1)
    round_with_codes.close()
    actions.export_round("2026-1")
    store(1)
    with pytest.raises(CommandError, match="not overwritten"):
        call_command("export_round", "2026-1")
    assert Answer.objects.count() == 1


def test_export_of_an_unknown_round_says_so(given_round):
    with pytest.raises(CommandError, match="no bundle"):
        call_command("export_round", "2031-1")


def test_export_cut_off_before_the_rows_were_deleted_is_written_anew(round_with_codes):
    round_with_codes.close()
    microdata.write_unfinished(round_with_codes.folder, [("B10-M", b"old")])
    store(2)
    assert actions.export_round("2026-1") == 2
    assert b"old" not in exported(round_with_codes)


def test_export_cut_off_after_the_rows_were_deleted_only_gets_its_name(round_with_codes):
    round_with_codes.close()
    microdata.write_unfinished(round_with_codes.folder, [("B10-M", b"kept")])
    assert actions.export_round("2026-1") == 1
    assert exported(round_with_codes) == [b"kept"]


def test_export_forgets_the_pepper(round_with_codes, survey_settings):
    round_with_codes.close()
    actions.export_round("2026-1")
    assert list(survey_settings.PEPPER_DIR.iterdir()) == []


def test_pepper_is_readable_by_the_service_alone(round_with_codes, survey_settings):
    (pepper,) = survey_settings.PEPPER_DIR.iterdir()
    assert pepper.stat().st_mode & 0o077 == 0
