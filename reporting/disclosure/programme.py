"""One linear programme over a part of the system: move secrets to an end, move little else."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from reporting.disclosure.primary import Secret
from reporting.disclosure.system import System

# A movement is whole counts; less than this is the solver's rounding.
TOLERANCE = 1e-6
# What a secret costs that does not get to its end: more than any way there.
MISSED = 1e5
# So that cells which may move freely do not move without need.
IDLE = 1e-3


class End(StrEnum):
    """Which end of its guarantee a secret is moved to."""

    LOW = "low"
    HIGH = "high"

    def distance(self, secret: Secret) -> float:
        """How far a secret must move, signed; 0 where the truth is at the end already."""
        if self == End.LOW:
            return min(0, 1 - secret.value)
        return max(0, secret.least - secret.value)

    def is_reached(self, secret: Secret, value: float) -> bool:
        """Whether a value of the secret lies at or beyond the end."""
        if self == End.LOW:
            return value <= 1 + TOLERANCE
        return value >= secret.least - TOLERANCE


@dataclass(frozen=True)
class Part:
    """Cells that can move together, and the relations between them.

    Attributes:
        cells: indices in the system.
        matrix: relations × those cells.
    """

    cells: np.ndarray
    matrix: csr_array

    @classmethod
    def of(cls, system: System, cells: np.ndarray) -> "Part":
        """The part of the system that these cells make up, all others held fast."""
        columns = system.matrix.tocsc()[:, cells].tocsr()
        touched = np.flatnonzero(np.diff(columns.indptr))
        return cls(cells, columns[touched])


@dataclass(frozen=True)
class Movement:
    """A change to the true table that keeps every sum.

    Attributes:
        by_cell: change of every cell of a part.
    """

    cells: np.ndarray
    change: np.ndarray

    def table(self, system: System) -> np.ndarray:
        """The whole table after the movement."""
        table = system.truth.astype(float)
        table[self.cells] += self.change
        return table

    @property
    def moved(self) -> np.ndarray:
        """Indices of the cells that changed."""
        return self.cells[np.abs(self.change) > TOLERANCE]

    @property
    def is_whole(self) -> bool:
        """Whether every count stays a whole number."""
        return bool(np.abs(self.change - np.round(self.change)).max(initial=0.0) < TOLERANCE)


def solve(
    system: System,
    part: Part,
    secrets: list[Secret],
    end: End,
    costs: np.ndarray,
    *,
    is_whole: bool = False,
    seconds: float = 60.0,
) -> Movement | None:
    """The cheapest movement that takes as many secrets as possible to an end.

    Args:
        secrets: inside the part; those that cannot get there stay behind (elastic).
        costs: of moving each cell of the part by one.
        is_whole: whether counts must stay whole numbers (a mixed-integer programme).
        seconds: after so long the best movement found so far is taken, None if there is none.
    """
    size, count = len(part.cells), len(secrets)
    truth = system.truth[part.cells].astype(float)
    targets = np.abs([end.distance(secret) for secret in secrets])
    answer = milp(
        np.concatenate([costs + IDLE, costs + IDLE, np.full(count, MISSED)]),
        constraints=_constraints(part, secrets, targets, 1.0 if end == End.HIGH else -1.0),
        bounds=Bounds(
            np.zeros(2 * size + count), np.concatenate([np.full(size, np.inf), truth, targets])
        ),
        integrality=np.r_[np.full(2 * size, int(is_whole)), np.zeros(count)],
        options={"time_limit": seconds},
    )
    if answer.x is None:
        return None
    change = answer.x[:size] - answer.x[size : 2 * size]
    nearly = np.round(change)
    return Movement(part.cells, np.where(np.abs(change - nearly) < TOLERANCE, nearly, change))


def _constraints(
    part: Part, secrets: list[Secret], targets: np.ndarray, sign: float
) -> list[LinearConstraint]:
    """Sums stay exact; each secret moves as far as it must, or falls short at a price.

    Unknowns: how far each cell goes up, how far down, how far each secret falls short.
    """
    count = len(secrets)
    pick = _pick(part, secrets) * sign
    empty = csr_array((part.matrix.shape[0], count))
    sums = hstack([part.matrix, -part.matrix, empty], format="csr")
    reach = hstack([pick, -pick, csr_array(np.eye(count))], format="csr")
    return [LinearConstraint(sums, 0.0, 0.0), LinearConstraint(reach, targets, np.inf)]


def _pick(part: Part, secrets: list[Secret]) -> csr_array:
    """Secrets × cells: how each secret is read off the part's cells."""
    where = {int(cell): position for position, cell in enumerate(part.cells)}
    entries = []
    for row, secret in enumerate(secrets):
        factor = 1.0 if secret.base is None else -1.0
        if secret.cell in where:
            entries.append((row, where[secret.cell], factor))
        if secret.base is not None and secret.base in where:
            entries.append((row, where[secret.base], 1.0))
    rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(secrets), len(part.cells))
    return csr_array((np.array(values, dtype=float), (rows, columns)), shape=shape)
