"""How much of a table would be hidden, told before anything is protected.

Counts come from a cube, or before the round from expected shares and numbers of students. The
share of complementary cells is what the witness programmes needed on the synthetic nation.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from reporting.disclosure.layout import printed_cells
from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.frozen_tables import Cell, Structure

# Cells hidden beside each primary one while there are few, by the number of ways a table is
# crossed: a cell of a plain row needs one more, of a row crossed with offices three, and so on.
BESIDE = {0: 1.0, 1: 1.5, 2: 2.0, 3: 3.0}
# Crossings that publish less are not worth their protection (docs/statistics.md).
LEAST_PUBLISHED = 0.6


@dataclass(frozen=True)
class Estimate:
    """What protecting a table will cost.

    Attributes:
        hidden: primary and complementary cells together, roughly.
    """

    cells: int
    primary: int
    hidden: int

    @property
    def published(self) -> float:
        """The share of cells that will carry a count."""
        return 1.0 - self.hidden / self.cells if self.cells else 1.0

    @property
    def is_too_fine(self) -> bool:
        """Whether a coarser table would tell more."""
        return self.published < LEAST_PUBLISHED


def estimate(
    structure: Structure, spec: TableSpec, count: Callable[[Iterable[Cell]], np.ndarray]
) -> Estimate:
    """Judge a table.

    Args:
        count: true or expected counts of cells, in order.
    """
    least = printed_cells(structure, PublicationSet((spec,)))
    counts = np.asarray(count(least), dtype=float)
    small = (counts > 0) & (counts < np.array(list(least.values())))
    primary = int(small.sum())
    ways = sum((spec.by_office, spec.by_grade, spec.by_sex or spec.office_sex))
    # The more cells are primary, the more of those beside them are hidden already.
    rest = len(least) - primary
    beside = rest * (1.0 - math.exp(-BESIDE[ways] * primary / rest)) if rest else 0.0
    return Estimate(len(least), primary, primary + round(beside))


def propose_coarser(
    structure: Structure, spec: TableSpec, count: Callable[[Iterable[Cell]], np.ndarray]
) -> TableSpec:
    """The finest table not too fine: sexes of offices go first, then grades, offices, sexes."""
    drops = (
        {},
        {"office_sex": False},
        {"office_sex": False, "by_grade": False},
        {"office_sex": False, "by_grade": False, "by_office": False},
    )
    for drop in drops:
        coarser = replace(spec, **drop)
        if not estimate(structure, coarser, count).is_too_fine:
            return coarser
    return replace(spec, **drops[-1], by_sex=False)


def coarsen_set(
    structure: Structure,
    publication: PublicationSet,
    count: Callable[[Iterable[Cell]], np.ndarray],
) -> PublicationSet:
    """The set with every table that is too fine replaced by the coarser one proposed for it."""
    tables = (propose_coarser(structure, spec, count) for spec in publication.tables)
    return replace(publication, tables=tuple(tables))
