"""Complementary suppression by witness programmes.

For each secret two tables must exist that no reader can tell from the truth: one with the secret
at most 1, one with the secret at its threshold or above. A programme looks for such a table for
many secrets at once and pays for every printed cell it has to move; cells that moved are hidden.
Weights are renewed by what moved (reweighted L1), so few cells move. What a programme leaves
behind goes into the next one; then secrets that stand in no sum together share programmes, for
siblings cannot all be large at once; those that even free cells could not hide get one each.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

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
    for held in (_kept_if_possible(system, primary), _zeros(system, primary)):
        left = _protect_parts(system, protection, left, (fixed | held) & ~hidden)
    left = _protect_parts(system, protection, left, fixed & ~hidden, is_last=True)
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


def _protect_parts(
    system, protection, secrets: list[Secret], held: np.ndarray, *, is_last: bool = False
) -> list[Secret]:
    """Run the programmes part by part; the secrets no programme could hide are handed back."""
    left = []
    if not secrets:
        return left
    for part, inside in parts_finder(system, held)(secrets):
        for end in End:
            moving = [secret for secret in inside if end.distance(secret)]
            behind = _protect_end(system, protection, part, moving, end)
            if is_last:
                behind = [s for one in behind for s in _run(system, protection, part, [one], end)]
            left += behind
    return list(dict.fromkeys(left))


Parts = list[tuple[Part, list[Secret]]]


def parts_finder(system: System, held: np.ndarray) -> Callable[[Iterable[Secret]], Parts]:
    """Once some cells are held the others fall into parts that move independently.

    Returns:
        a function from secrets to the parts they stand in, each with its secrets.
    """
    free = np.flatnonzero(~held)
    matrix = system.matrix.tocsc()[:, free]
    touching = (abs(matrix).T @ abs(matrix)).tocsr()
    _, labels = connected_components(touching, directed=False)
    label_of = dict(zip(free.tolist(), labels.tolist(), strict=True))
    part_of = cache(lambda label: Part.of(system, free[labels == label]))

    def find(secrets: Iterable[Secret]) -> Parts:
        inside: dict[int, list[Secret]] = {}
        for secret in secrets:
            anchor = secret.cell if secret.cell in label_of else secret.base
            inside.setdefault(label_of[anchor], []).append(secret)
        return [(part_of(label), found) for label, found in sorted(inside.items())]

    return find


def _protect_end(system, protection, part: Part, secrets: list[Secret], end: End) -> list[Secret]:
    left = secrets
    for _ in range(BATCHES):
        if not left:
            return []
        behind = _run(system, protection, part, left, end)
        if len(behind) == len(left):
            break
        left = behind
    behind = []
    for group in _apart(part, left):
        behind += _run(system, protection, part, group, end)
    return behind


def _apart(part: Part, secrets: list[Secret]) -> list[list[Secret]]:
    """Groups of secrets no two of which stand in one relation."""
    columns = part.matrix.tocsc()
    place = {cell: number for number, cell in enumerate(part.cells.tolist())}
    groups: list[tuple[set[int], list[Secret]]] = []
    for secret in secrets:
        numbers = [place[cell] for cell in (secret.cell, secret.base) if cell in place]
        rows = {
            row
            for number in numbers
            for row in columns.indices[columns.indptr[number] : columns.indptr[number + 1]].tolist()
        }
        free = next((group for group in groups if not group[0] & rows), None)
        if free is None:
            free = (set(), [])
            groups.append(free)
        free[0].update(rows)
        free[1].append(secret)
    return [inside for _, inside in groups]


def _run(system, protection, part: Part, secrets: list[Secret], end: End) -> list[Secret]:
    """One reweighted programme; hides what moved, keeps the witness, returns who is left."""
    first = costs = printing_costs(system, part, protection.hidden)
    movement = None
    for _ in range(REWEIGHTED):
        movement = solve(system, part, secrets, end, costs) or movement
        if movement is None:
            return secrets
        if not movement.moved.size or protection.hidden[movement.moved].all():
            break
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
    there = set(reached)
    return reached, [secret for secret in secrets if secret not in there]
