"""Codes come in once; sealed answers leave once, shuffled, and nothing stays."""

import hashlib
import os
import secrets
from datetime import timedelta

import polars
import pytest
from django.core.management import CommandError, call_command
from django.db import connections

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
    assert actions.export_round("2026-1", after_grace=True).answers == 1


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
    assert actions.export_round("2026-1").answers == 2
    assert b"old" not in exported(round_with_codes)


def test_export_cut_off_after_the_rows_were_deleted_only_gets_its_name(round_with_codes):
    round_with_codes.close()
    microdata.write_unfinished(round_with_codes.folder, [("B10-M", b"kept")])
    assert actions.export_round("2026-1").answers == 1
    assert exported(round_with_codes) == [b"kept"]


def crash_at_sync(monkeypatch, number: int) -> None:
    """Let the machine die when a file is brought to disk for the `number`th time."""
    left = iter(range(number))

    def sync(descriptor):
        if next(left, None) is None:
            raise OSError("power cut")

    monkeypatch.setattr(os, "fsync", sync)


@pytest.mark.parametrize("number", range(4))
def test_export_cut_off_at_any_write_is_finished_by_the_next_one(
    round_with_codes, monkeypatch, number
):
    store(3)
    round_with_codes.close()
    with monkeypatch.context() as patch, pytest.raises(OSError, match="power cut"):
        crash_at_sync(patch, number)
        actions.export_round("2026-1")
    assert not (round_with_codes.folder / f"{microdata.NAME}.sha256").exists()
    assert actions.export_round("2026-1").answers == 3
    with pytest.raises(microdata.AlreadyExported):
        actions.export_round("2026-1")


@pytest.mark.parametrize("left", [b"", b"0123abc", b"0" * 64 + b"  sealed.parq"])
def test_export_with_a_checksum_cut_off_is_finished_with_its_answers(round_with_codes, left):
    store(2)
    round_with_codes.close()
    actions.export_round("2026-1")
    checksum = round_with_codes.folder / f"{microdata.NAME}.sha256"
    whole = checksum.read_bytes()
    checksum.write_bytes(left)
    assert actions.export_round("2026-1").answers == 2
    assert checksum.read_bytes() == whole


def test_file_changed_after_its_export_gets_no_new_checksum_unasked(round_with_codes):
    store(2)
    round_with_codes.close()
    actions.export_round("2026-1")
    file = round_with_codes.folder / microdata.NAME
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(CommandError, match="has changed since it was handed over"):
        call_command("export_round", "2026-1")


def test_checksum_can_be_read_by_the_side_that_opens_the_answers(round_with_codes):
    round_with_codes.close()
    actions.export_round("2026-1")
    checksum = round_with_codes.folder / f"{microdata.NAME}.sha256"
    assert checksum.stat().st_mode & 0o777 == 0o644


def files_of_the_database() -> bytes:
    """All that the survey's tables and indexes are on disk, read by the server itself."""
    with connections["survey"].cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT string_agg(pg_read_binary_file(folder || '/' || name, true), '')"
            " FROM (SELECT 'base/' || oid AS folder FROM pg_database"
            "       WHERE datname = current_database()) AS place, pg_ls_dir(folder) AS name"
            " WHERE name ~ '^[0-9]+$'"
        )
        return bytes(cursor.fetchone()[0])


@pytest.mark.django_db(databases=["survey"], transaction=True)
def test_i17_after_the_export_no_file_of_the_database_holds_a_sealed_answer(
    round_with_codes, capsys
):
    sealed = [secrets.token_bytes(1300) for _ in range(50)]
    Answer.objects.bulk_create(
        Answer(secrets.token_bytes(16), "2026-1", "B10-M", one) for one in sealed
    )
    before = files_of_the_database()
    assert all(one in before for one in sealed)
    round_with_codes.close()
    call_command("export_round", "2026-1")
    after = files_of_the_database()
    assert [one for one in sealed if one in after] == []
    said = capsys.readouterr().out
    assert "cut to nothing" in said and "write-ahead log may hold" in said


def test_export_beside_another_round_keeps_that_one_and_says_what_stays_on_disk(
    round_with_codes, capsys
):
    store(2)
    store(1, round_key="2026-2")
    round_with_codes.close()
    call_command("export_round", "2026-1")
    assert Answer.objects.get().round == "2026-2"
    assert "their sealed bytes stay in the tables' files" in capsys.readouterr().out


def test_export_without_the_right_to_checkpoint_changes_nothing(round_with_codes):
    store(1)
    round_with_codes.close()
    with connections["survey"].cursor() as cursor:
        cursor.execute("CREATE ROLE survey_without_checkpoint")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO survey_without_checkpoint")
        cursor.execute("SET LOCAL ROLE survey_without_checkpoint")
    with pytest.raises(CommandError, match="GRANT pg_checkpoint"):
        call_command("export_round", "2026-1")
    assert Answer.objects.count() == 1
    assert not (round_with_codes.folder / microdata.NAME).exists()


def test_export_forgets_the_pepper(round_with_codes, survey_settings):
    round_with_codes.close()
    actions.export_round("2026-1")
    assert list(survey_settings.PEPPER_DIR.iterdir()) == []


def test_pepper_is_readable_by_the_service_alone(round_with_codes, survey_settings):
    (pepper,) = survey_settings.PEPPER_DIR.iterdir()
    assert pepper.stat().st_mode & 0o077 == 0
