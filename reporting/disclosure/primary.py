"""Primary suppression: which counts are unsafe by themselves, and what must stay unknown."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from reporting.disclosure.layout import columns_of, is_offered, rows_of
from reporting.disclosure.publication import PublicationSet
from reporting.disclosure.system import System
from reporting.frozen_tables import EVERYBODY


class Rule(StrEnum):
    """Why a cell is hidden; readers see the same mark for all (P8)."""

    SMALL = "P2"
    REST_SMALL = "P3"
    COMPLEMENTARY = "complementary"
    LEDGER = "ledger"


@dataclass(frozen=True)
class Secret:
    """A number nobody may narrow: a cell, or (P3) a base minus a cell.

    Attributes:
        cell: index in the system.
        base: index of the base whose rest is the secret; None where the cell itself is.
        value: the truth.
        least: the guarantee: tables with value <= 1 and with value >= least both stay possible.
    """

    cell: int
    base: int | None
    value: int
    least: int

    def of(self, table: np.ndarray) -> float:
        """The secret's value in a table of the system (also of a change to one)."""
        return table[self.cell] if self.base is None else table[self.base] - table[self.cell]


@dataclass(frozen=True)
class Primary:
    """What primary suppression found.

    Attributes:
        rules: the rule by hidden cell's index.
        secrets: what must stay unknown.
        loose_zeros: zeros that may be hidden after all, because beside them one answer of
            everybody would be plain to see (P3 before P9).
    """

    rules: dict[int, Rule]
    secrets: tuple[Secret, ...]
    loose_zeros: frozenset[int]


def find_primary(system: System, publication: PublicationSet) -> Primary:
    """Rules P2 and P3 over every cell of a publication."""
    small = np.flatnonzero((system.truth > 0) & (system.truth < system.least))
    rules = {int(cell): Rule.SMALL for cell in small}
    secrets = [_small_secret(system, int(cell)) for cell in small]
    loose: set[int] = set()
    for line in answer_lines(system, publication):
        found = _rests(system, line)
        secrets += found
        for secret in found:
            rules.setdefault(secret.cell, Rule.REST_SMALL)
            if secret.value == 0:
                loose.update(line)
    zeros = frozenset(cell for cell in loose if system.truth[cell] == 0)
    return Primary(rules, tuple(dict.fromkeys(secrets)), zeros)


def _small_secret(system: System, cell: int) -> Secret:
    return Secret(cell, None, int(system.truth[cell]), int(system.least[cell]))


def answer_lines(system: System, publication: PublicationSet):
    """Of each row of each table, the indices of its cells: the base first."""
    structure = system.structure
    for spec in publication.tables:
        codes = [c for c in columns_of(spec, structure) if c != EVERYBODY]
        for place in rows_of(spec, structure) if codes else ():
            offered = [c for c in codes if is_offered(structure, spec.question, c, place.level)]
            base = system.index[structure.base(spec.question, place)]
            yield [base, *(system.index[place.cell(spec.question, code)] for code in offered)]


def _rests(system: System, line: list[int]) -> list[Secret]:
    """P3: an answer of all, or of all but a few, of those asked."""
    base, *answers = line
    found = []
    for cell in answers:
        rest, least = int(system.truth[base] - system.truth[cell]), int(system.least[cell])
        if system.truth[cell] > 0 and rest < least:
            found.append(Secret(cell, base, rest, least))
    return found
