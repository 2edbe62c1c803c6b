"""Whatever lies where the microdata should be: a clear refusal or a correct release, no leak."""

import random

import polars as pl
import pytest
from django.core.management import CommandError, call_command

from reporting.actions import take_microdata
from reporting.exchange import microdata_folder, write_checksum
from reporting.microdata import (
    MicrodataRefused,
    OutsideCodebook,
    check,
    split_strata,
    write_parquet,
)
from reporting.models import Release, Round
from tests.factories.reporting import RoundFactory, StratumFactory, instrument
from tests.reporting.small_rounds import answers_frame

STRATA = (("B10", "M"), ("T10", "E"))
KEY = "2026-2"


def written(rows):
    """The round's file with rows of (office, level, answers, how many such students)."""
    path = microdata_folder(KEY) / "microdata.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_parquet(
        path,
        split_strata(answers_frame(instrument(), rows)),
        round_key=KEY,
        instrument=instrument(),
        offices=[office for office, _ in STRATA],
        rows_invalid=0,
    )
    write_checksum(path)
    return path


def path_answers(level="M", **said):
    """What a student sends who says only this."""
    return instrument().make_row(said, level)["answers"]


@pytest.fixture
def round(db):
    round = RoundFactory(key=KEY, state=Round.State.CLOSED)
    for office, level in STRATA:
        StratumFactory(round=round, office_code=office, level=level)
    return round


def changed(path, column, value):
    """The file with one column overwritten as text, and a checksum that fits."""
    notes = pl.read_parquet_metadata(path)
    notes.pop("ARROW:schema")
    frame = pl.read_parquet(path).cast(pl.String).with_columns(pl.lit(value).alias(column))
    frame.write_parquet(path, metadata=notes)
    write_checksum(path)
    return path


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Q10", "Yes"),
        ("Q10", "yes|no"),
        ("Q6", "maker|dk"),
        ("Q6", "law|maker"),
        ("Q6", "maker|maker"),
        ("Q27", "lesson|anon|delete|punish"),
        ("Q2", "6"),
        ("Q10", ""),
    ],
    ids=["case", "two", "exclusive", "order", "doubled", "too many", "other level", "empty"],
)
def test_answer_the_form_could_not_send_is_refused(round, column, value):
    path = changed(written([("B10", "M", path_answers(Q10="no"), 5)]), column, value)
    with pytest.raises(OutsideCodebook, match=column):
        take_microdata(round=round, path=path)
    assert not Round.objects.get(pk=round.pk).is_tabulated


def test_question_of_another_level_is_refused_even_without_an_answer(round):
    path = written([("T10", "E", path_answers("E", Q10="no"), 5)])
    with pytest.raises(OutsideCodebook, match="Q12"):
        take_microdata(round=round, path=changed(path, "Q12", "-"))


def test_file_that_breaks_its_own_conditions_is_never_released(round):
    path = written([("B10", "M", path_answers(Q10="no"), 40)])
    take_microdata(round=round, path=changed(path, "Q14", "face"))
    with pytest.raises(CommandError, match="Q14"):
        call_command("protect_release", KEY)
    assert not Release.objects.exists()


def test_damaged_file_is_refused_or_read_and_never_more(tmp_path):
    good = good_bytes(tmp_path)
    lots = random.Random(7)
    path = tmp_path / "damaged.parquet"
    for _ in range(60):
        data = bytearray(good)
        for _ in range(lots.choice([1, 30])):
            data[lots.randrange(len(data))] ^= lots.randrange(1, 256)
        path.write_bytes(data[: lots.randrange(len(data))] if lots.random() < 0.2 else data)
        try:
            found = check(path, round_key=KEY, instrument=instrument(), strata=STRATA)
        except MicrodataRefused:
            continue
        assert found.rows <= 80


def good_bytes(folder):
    path = folder / "good.parquet"
    rows = [("B10", "M", path_answers(Q10="no"), 40)]
    write_parquet(
        path,
        split_strata(answers_frame(instrument(), rows)),
        round_key=KEY,
        instrument=instrument(),
        offices=("B10",),
        rows_invalid=0,
    )
    return path.read_bytes()


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("B10", "M", path_answers(Q3="F", Q10="yes", Q19=["parent"]), 1)],
        [("B10", "M", {}, 30)],
        [("B10", "M", path_answers(Q3="F", Q10="no"), 300)],
        [
            ("B10", "M", path_answers(Q3="F", Q10="no"), 40),
            ("B10", "M", path_answers(Q3="M", Q10="yes"), 3),
            ("T10", "E", path_answers("E", Q10="no"), 1),
        ],
    ],
    ids=["nobody", "one respondent", "all skipped", "one office one answer", "few"],
)
def test_r7_tiny_round_is_released_correctly_and_tells_nobody_apart(round, rows, capsys):
    rows = [(office, level, said or path_answers(level), n) for office, level, said, n in rows]
    take_microdata(round=round, path=written(rows))
    call_command("protect_release", KEY)
    release = Release.objects.get()
    assert release.state == Release.State.GATED
    assert release.tables.proof["broken"] == 0
    entries = [entry for _, entry in release.tables.read().printed()]
    assert not {entry for entry in entries if isinstance(entry, int)} & set(range(1, 10))
    if not rows:
        assert set(entries) == {0}
