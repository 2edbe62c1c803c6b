"""Complementary suppression by witness programmes.

For each secret two tables must exist that no reader can tell from the truth: one with the secret
at most 1, one with the secret at its threshold or above. A programme looks for such a table for
many secrets at once and pays for every printed cell it has to move; cells that moved are hidden.
Weights are renewed by what moved (reweighted L1), so few cells move. What a programme leaves
behind goes into the next one, the last secrets each into one of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse.csgraph import connected_components

from reporting.disclosure.primary import Primary, Secret
from reporting.disclosure.programme import End, Movement, Part, solve
from reporting.disclosure.system import System

REWEIGHTED = 3
BATCHES = 3


class CannotProtect(Exception):
    """Some secret cannot be hidden any more: what is published already gives it away (P6)."""

    def __init__(self, system: System, secrets: Iterable[Secret]):
        self.cells = [system.cells[secret.cell] for secret in secrets]
        super().__init__(f"{len(self.cells)} cells cannot be hidden any more.")


@dataclass(frozen=True)
class Witness:
    """A movement and the secrets it takes to an end."""

    movement: Movement
    end: End
    secrets: tuple[Secret, ...]


@dataclass
class Protection:
    """What is hidden, and why that is enough.

    Attributes:
        hidden: by cell of the system.
        witnesses: together they take every secret to both ends.
    """

    hidden: np.ndarray
    witnesses: list[Witness] = field(default_factory=list)


def protect(system: System, primary: Primary, fixed: np.ndarray | None = None) -> Protection:
    """Hide what must be hidden beside the primary cells.

    Args:
        fixed: by cell, what earlier releases printed: it can never be hidden again.

    Raises:
        CannotProtect: with the cells fixed no table is left that hides a secret.
    """
    fixed = np.zeros(len(system.cells), dtype=bool) if fixed is None else fixed
    hidden = np.zeros(len(system.cells), dtype=bool)
    hidden[list(primary.rules)] = True
    if (hidden & fixed).any():
        raise CannotProtect(system, [s for s in primary.secrets if fixed[s.cell]])
    protection = Protection(hidden)
    left = list(primary.secrets)
    for held in (
        fixed | _kept_if_possible(system, primary),
        fixed | _zeros(system, primary),
        fixed,
    ):
        if not left:
            break
        left = _protect_parts(system, protection, left, held & ~hidden)
    if left:
        raise CannotProtect(system, left)
    return protection


def _kept_if_possible(system: System, primary: Primary) -> np.ndarray:
    """Held fast at first: zeros (P9) and the numbers of students, the base of most tables."""
    of_everybody = np.array([cell.question == "" for cell in system.cells])
    return _zeros(system, primary) | (of_everybody & system.is_printed)


def _zeros(system: System, primary: Primary) -> np.ndarray:
    zeros = system.is_printed & (system.truth == 0)
    zeros[list(primary.loose_zeros)] = False
    return zeros


def _protect_parts(system, protection, secrets: list[Secret], held: np.ndarray) -> list[Secret]:
    """Run the programmes part by part; the secrets no programme could hide are handed back."""
    left = []
    for part, inside in parts_of(system, held, secrets):
        for end in End:
            moving = [secret for secret in inside if end.distance(secret)]
            left += _protect_end(system, protection, part, moving, end)
    return list(dict.fromkeys(left))


def parts_of(
    system: System, held: np.ndarray, secrets: Iterable[Secret]
) -> list[tuple[Part, list[Secret]]]:
    """Parts that move independently of each other once some cells are held, with their secrets."""
    free = np.flatnonzero(~held)
    matrix = system.matrix.tocsc()[:, free]
    touching = (abs(matrix).T @ abs(matrix)).tocsr()
    _, labels = connected_components(touching, directed=False)
    label_of = dict(zip(free.tolist(), labels.tolist(), strict=True))
    inside: dict[int, list[Secret]] = {}
    for secret in secrets:
        anchor = secret.cell if secret.cell in label_of else secret.base
        inside.setdefault(label_of[anchor], []).append(secret)
    return [
        (Part.of(system, free[labels == label]), found) for label, found in sorted(inside.items())
    ]


def _protect_end(system, protection, part: Part, secrets: list[Secret], end: End) -> list[Secret]:
    left = secrets
    for _ in range(BATCHES):
        if not left:
            return []
        behind = _run(system, protection, part, left, end)
        if len(behind) == len(left):
            break
        left = behind
    return [s for secret in left for s in _run(system, protection, part, [secret], end)]


def _run(system, protection, part: Part, secrets: list[Secret], end: End) -> list[Secret]:
    """One reweighted programme; hides what moved, keeps the witness, returns who is left."""
    first = costs = printing_costs(system, part, protection.hidden)
    movement = None
    for _ in range(REWEIGHTED):
        movement = solve(system, part, secrets, end, costs) or movement
        if movement is None:
            return secrets
        costs = first / (np.abs(movement.change) + 1.0) * np.where(movement.change, 1.0, 3.0)
    reached, behind = split_reached(movement, system, secrets, end)
    if reached:
        protection.hidden[movement.moved] = True
        protection.witnesses.append(Witness(movement, end, tuple(reached)))
    return behind


def printing_costs(system: System, part: Part, hidden: np.ndarray) -> np.ndarray:
    """What moving each cell by one costs: nothing where it is hidden, more for larger counts."""
    is_shown = system.is_printed[part.cells] & ~hidden[part.cells]
    return np.where(is_shown, 1.0 + np.log10(1.0 + system.truth[part.cells]), 0.0)


def split_reached(
    movement: Movement, system: System, secrets: list[Secret], end: End
) -> tuple[list[Secret], list[Secret]]:
    """The secrets that a movement takes to an end, and the others."""
    table = movement.table(system)
    reached = [secret for secret in secrets if end.is_reached(secret, secret.of(table))]
    return reached, [secret for secret in secrets if secret not in set(reached)]
