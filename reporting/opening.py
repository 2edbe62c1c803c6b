"""Opening sealed answers: the tabulator's step, with the round's private key in hand.

Imports no framework.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from reporting.instruments import Instrument, RowRefused
from reporting.microdata import record
from reporting.sealing import SealBroken, info_for, open_sealed


@dataclass(frozen=True)
class Opened:
    """What came out of a file of sealed answers.

    Attributes:
        records: rows of `reporting.microdata`.
        invalid: how many could not be opened or were not a row of the instrument.
    """

    records: list[dict]
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
    records, invalid = [], 0
    for stratum, ciphertext in sealed:
        if stratum not in strata:
            invalid += 1
            continue
        office, level = strata[stratum]
        try:
            packed = open_sealed(private_key, info_for(round_key, level), ciphertext)
            answers = instrument.validate_row(instrument.unpack(packed), level)
        # Nobody could look into it before: it may be JSON nested to break its reader.
        except (SealBroken, RowRefused, RecursionError):
            invalid += 1
            continue
        records.append(record(office, level, answers, instrument))
    return Opened(records, invalid)
