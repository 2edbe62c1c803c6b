"""The proof that a release hides its secrets, and the check of it, which needs no solver.

The tables of a certificate are near the truth: they stay private.
"""

import io
from dataclasses import dataclass

import numpy as np

from reporting.disclosure.primary import Secret
from reporting.disclosure.programme import TOLERANCE, End
from reporting.disclosure.system import System
from reporting.disclosure.witness import Protection, Witness


@dataclass(frozen=True)
class Fault:
    """Why a certificate does not hold: a sentence, and the cell it speaks of."""

    reason: str
    cell: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What checking a certificate found.

    Attributes:
        faults: empty when the guarantee is proven.
        whole: (secret, end) pairs that a table of whole numbers shows.
    """

    faults: tuple[Fault, ...]
    whole: frozenset[tuple[Secret, End]]


def check(system: System, secrets: tuple[Secret, ...], protection: Protection) -> Verdict:
    """Check every witness by arithmetic alone.

    Each must be additive, non-negative, equal to the truth on printed cells, and take its secrets
    to the end it claims; together they must take every secret to both ends.
    """
    faults: list[Fault] = []
    shown: set[tuple[Secret, End]] = set()
    whole: set[tuple[Secret, End]] = set()
    for witness in protection.witnesses:
        table = witness.movement.table(system)
        found = _faults_of(system, protection.hidden, witness, table)
        faults += found
        if not found:
            pairs = {(secret, witness.end) for secret in witness.secrets}
            shown |= pairs
            whole |= pairs if witness.movement.is_whole else set()
    for secret in secrets:
        for end in End:
            if end.distance(secret) == 0:
                whole.add((secret, end))
            elif (secret, end) not in shown:
                faults.append(Fault(f"No table shows the {end} end.", secret.cell))
    return Verdict(tuple(faults), frozenset(whole))


def _faults_of(system: System, hidden, witness: Witness, table: np.ndarray) -> list[Fault]:
    scale = TOLERANCE * max(1.0, float(np.abs(table).max(initial=0.0)))
    sums = np.abs(system.matrix @ table)
    if sums.max(initial=0.0) > scale:
        return [Fault("A table of the certificate does not add up.")]
    if table.min(initial=0.0) < -scale:
        return [Fault("A table of the certificate is negative.", int(table.argmin()))]
    printed = system.is_printed & ~hidden
    differs = printed & (np.abs(table - system.truth) > scale)
    if differs.any():
        cell = int(np.flatnonzero(differs)[0])
        return [Fault("A table of the certificate differs from a printed count.", cell)]
    return [
        Fault(f"A table does not reach the {witness.end} end it claims.", secret.cell)
        for secret in witness.secrets
        if not witness.end.is_reached(secret, secret.of(table))
    ]


def to_bytes(protection: Protection, secrets: tuple[Secret, ...]) -> bytes:
    """The certificate as a compressed numpy archive."""
    numbers = {secret: number for number, secret in enumerate(secrets)}
    moved, claimed = [], []
    for number, witness in enumerate(protection.witnesses):
        change = witness.movement.change
        moved += [(number, c, v) for c, v in zip(witness.movement.cells, change, strict=True) if v]
        claimed += [(number, witness.end == End.HIGH, numbers[s]) for s in witness.secrets]
    out = io.BytesIO()
    np.savez_compressed(
        out,
        hidden=np.flatnonzero(protection.hidden),
        moved=np.array(moved, dtype=float).reshape(-1, 3),
        claimed=np.array(claimed, dtype=np.int64).reshape(-1, 3),
    )
    return out.getvalue()
