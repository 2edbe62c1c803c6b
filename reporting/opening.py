"""Opening sealed answers: the tabulator's step, with the round's private key in hand.

Sealed answers are a kilobyte each and pass through a few thousand at a time; only opened ones stay
in memory, as numbers of some 50 bytes an answer, because the file of a round is sorted by content.
Nothing is put down on the way: opened answers in order of arrival never lie on a disk. Imports no
framework.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

import polars as pl
from cryptography.hazmat.primitives.asymmetric import ec

from reporting.instruments import Instrument, RowRefused
from reporting.microdata import Cells, schema_of
from reporting.sealing import SealBroken, info_for, open_sealed

# As much as a core opens in about a second; fewer are not worth another process.
CHUNK = 5_000


@dataclass(frozen=True)
class Opened:
    """What came out of a file of sealed answers.

    Attributes:
        frame: rows of `reporting.microdata`, in the order of the file, as numbers.
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
    schema = schema_of(instrument, (office for office, _level in strata.values()))
    return Opened(cells.to_frame().cast(schema), invalid)


def open_on_all_cores(
    sealed: Iterable[tuple[str, bytes]],
    *,
    round_key: str,
    strata: Mapping[str, tuple[str, str]],
    private_key: ec.EllipticCurvePrivateKey,
    instrument: Instrument,
) -> Opened:
    """As `open_answers`, on every core of this machine; the arguments are the same.

    The other processes are begun afresh, not forked: they inherit no database connection.
    """
    chunks = _chunks(sealed)
    first = next(chunks, [])
    if len(first) < CHUNK:
        return open_answers(
            first,
            round_key=round_key,
            strata=strata,
            private_key=private_key,
            instrument=instrument,
        )
    key = private_key.private_numbers().private_value
    work = partial(_open_chunk, round_key, strata, key, instrument.data)
    cores = os.cpu_count() or 1
    afresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=afresh) as pool:
        opened = list(map_few_ahead(pool, work, chain([first], chunks), ahead=2 * cores))
    frame = pl.concat([one.frame for one in opened])
    return Opened(frame, sum(one.invalid for one in opened))


def map_few_ahead(
    pool: Executor, work: Callable, chunks: Iterable, *, ahead: int
) -> Iterator[Opened]:
    """What the pool makes of each chunk, in order; unlike `pool.map` it does not read them all.

    Args:
        ahead: how many chunks are read at most before their turn.
    """
    under_way: deque = deque()
    for chunk in chunks:
        under_way.append(pool.submit(work, chunk))
        if len(under_way) > ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _open_chunk(round_key, strata, key: int, instrument_data: dict, sealed: list) -> Opened:
    return open_answers(
        sealed,
        round_key=round_key,
        strata=strata,
        private_key=ec.derive_private_key(key, ec.SECP256R1()),
        instrument=Instrument.from_data(instrument_data),
    )


def _chunks(sealed: Iterable) -> Iterator[list]:
    rest = iter(sealed)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
