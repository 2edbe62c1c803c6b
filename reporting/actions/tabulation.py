"""From sealed answers to the one file that the tables of a round are counted from."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import polars as pl
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from polars.exceptions import PanicException, PolarsError

from core.actions import record_act
from reporting import careless, instruments, microdata
from reporting.actions.release_states import declare_publication
from reporting.actions.rounds import (
    StratumInput,
    add_strata,
    approve_instrument,
    refuse_known,
)
from reporting.actions.steps import may_be_tabulated
from reporting.custody import public_text
from reporting.disclosure.publication import PublicationSet
from reporting.exchange import (
    exchange_folder,
    microdata_folder,
    verified_checksum,
    whole_file,
    write_checksum,
)
from reporting.marginals import Marginals
from reporting.models import CarelessCount, MicrodataFile, Round
from reporting.opening import open_on_all_cores
from reporting.simulation import draw_strata

MICRODATA_NAME = "microdata.parquet"
SEALED_NAME = "sealed.parquet"
# Sealed answers in memory at once: 25 MB.
READ_TOGETHER = 20_000
SYNTHETIC_TITLES = {
    "title_ko": "학교생활 조사(합성 자료)",
    "title_en": "School life survey (synthetic data)",
}


class AlreadyTabulated(Exception):
    """A round is tabulated from one file, once: a second cut-off would allow subtraction (P7)."""

    def __init__(self, key: str):
        super().__init__(f"Round {key} is tabulated already; a second file is never taken.")


class NotAllowedYet(Exception):
    """Opening the answers takes two people on the round's page."""

    def __init__(self, key: str):
        super().__init__(
            f"Nobody has confirmed the tabulation of round {key} yet: two people allow it on the"
            " round's page."
        )


class WrongKey(Exception):
    """The private key is not the one that the round's answers were sealed to."""

    def __init__(self, key: str):
        super().__init__(f"These shares are not those of the key that round {key} was sealed to.")


class RoundStillOpen(Exception):
    """Nothing is opened before the round is closed (P1)."""

    def __init__(self, key: str):
        super().__init__(f"Round {key} is not closed yet; close it first.")


def open_microdata(
    *, round: Round, private_key: ec.EllipticCurvePrivateKey, by=None
) -> MicrodataFile:
    """Open the answers that the survey service handed over, and tabulate them.

    Args:
        private_key: what two custodians' shares make (`custody.join_shares`).

    Raises:
        RoundStillOpen, AlreadyTabulated, NotAllowedYet, WrongKey, exchange.FileMissing,
        exchange.ChecksumDiffers, microdata.MicrodataRefused.
    """
    _check_can_be_tabulated(round)
    if not may_be_tabulated(round):
        raise NotAllowedYet(round.key)
    if public_text(private_key) != round.sealing_public_key:
        raise WrongKey(round.key)
    path = exchange_folder(round.key) / SEALED_NAME
    verified_checksum(path)
    instrument = instruments.Instrument.from_data(round.instrument.data)
    opened = open_on_all_cores(
        _read_sealed(path),
        round_key=round.key,
        strata={
            stratum.key: (stratum.office_code, stratum.level) for stratum in round.strata.all()
        },
        private_key=private_key,
        instrument=instrument,
    )
    strata = microdata.split_strata(opened.frame)
    written = _write_microdata(round, strata, instrument, rows_invalid=opened.invalid)
    return take_microdata(round=round, path=written, by=by)


@transaction.atomic
def take_microdata(*, round: Round, path: Path, by=None) -> MicrodataFile:
    """Check and register a round's file of opened answers; the file itself stays where it is.

    Raises:
        RoundStillOpen, AlreadyTabulated: the round's state does not allow it.
        exchange.FileMissing, exchange.ChecksumDiffers: it is not the file it should be.
        microdata.MicrodataRefused: cut off, of another round, or with codes outside the codebook.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    _check_can_be_tabulated(round)
    sha256 = verified_checksum(path)
    instrument = instruments.Instrument.from_data(round.instrument.data)
    strata = round.strata.values_list("office_code", "level")
    data = microdata.check(path, round_key=round.key, instrument=instrument, strata=strata)
    answers = pl.scan_parquet(path).cast(pl.String)
    CarelessCount.objects.bulk_create(
        CarelessCount(round=round, **count._asdict())
        for count in careless.count_careless(answers, instrument)
    )
    file = MicrodataFile.objects.create(
        round=round, sha256=sha256, rows_valid=data.rows, rows_invalid=data.rows_invalid
    )
    round.step_to(Round.State.TABULATED)
    round.save(update_fields=["state"])
    record_act(action="reporting.take_microdata", target=f"{round.key} sha256:{sha256}", by=by)
    return file


@transaction.atomic
def make_synthetic_round(
    *,
    key: str,
    strata: list[StratumInput],
    instrument_data: dict,
    opens_at: datetime,
    closes_at: datetime,
    answers: int,
    seed: int,
    publication: PublicationSet | None = None,
    by=None,
) -> MicrodataFile:
    """A closed and tabulated round of nobody's answers, marked as synthetic for good.

    From the Parquet file on it goes the way of every round.

    Args:
        opens_at: with `closes_at`, days on which the offices of `strata` existed.
        answers: how many to draw; `seed` makes them the same again.
        publication: what it declares to publish; None for the default set.

    Raises:
        RoundExists: the key is taken.
        release_states.DeclaredBelowDefault.
    """
    refuse_known(key)
    instrument = instruments.Instrument.from_data(instrument_data)
    round = Round.objects.create(
        key=key,
        **SYNTHETIC_TITLES,
        instrument=approve_instrument(instrument_data),
        opens_at=opens_at,
        closes_at=closes_at,
        is_synthetic=True,
    )
    if publication:
        declare_publication(round=round, publication=publication, schools={}, by=by)
    Round.objects.filter(pk=round.pk).update(state=Round.State.CLOSED)
    add_strata(round, strata)
    drawn = _draw(instrument, strata, answers, seed)
    path = _write_microdata(round, drawn, instrument, rows_invalid=0)
    record_act(action="reporting.make_synthetic_round", target=key, by=by)
    return take_microdata(round=round, path=path, by=by)


def _draw(instrument, strata: list[StratumInput], answers: int, seed: int):
    return draw_strata(
        instrument=instrument,
        marginals=Marginals.from_csv(),
        strata=[(stratum.office_code, stratum.level, stratum.enrolled) for stratum in strata],
        answers=answers,
        seed=seed,
    )


def _check_can_be_tabulated(round: Round) -> None:
    if round.is_tabulated:
        raise AlreadyTabulated(round.key)
    if round.state != Round.State.CLOSED:
        raise RoundStillOpen(round.key)


def _read_sealed(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every (stratum key, ciphertext), read a few at a time.

    Raises:
        microdata.FileUnreadable: perhaps in the middle of the file.
    """
    sealed = pl.scan_parquet(path).select("stratum", "ciphertext")
    try:
        rows = sealed.select(pl.len()).collect().item()
        for start in range(0, rows, READ_TOGETHER):
            yield from sealed.slice(start, READ_TOGETHER).collect().rows()
    except (PolarsError, PanicException) as error:
        raise microdata.FileUnreadable(f"{path.name} is not a file of sealed answers.") from error


def _write_microdata(
    round: Round, strata: Iterable[pl.DataFrame], instrument, *, rows_invalid: int
) -> Path:
    path = microdata_folder(round.key) / MICRODATA_NAME
    with whole_file(path) as half:
        microdata.write_parquet(
            half,
            strata,
            round_key=round.key,
            instrument=instrument,
            offices=round.strata.values_list("office_code", flat=True),
            rows_invalid=rows_invalid,
        )
    write_checksum(path)
    return path
