"""From sealed answers to counts: nothing crashes, nothing is taken twice, order tells nothing."""

import hashlib
import random

import polars as pl
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from reporting.actions import (
    AlreadyTabulated,
    NotAllowedYet,
    RoundStillOpen,
    WrongKey,
    open_microdata,
    take_microdata,
)
from reporting.custody import join_shares, public_text, split_key
from reporting.exchange import (
    ChecksumDiffers,
    FileMissing,
    custody_folder,
    exchange_folder,
    microdata_folder,
    share_paths,
    write_checksum,
    write_whole,
)
from reporting.microdata import FileUnreadable, MicrodataRefused, OfAnotherRound, OutsideCodebook
from reporting.models import MicrodataFile, Round
from reporting.sealing import info_for, make_key_pair, read_private_key, seal
from tests.factories.reporting import (
    RoundFactory,
    StratumFactory,
    allow_tabulation,
    instrument,
    key_pair,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    round = RoundFactory(key="2026-2", state=Round.State.CLOSED)
    StratumFactory(round=round, office_code="B10", level="M")
    StratumFactory(round=round, office_code="T10", level="E")
    allow_tabulation(round)
    return round


def sealed_row(answers, *, stratum="B10-M", round_key="2026-2"):
    level = stratum[-1]
    packed = instrument().pack(instrument().make_row(answers, level))
    return stratum, seal(key_pair()[1], info_for(round_key, stratum), packed)


def hand_over(rows):
    """What the survey service writes at the end of a round."""
    path = exchange_folder("2026-2") / "sealed.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = {"stratum": pl.String, "ciphertext": pl.Binary}
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(path)
    write_checksum(path)
    return path


def opened(round):
    return open_microdata(round=round, private_key=read_private_key(key_pair()[0]))


def microdata_path():
    return microdata_folder("2026-2") / "microdata.parquet"


def test_open_microdata_counts_what_students_said(round):
    hand_over(
        [sealed_row({"Q3": "F", "Q10": "yes", "Q19": ["parent", "teacher"]}) for _ in range(3)]
        + [sealed_row({"Q10": "no"}, stratum="T10-E"), sealed_row({})]
    )
    file = opened(round)
    assert (file.rows_valid, file.rows_invalid) == (5, 0)
    frame = pl.read_parquet(microdata_path())
    assert frame.columns[:2] == ["office", "level"]
    assert sorted(frame["Q10"].to_list()) == ["-", "no", "yes", "yes", "yes"]
    assert frame.filter(pl.col("Q10") == "yes")["Q19"].to_list() == ["parent|teacher"] * 3
    assert Round.objects.get(pk=round.pk).is_tabulated


def test_i16_permuted_input_gives_identical_bytes(round):
    rows = [sealed_row({"Q10": code, "Q7": "3"}) for code in ("yes", "no", "na", "dk") * 5]
    hand_over(rows)
    first = opened(round).sha256
    frame = pl.read_parquet(microdata_path())
    assert frame.equals(frame.sort(frame.columns))
    Round.objects.update(state=Round.State.CLOSED)
    random.shuffle(rows)
    hand_over(rows)
    # Written once more, then refused: the database knows a file of this round.
    with pytest.raises(IntegrityError), transaction.atomic():
        opened(round)
    assert hashlib.sha256(microdata_path().read_bytes()).hexdigest() == first


@pytest.mark.parametrize(
    "bad",
    [
        ("B10-M", b"not sealed at all"),
        ("J10-M", b"of a stratum nobody asked"),
        sealed_row({"Q10": "yes"}, round_key="2025-2"),
        ("T10-E", sealed_row({}, stratum="B10-E")[1]),
        ("B10-M", seal(key_pair()[1], info_for("2026-2", "B10-M"), b"short")),
        (
            "B10-M",
            seal(
                key_pair()[1],
                info_for("2026-2", "B10-M"),
                (b"[" * instrument().packed_length),
            ),
        ),
    ],
    ids=["noise", "stratum", "round", "moved", "length", "nested"],
)
def test_open_microdata_answer_that_is_none_is_counted_and_dropped(round, bad):
    hand_over([sealed_row({"Q10": "yes"}), bad])
    file = opened(round)
    assert (file.rows_valid, file.rows_invalid) == (1, 1)


def test_r7_empty_round_is_tabulated(round):
    hand_over([])
    assert opened(round).rows_valid == 0


def test_open_microdata_changed_sealed_file_is_refused(round):
    path = hand_over([sealed_row({})])
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ChecksumDiffers):
        opened(round)


def test_open_microdata_missing_file_or_checksum_is_refused(round):
    with pytest.raises(FileMissing):
        opened(round)
    (hand_over([]).parent / "sealed.parquet.sha256").unlink()
    with pytest.raises(FileMissing):
        opened(round)


def test_open_microdata_open_round_is_refused(round):
    Round.objects.update(state=Round.State.OPEN)
    hand_over([])
    with pytest.raises(RoundStillOpen):
        opened(Round.objects.get())


def test_take_microdata_second_file_is_refused(round):
    hand_over([sealed_row({"Q10": "yes"})])
    opened(round)
    with pytest.raises(AlreadyTabulated):
        take_microdata(round=round, path=microdata_path())
    assert MicrodataFile.objects.count() == 1


def rewritten(frame, **changes):
    """A file of the round with other content, and a checksum that fits it."""
    notes = {"round": "2026-2", "instrument": instrument().digest, "rows_invalid": "0"}
    path = microdata_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(path, metadata={**notes, **changes})
    write_checksum(path)
    return path


def good_frame(**changes):
    columns = {"office": "B10", "level": "M"} | {q.id: None for q in instrument().questions}
    schema = dict.fromkeys(columns, pl.String)
    return pl.DataFrame([{**columns, **changes}], schema=schema)


@pytest.mark.parametrize(
    "changes",
    [{"Q10": "free text"}, {"Q6": "maker|nonsense"}, {"Q2": "6"}, {"office": "J10"}],
    ids=["single", "multi", "of another level", "stratum"],
)
def test_take_microdata_codes_outside_the_codebook_are_refused(round, changes):
    path = rewritten(good_frame(**changes))
    with pytest.raises(OutsideCodebook):
        take_microdata(round=round, path=path)


def test_take_microdata_extra_column_is_refused(round):
    path = rewritten(good_frame().with_columns(pl.lit("x").alias("school")))
    with pytest.raises(OutsideCodebook):
        take_microdata(round=round, path=path)


@pytest.mark.parametrize("changes", [{"round": "2025-1"}, {"instrument": "0" * 64}])
def test_take_microdata_file_of_another_round_is_refused(round, changes):
    with pytest.raises(OfAnotherRound):
        take_microdata(round=round, path=rewritten(good_frame(), **changes))


@pytest.mark.parametrize("keep", [0, 10, 200, -1])
def test_take_microdata_truncated_file_is_refused(round, keep):
    path = rewritten(good_frame())
    path.write_bytes(path.read_bytes()[:keep])
    write_checksum(path)
    with pytest.raises(FileUnreadable):
        take_microdata(round=round, path=path)


def test_take_microdata_wrong_checksum_is_refused(round):
    path = rewritten(good_frame())
    path.write_bytes(path.read_bytes()[:-1] + b"0")
    with pytest.raises(ChecksumDiffers):
        take_microdata(round=round, path=path)


def test_refusals_each_say_what_is_wrong_in_one_sentence(round):
    path = rewritten(good_frame(Q10="free text"))
    with pytest.raises(MicrodataRefused) as refusal:
        take_microdata(round=round, path=path)
    assert str(refusal.value) == "Q10 holds a code that is not in the codebook."
    assert "free text" not in str(refusal.value)


def test_open_microdata_nobody_else_agreed_is_refused(round):
    round.step_requests.update(confirmed_in=None)
    hand_over([sealed_row({"Q10": "yes"})])
    with pytest.raises(NotAllowedYet, match="two people"):
        opened(round)


def test_open_microdata_key_of_another_round_is_refused(round):
    hand_over([sealed_row({"Q10": "yes"})])
    with pytest.raises(WrongKey):
        open_microdata(round=round, private_key=read_private_key(make_key_pair()[0]))


def test_make_sealing_key_keeps_each_share_to_its_owner_and_the_whole_key_nowhere(capsys):
    call_command("make_sealing_key", "2026-2")
    public_key = capsys.readouterr().out.strip()
    paths = share_paths(custody_folder(), "2026-2")
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in paths)
    assert custody_folder().stat().st_mode & 0o777 == 0o700
    assert len(list(custody_folder().iterdir())) == 3
    private_key = join_shares([path.read_text() for path in paths[1:]], "2026-2")
    assert public_text(private_key) == public_key
    with pytest.raises(CommandError, match="made once"):
        call_command("make_sealing_key", "2026-2")


def leave_shares(*numbers):
    lines = split_key(key_pair()[0], "2026-2")
    for path, line in zip(share_paths(custody_folder(), "2026-2"), lines, strict=True):
        if int(path.suffix[-1]) in numbers:
            write_whole(path, line.encode())


def test_open_microdata_command_takes_any_two_shares(round, capsys):
    hand_over([sealed_row({"Q10": "yes"}), ("B10-M", b"noise")])
    leave_shares(1, 3)
    call_command("open_microdata", "2026-2")
    assert "1 answers counted, 1 invalid" in capsys.readouterr().out
    assert microdata_path().stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("key", "shares", "sentence"),
    [
        ("2026-2", (2,), "2 different shares are needed, 1 given"),
        ("2026-2", (), "2 different shares are needed, 0 given"),
        ("1999-1", (1, 2), "There is no round"),
    ],
)
def test_open_microdata_command_explains_a_refusal(round, key, shares, sentence):
    leave_shares(*shares)
    with pytest.raises(CommandError, match=sentence):
        call_command("open_microdata", key)


def test_open_microdata_command_names_a_share_file_that_is_not_there(round, tmp_path):
    with pytest.raises(CommandError, match="is not there"):
        call_command("open_microdata", "2026-2", "--share", str(tmp_path / "none"))
