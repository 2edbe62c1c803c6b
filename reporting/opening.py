"""Opening sealed answers: the tabulator's step, with the round's private key in hand.

Imports no framework.
"""

import multiprocessing
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice

import polars as pl
from cryptography.hazmat.primitives.asymmetric import ec

from reporting.instruments import Instrument, RowRefused
from reporting.microdata import Cells
from reporting.sealing import SealBroken, info_for, open_sealed

# As much as a core opens in about a second; fewer are not worth another process.
CHUNK = 5_000


@dataclass(frozen=True)
class Opened:
    """What came out of a file of sealed answers.

    Attributes:
        frame: rows of `reporting.microdata`, in the order of the file.
        invalid: how many could not be opened or were not a row of the instrument.
    """

    frame: pl.DataFrame
    invalid: int


def open_answers(
    sealed: Iterable[tuple[str, bytes]],
    *,
    round_key: str,
    strata: Mapping[str, tuple[str, str]],
    private_key: ec.EllipticCurvePrivateKey,
    instrument: Instrument,
) -> Opened:
    """Open every answer; those that are none are counted and dropped.

    Args:
        sealed: (stratum key, ciphertext) pairs.
        strata: (office code, level) by stratum key.
    """
    cells, invalid = Cells(instrument), 0
    infos = {stratum: info_for(round_key, stratum) for stratum in strata}
    for stratum, ciphertext in sealed:
        if stratum not in strata:
            invalid += 1
            continue
        office, level = strata[stratum]
        try:
            packed = open_sealed(private_key, infos[stratum], ciphertext)
            answers = instrument.validate_row(instrument.unpack(packed), level)
        # Nobody could look into it before: it may be JSON nested to break its reader.
        except (SealBroken, RowRefused, RecursionError):
            invalid += 1
            continue
        cells.add(office, level, answers)
    return Opened(cells.to_frame(), invalid)


def open_on_all_cores(
    sealed: Sequence[tuple[str, bytes]],
    *,
    round_key: str,
    strata: Mapping[str, tuple[str, str]],
    private_key: ec.EllipticCurvePrivateKey,
    instrument: Instrument,
) -> Opened:
    """As `open_answers`, on every core of this machine; the arguments are the same.

    The other processes are begun afresh, not forked: they inherit no database connection.
    """
    if len(sealed) <= CHUNK:
        return open_answers(
            sealed,
            round_key=round_key,
            strata=strata,
            private_key=private_key,
            instrument=instrument,
        )
    key = private_key.private_numbers().private_value
    work = partial(_open_chunk, round_key, strata, key, instrument.data)
    afresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=afresh) as pool:
        opened = list(pool.map(work, _chunks(sealed)))
    frame = pl.concat([one.frame for one in opened])
    return Opened(frame, sum(one.invalid for one in opened))


def _open_chunk(round_key, strata, key: int, instrument_data: dict, sealed: list) -> Opened:
    return open_answers(
        sealed,
        round_key=round_key,
        strata=strata,
        private_key=ec.derive_private_key(key, ec.SECP256R1()),
        instrument=Instrument.from_data(instrument_data),
    )


def _chunks(sealed: Iterable) -> Iterable[list]:
    rest = iter(sealed)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
