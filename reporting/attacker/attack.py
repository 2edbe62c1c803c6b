"""Solving for what is hidden: the least and the most every hidden number can be."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from reporting.attacker.knowledge import Contradiction, Knowledge
from reporting.frozen_tables import Cell

ROUNDING = 1e-6
UNBOUNDED, INFEASIBLE, OPTIMAL = 3, 2, 0


@dataclass(frozen=True)
class Target:
    """A number that must stay unknown: a cell, or a base minus a cell.

    Attributes:
        least: the guarantee, as it must look to the attacker: 1 or less must stay possible, and
            so must `least` or more.
    """

    cell: Cell
    base: Cell | None
    value: int
    least: int


@dataclass(frozen=True)
class Finding:
    """What an attack brought to light.

    Attributes:
        broken: targets narrower than the guarantee, with the least and the most they can be.
        unsolved: targets that no solver came to an end with in time.
    """

    targets: int
    programmes: int
    broken: tuple[tuple[Target, float, float], ...]
    unsolved: tuple[Target, ...]
    seconds: float


def attack(
    knowledge: Knowledge, targets: Iterable[Target], *, is_whole: bool = False, limit: float = 60.0
) -> Finding:
    """Try to narrow every target.

    Args:
        is_whole: also use that counts are whole numbers.
        limit: seconds for one programme.

    Raises:
        Contradiction: printed sums are not exact, or no table agrees with what is printed.
    """
    started = time.monotonic()
    targets = tuple(targets)
    puzzle = _Puzzle(knowledge, is_whole, limit)
    broken, unsolved = [], []
    for piece, inside in puzzle.pieces(targets):
        found, late = piece.narrow(inside)
        broken += found
        unsolved += late
    seconds = time.monotonic() - started
    return Finding(len(targets), puzzle.programmes, tuple(broken), tuple(unsolved), seconds)


def interval(knowledge: Knowledge, cell: Cell, *, is_whole: bool = False) -> tuple[float, float]:
    """The least and the most a cell can be, given everything printed.

    Raises:
        Contradiction: no table agrees with what is printed.
    """
    if cell in knowledge.known:
        return (float(knowledge.known[cell]),) * 2
    puzzle = _Puzzle(knowledge, is_whole, limit=60.0)
    target = Target(cell, None, 0, 1)
    ((piece, _),) = puzzle.pieces([target])
    return piece.ends(target)


class _Puzzle:
    """The equations with every printed count put in."""

    def __init__(self, knowledge: Knowledge, is_whole: bool, limit: float):
        self.known, self.is_whole, self.limit = knowledge.known, is_whole, limit
        self.programmes = 0
        self.unknown: dict[Cell, int] = {}
        rows, columns, numbers, right = [], [], [], []
        for equation in knowledge.equations:
            open_terms = {c: n for c, n in equation.items() if c not in self.known}
            over = -sum(n * self.known[c] for c, n in equation.items() if c in self.known)
            if not open_terms:
                if over:
                    raise Contradiction(f"Printed counts do not add up at {next(iter(equation))}.")
                continue
            for cell, number in open_terms.items():
                rows.append(len(right))
                columns.append(self.unknown.setdefault(cell, len(self.unknown)))
                numbers.append(float(number))
            right.append(float(over))
        self.right = np.array(right)
        shape = (len(right), len(self.unknown))
        self.matrix = csr_array((numbers, (rows, columns)), shape=shape)
        # No count can be larger in earnest; without a bound a free one would have no most.
        self.most = 10.0 * max([1000, *self.known.values()])

    def pieces(self, targets: Iterable[Target]):
        """Unknowns that hang together, each piece with the targets in it."""
        links = (abs(self.matrix).T @ abs(self.matrix)).tocsr()
        _, labels = connected_components(links, directed=False)
        inside: dict[int, list[Target]] = defaultdict(list)
        for target in targets:
            cells = [c for c in (target.cell, target.base) if c in self.unknown]
            # A target nobody hid, or that no equation speaks of, is a piece of its own.
            label = int(labels[self.unknown[cells[0]]]) if cells else -1
            inside[label].append(target)
        for label, found in inside.items():
            yield _Piece(self, np.flatnonzero(labels == label)), found


class _Piece:
    def __init__(self, puzzle: _Puzzle, columns: np.ndarray):
        self.puzzle = puzzle
        part = puzzle.matrix.tocsc()[:, columns].tocsr()
        rows = np.flatnonzero(np.diff(part.indptr))
        self.matrix, self.right = part[rows], puzzle.right[rows]
        position = {int(column): number for number, column in enumerate(columns)}
        self.position = {
            cell: position[column] for cell, column in puzzle.unknown.items() if column in position
        }

    def narrow(self, targets: list[Target]) -> tuple[list, list[Target]]:
        """Targets that can be narrowed with their bounds, and targets left unsolved.

        Every solution serves for all targets at once. Those that none of them took to their ends
        are pushed together with targets that no equation sets against them, the last ones alone.
        """
        spans = _Spans(targets, *self._readings(targets))
        everyone = list(range(len(targets)))
        for numbers in (everyone, *self._strangers(spans)):
            for sign, is_open in ((1.0, spans.misses_low), (-1.0, spans.misses_high)):
                pushed = [number for number in numbers if is_open(number)]
                if len(pushed) > 1:
                    spans.look(self._solve(sign * spans.sum_of(pushed)))
        broken, unsolved = [], []
        for number, target in enumerate(targets):
            if self._bound(spans, number):
                unsolved.append(target)
            elif spans.is_narrow(number):
                broken.append((target, float(spans.low[number]), float(spans.high[number])))
        return broken, unsolved

    def ends(self, target: Target) -> tuple[float, float]:
        """The least and the most of one target."""
        spans = _Spans([target], *self._readings([target]))
        for sign in (1.0, -1.0):
            spans.look(self._solve(sign * spans.sum_of([0])))
        return float(spans.low[0]), float(spans.high[0])

    def _strangers(self, spans: "_Spans") -> list[list[int]]:
        """Targets in groups; no equation speaks of two of a group."""
        speaks_of = (abs(spans.readings) @ abs(self.matrix).T).tocsr()
        groups: list[tuple[set[int], list[int]]] = []
        for number in range(speaks_of.shape[0]):
            first, last = speaks_of.indptr[number], speaks_of.indptr[number + 1]
            equations = set(speaks_of.indices[first:last].tolist())
            place = next((g for g in groups if g[0].isdisjoint(equations)), None)
            if place is None:
                place = (set(), [])
                groups.append(place)
            place[0].update(equations)
            place[1].append(number)
        return [inside for _, inside in groups]

    def _bound(self, spans: "_Spans", number: int) -> bool:
        """Push a target to the ends it has not reached; whether a solver gave up on it."""
        for sign, is_open in ((1.0, spans.misses_low), (-1.0, spans.misses_high)):
            if not is_open(number):
                continue
            solution = self._solve(sign * spans.reading(number))
            if solution is None:
                return True
            spans.look(solution)
        return False

    def _readings(self, targets: list[Target]) -> tuple[csr_array, np.ndarray]:
        """How targets are read off a solution: coefficients, and what is known of each."""
        rows, columns, signs = [], [], []
        constants = np.zeros(len(targets))
        for number, target in enumerate(targets):
            for cell, sign in _parts(target):
                if cell in self.position:
                    rows.append(number)
                    columns.append(self.position[cell])
                    signs.append(sign)
                else:
                    constants[number] += sign * self.puzzle.known[cell]
        shape = (len(targets), self.matrix.shape[1])
        return csr_array((np.array(signs, dtype=float), (rows, columns)), shape=shape), constants

    def _solve(self, objective: np.ndarray) -> np.ndarray | None:
        size = len(objective)
        if not size:
            return objective
        self.puzzle.programmes += 1
        answer = milp(
            objective,
            constraints=LinearConstraint(self.matrix, self.right, self.right),
            bounds=Bounds(np.zeros(size), np.full(size, self.puzzle.most)),
            integrality=np.full(size, int(self.puzzle.is_whole)),
            options={"time_limit": self.puzzle.limit},
        )
        if answer.status == INFEASIBLE:
            raise Contradiction("No table agrees with what is printed.")
        return answer.x if answer.status == OPTIMAL else None


def _parts(target: Target) -> list[tuple[Cell, float]]:
    if target.base is None:
        return [(target.cell, 1.0)]
    return [(target.base, 1.0), (target.cell, -1.0)]


class _Spans:
    """The least and the most seen of each target in any table that agrees with what is printed."""

    def __init__(self, targets: list[Target], readings: csr_array, constants: np.ndarray):
        self.readings, self.constants = readings, constants
        self.truth = np.array([target.value for target in targets], dtype=float)
        self.least = np.array([target.least for target in targets], dtype=float)
        self.low = np.full(len(targets), np.inf)
        self.high = np.full(len(targets), -np.inf)

    def look(self, solution: np.ndarray | None) -> None:
        """Take note of a solution."""
        if solution is not None:
            values = self.readings @ solution + self.constants
            self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)

    def reading(self, number: int) -> np.ndarray:
        """The coefficients of one target."""
        return self.readings[[number]].toarray()[0]

    def sum_of(self, numbers: list[int]) -> np.ndarray:
        """The coefficients of these targets together."""
        return np.asarray(self.readings[numbers].sum(axis=0)).ravel()

    # The truth itself may lie at an end; then that end needs no table to show it.
    def misses_low(self, number: int) -> bool:
        """Whether no table was seen with the target at 1 or less."""
        return min(self.low[number], self.truth[number]) > 1 + ROUNDING

    def misses_high(self, number: int) -> bool:
        """Whether no table was seen with the target at its threshold."""
        return max(self.high[number], self.truth[number]) < self.least[number] - ROUNDING

    def is_narrow(self, number: int) -> bool:
        """Whether the guarantee fails."""
        return self.misses_low(number) or self.misses_high(number)
