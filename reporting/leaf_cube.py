"""The leaves of a round's cube, counted in one pass over the microdata file; margins by sums.

The file is read column by column, so that a round of millions needs little memory. Imports no
framework; web processes have no business here.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import polars as pl

from reporting.disclosure.publication import GRADE_QUESTION, SEX_QUESTION
from reporting.frozen_tables import (
    ANY_SEX,
    BOYS,
    CODE_JOIN,
    EVERYBODY,
    GIRLS,
    KNOWN_SEX,
    LEFT_OUT,
    NATION,
    OFFICE_JOIN,
    OTHER_SEX,
    Cell,
    Shape,
    Structure,
)
from reporting.microdata import read_codes

# Columns read and counted side by side; each needs about 10 bytes per answer while it is.
READERS = 2
# Rows counted at once: as many as stay in a core's cache.
TOGETHER = 1 << 18
SEX_LEAVES = (GIRLS, BOYS, OTHER_SEX)
SEX_PARTS = {
    ANY_SEX: SEX_LEAVES,
    KNOWN_SEX: (GIRLS, BOYS),
    **{sex: (sex,) for sex in SEX_LEAVES},
}


class AnswersDisagree(ValueError):
    """As many answers as were asked for are not there: the file breaks its own conditions."""


@dataclass(frozen=True)
class Axes:
    """The leaves: office codes, (level, grade) pairs, sexes."""

    offices: tuple[str, ...]
    grades: tuple[str, ...]

    @classmethod
    def of(cls, structure: Structure) -> "Axes":
        """The axes of a round."""
        levels = [level for level in "EMH" if level in structure.offices]
        codes = [c for level in levels for o in structure.offices[level] for c in _codes(o)]
        grades = [g for level in levels for g in structure.grades.get(level, (f"{level}-",))]
        return cls(tuple(dict.fromkeys(codes)), tuple(grades))

    @property
    def shape(self) -> tuple[int, int, int]:
        """Sizes of the axes."""
        return len(self.offices), len(self.grades), len(SEX_LEAVES)

    def office_mask(self, node: str) -> np.ndarray:
        """Which offices make up a node."""
        codes = self.offices if node == NATION else _codes(node)
        return np.array([office in codes for office in self.offices])

    def grade_mask(self, node: str) -> np.ndarray:
        """Which grades make up a level or grade node."""
        return np.array([g == node or (node.isalpha() and g[0] in node) for g in self.grades])

    @staticmethod
    def sex_mask(node: str) -> np.ndarray:
        """Which sexes make up a node."""
        return np.array([sex in SEX_PARTS[node] for sex in SEX_LEAVES])


def _codes(office_node: str) -> list[str]:
    return office_node.split(OFFICE_JOIN)


@dataclass(frozen=True)
class LeafCube:
    """Counts by question: arrays of office × grade × sex × column."""

    structure: Structure
    axes: Axes
    columns: dict[str, list[str]]
    counts: dict[str, np.ndarray]

    def values(self, cells: Iterable[Cell]) -> np.ndarray:
        """The true count of each cell, in order (margins are summed once per place)."""
        sums: dict[tuple, np.ndarray] = {}
        return np.array([self._value(cell, sums) for cell in cells], dtype=np.int64)

    def _value(self, cell: Cell, sums: dict) -> int:
        question, column = self._column(cell)
        key = (cell.office, cell.level, cell.sex, question)
        if key not in sums:
            mask = np.ix_(
                self._offices(cell.office), self._grades(cell.level), self.axes.sex_mask(cell.sex)
            )
            sums[key] = self.counts[question][mask].sum(axis=(0, 1, 2))
        return int(sums[key][column])

    @cached_property
    def _offices(self):
        return cache(self.axes.office_mask)

    @cached_property
    def _grades(self):
        return cache(self.axes.grade_mask)

    def _column(self, cell: Cell) -> tuple[str, int]:
        """Where a cell's number is counted; a base of several questions is counted at its child."""
        if cell.question in self.columns:
            return cell.question, self.columns[cell.question].index(cell.category)
        child = self._children[cell.question]
        return child, self.columns[child].index(EVERYBODY)

    @cached_property
    def _children(self) -> dict[str, str]:
        place = (NATION, "", ANY_SEX)
        found = {}
        for question, shape in self.structure.shapes.items():
            if len(shape.terms) > 1:
                names = (f"{parent}:{CODE_JOIN.join(codes)}" for parent, codes in shape.terms)
                found[Cell(*place, " ".join(names), EVERYBODY).question] = question
        return found


def count_leaves(path: Path, structure: Structure) -> LeafCube:
    """Count a file of `reporting.microdata`.

    Raises:
        AnswersDisagree: a follow-up was asked of others than its condition says.
    """
    axes = Axes.of(structure)
    leaves = _leaves(path, axes)
    everybody = np.bincount(leaves, minlength=int(np.prod(axes.shape)))
    columns = {"": [EVERYBODY]}
    columns |= {key: columns_of(shape, structure) for key, shape in structure.shapes.items()}

    def count(question: str) -> np.ndarray:
        codes, answers = read_codes(path, question)
        shape = structure.shapes[question]
        return _count(leaves, codes, answers, shape, columns[question], axes)

    with ThreadPoolExecutor(READERS) as readers:
        counts = dict(zip(structure.shapes, readers.map(count, structure.shapes), strict=True))
    counts[""] = everybody.reshape(*axes.shape, 1)
    cube = LeafCube(structure, axes, columns, counts)
    _check_bases(cube)
    return cube


def _leaves(path: Path, axes: Axes) -> np.ndarray:
    """The number of each row's leaf."""
    present = pl.read_parquet_schema(path)
    offices, known_offices = read_codes(path, "office")
    levels, known_levels = read_codes(path, "level")
    leaves = np.array([axes.offices.index(code) for code in known_offices])[offices]
    leaves *= len(axes.grades)
    if GRADE_QUESTION in present:
        grades, known_grades = read_codes(path, GRADE_QUESTION)
        leaves += _grade_numbers(axes, known_levels, [*known_grades, LEFT_OUT])[levels, grades]
    else:
        leaves += _grade_numbers(axes, known_levels, [LEFT_OUT])[levels, 0]
    leaves *= len(SEX_LEAVES)
    if SEX_QUESTION not in present:
        return leaves + SEX_LEAVES.index(OTHER_SEX)
    sexes, known_sexes = read_codes(path, SEX_QUESTION)
    known = [sex if sex in SEX_LEAVES else OTHER_SEX for sex in [*known_sexes, OTHER_SEX]]
    leaves += np.array([SEX_LEAVES.index(sex) for sex in known])[sexes]
    return leaves


def _grade_numbers(axes: Axes, levels: list[str], answers: list[str]) -> np.ndarray:
    """Positions of grades, by level and answer; any other answer is that of no grade."""
    places = {grade: number for number, grade in enumerate(axes.grades)}
    return np.array(
        [
            [places.get(level + answer, places.get(f"{level}-", 0)) for answer in answers]
            for level in levels
        ]
    )


def columns_of(shape: Shape, structure: Structure) -> list[str]:
    """What is counted of a question: codes, no answer, all asked, unions that are bases."""
    codes = [choice.code for choice in shape.choices]
    free = [choice.code for choice in shape.choices if not choice.is_exclusive]
    unions = [CODE_JOIN.join(free)] if shape.is_multi else []
    for other in structure.shapes.values():
        unions += [CODE_JOIN.join(c) for parent, c in other.terms if parent == shape.id]
    named = [*codes, LEFT_OUT, EVERYBODY, *unions]
    return list(dict.fromkeys(named))


def _count(
    leaves: np.ndarray,
    codes: np.ndarray,
    answers: list[str],
    shape: Shape,
    columns: list[str],
    axes: Axes,
) -> np.ndarray:
    """Count by whole answers first and split them afterwards: few are different."""
    # Those who were not asked have the number after the last answer.
    size, leaf_count = len(answers) + 1, int(np.prod(axes.shape))
    found = np.zeros(leaf_count * size, dtype=np.int64)
    for start in range(0, len(leaves), TOGETHER):
        part = slice(start, start + TOGETHER)
        found += np.bincount(leaves[part] * size + codes[part], minlength=len(found))
    by_leaf = found.reshape(leaf_count, size)
    given = np.flatnonzero(by_leaf[:, :-1].any(axis=0))
    hits = np.zeros((len(given), len(columns)), dtype=np.int64)
    for row, number in enumerate(given.tolist()):
        chosen = set(answers[number].split(CODE_JOIN)) if shape.is_multi else {answers[number]}
        hits[row] = [_hits(column, chosen) for column in columns]
    return (by_leaf[:, given] @ hits).reshape(*axes.shape, len(columns))


def _hits(column: str, codes: set[str]) -> bool:
    return column == EVERYBODY or bool(codes & set(column.split(CODE_JOIN)))


def _check_bases(cube: LeafCube) -> None:
    for question, shape in cube.structure.shapes.items():
        if len(shape.terms) > 1:
            continue
        asked = cube.counts[question][..., cube.columns[question].index(EVERYBODY)]
        parent, codes = shape.terms[0] if shape.terms else ("", (EVERYBODY,))
        base = cube.counts[parent][..., cube.columns[parent].index(CODE_JOIN.join(codes))]
        of_levels = np.array([grade[0] in shape.levels for grade in cube.axes.grades])
        if not np.array_equal(asked, base * of_levels[None, :, None]):
            raise AnswersDisagree(f"{question} was not asked of those its condition names.")
