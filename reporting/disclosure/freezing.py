"""From a protected system to the tables that are printed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reporting.disclosure.layout import columns_of, is_offered, rows_of
from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.disclosure.system import System
from reporting.frozen_tables import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    FrozenRelease,
    Place,
    Table,
    meaning,
)


@dataclass(frozen=True)
class Origin:
    """Where the counts of a release come from; see `FrozenRelease` for each."""

    round: str
    number: int
    instrument: str
    microdata: str
    is_synthetic: bool
    office_names: Mapping[str, tuple[str, str]]


def freeze(
    system: System, publication: PublicationSet, hidden: np.ndarray, origin: Origin
) -> FrozenRelease:
    """The tables of a publication with every hidden cell marked, whichever rule hid it (P8)."""
    tables = tuple(_table(system, spec, hidden) for spec in publication.tables)
    return FrozenRelease(
        **vars(origin),
        least_base=publication.least_base,
        structure=system.structure,
        tables=tables,
    )


def _table(system: System, spec: TableSpec, hidden: np.ndarray) -> Table:
    rows, columns = rows_of(spec, system.structure), columns_of(spec, system.structure)
    cells = tuple(
        tuple(_entry(system, spec, place, column, hidden) for column in columns) for place in rows
    )
    return Table(spec.key, spec.question, spec.least, rows, columns, cells)


def _entry(system: System, spec: TableSpec, place: Place, column: str, hidden) -> int | str:
    if not is_offered(system.structure, spec.question, column, place.level):
        return NOT_APPLICABLE
    number = system.index[meaning(system.structure, spec.question, place, column)]
    return CONFIDENTIAL if hidden[number] else int(system.truth[number])
