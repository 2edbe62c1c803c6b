"""A publication as one linear system: cells, how they add up, what is true, what may be hidden."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from reporting.disclosure.layout import printed_cells, rows_of
from reporting.disclosure.publication import PublicationSet
from reporting.disclosure.relations import Relation, is_slack, relations_of
from reporting.frozen_tables import Cell, Structure


@dataclass(frozen=True)
class System:
    """R·T = 0, with the true T.

    Attributes:
        cells: the meaning of each column.
        matrix: relations × cells.
        truth: counts.
        is_printed: whether some table shows the cell.
        least: smallest count that is printed; 0 for cells nobody prints and nobody could ask for.
    """

    structure: Structure
    cells: tuple[Cell, ...]
    index: dict[Cell, int]
    matrix: csr_array
    truth: np.ndarray
    is_printed: np.ndarray
    least: np.ndarray


def build_system(
    structure: Structure,
    publication: PublicationSet,
    count: Callable[[Iterable[Cell]], np.ndarray],
) -> System:
    """The system of a publication set.

    Args:
        count: true counts of cells, in order (`reporting.leaf_cube.LeafCube.values`).
    """
    least = printed_cells(structure, publication)
    tabulated = [
        (spec.question, p) for spec in publication.tables for p in rows_of(spec, structure)
    ]
    relations = relations_of(structure, least, tabulated)
    index = {cell: number for number, cell in enumerate(least)}
    for relation in relations:
        for cell, _ in relation:
            index.setdefault(cell, len(index))
    cells = tuple(index)
    floors = np.array([least.get(cell, 0) for cell in cells], dtype=np.int64)
    is_printed = floors > 0
    known = [cell for cell in cells if not is_slack(cell)]
    truth = np.zeros(len(cells), dtype=np.int64)
    truth[[index[cell] for cell in known]] = count(known)
    matrix = _matrix(relations, index)
    _fill_slack(matrix, truth, cells)
    _floors_of_children(relations, index, floors, is_printed)
    return System(structure, cells, index, matrix, truth, is_printed, floors)


def _matrix(relations: list[Relation], index: dict[Cell, int]) -> csr_array:
    columns = [index[cell] for relation in relations for cell, _ in relation]
    numbers = [number for relation in relations for _, number in relation]
    starts = np.cumsum([0, *(len(relation) for relation in relations)])
    shape = (len(relations), len(index))
    return csr_array((np.array(numbers, dtype=float), columns, starts), shape=shape)


def _fill_slack(matrix: csr_array, truth: np.ndarray, cells: tuple[Cell, ...]) -> None:
    """Each slack stands in one relation: what is missing there is its value."""
    slack = np.array([is_slack(cell) for cell in cells])
    missing = matrix @ truth
    coordinates = matrix.tocoo()
    for row, column, number in zip(coordinates.row, coordinates.col, coordinates.data, strict=True):
        if slack[column]:
            truth[column] = round(-missing[row] / number)


def _floors_of_children(relations, index, floors, is_printed) -> None:
    """A child that no table prints is its parent minus printed siblings: as safe as they are."""
    for relation in relations:
        numbers = [index[cell] for cell, _ in relation if not is_slack(cell)]
        if len(numbers) < len(relation) or len(numbers) < 3:
            continue
        unprinted = [number for number in numbers if not is_printed[number]]
        if len(unprinted) == 1:
            floors[unprinted[0]] = max(floors[number] for number in numbers)
