"""How a round's tables would come out, told while somebody still puts them together.

Nothing here reads an answer: counts are expected ones, and public ones where there are any.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reporting import from_above
from reporting.disclosure.estimate import Estimate, estimate, propose_coarser
from reporting.disclosure.publication import TableSpec
from reporting.expected_counts import LIKELY_TO_ANSWER, ExpectedCounts
from reporting.models import Round
from reporting.round_structure import instrument_of, structure_with


@dataclass(frozen=True)
class TableEstimate:
    """What one table of a set would cost.

    Attributes:
        coarser: the finest table that is not too fine; None where this one is not.
    """

    spec: TableSpec
    estimate: Estimate
    coarser: TableSpec | None

    @property
    def hidden_percent(self) -> float:
        """The share of cells that would carry a mark, with one decimal."""
        return round(100 * (1 - self.estimate.published), 1)


@dataclass(frozen=True)
class SetEstimate:
    """What a whole set would cost."""

    tables: tuple[TableEstimate, ...]

    @property
    def cells(self) -> int:
        """Cells of all tables."""
        return sum(table.estimate.cells for table in self.tables)

    @property
    def hidden_percent(self) -> float:
        """The share of cells that would carry a mark, with one decimal."""
        hidden = sum(table.estimate.hidden for table in self.tables)
        return round(100 * hidden / self.cells, 1) if self.cells else 0.0

    @property
    def too_fine(self) -> list[TableEstimate]:
        """Tables of which a coarser one would tell more."""
        return [table for table in self.tables if table.coarser]


def estimate_set(round: Round, specs: Iterable[TableSpec]) -> SetEstimate:
    """Judge tables of a round, prepared or counted."""
    facts = _facts_of(round)
    return SetEstimate(tuple(_judge(facts, spec) for spec in specs))


@dataclass(frozen=True)
class _Facts:
    """Everything an estimate depends on; two equal ones give the same estimate."""

    instrument_sha256: str
    students: tuple[tuple[tuple[str, str], int], ...]
    schools: tuple[tuple[str, int], ...]
    answering: float
    ledger: tuple[str, ...]
    round_id: int


def _facts_of(round: Round) -> _Facts:
    plan = getattr(round, "publication_plan", None)
    strata = from_above.students_asked() if round.is_prepared else round.strata.all()
    schools = plan.schools if plan else from_above.schools_asked() if round.is_prepared else {}
    students = tuple(((s.office_code, s.level), s.enrolled) for s in strata)
    return _Facts(
        instrument_sha256=round.instrument.sha256,
        students=students,
        schools=tuple(sorted(schools.items())),
        answering=_answering(round, sum(number for _, number in students)),
        ledger=tuple(round.ledger.values_list("sha256", flat=True)),
        round_id=round.pk,
    )


def _answering(round: Round, enrolled: int) -> float:
    if not round.is_tabulated or not enrolled:
        return LIKELY_TO_ANSWER
    return round.microdata.rows_valid / enrolled


@lru_cache(maxsize=4)
def _expected(facts: _Facts) -> ExpectedCounts:
    round = Round.objects.select_related("instrument").get(pk=facts.round_id)
    instrument = instrument_of(round)
    students = dict(facts.students)
    known = {
        cell: entry
        for ledger_entry in round.ledger.select_related("release__tables")
        for cell, entry in ledger_entry.release.tables.read().printed()
        if not isinstance(entry, str)
    }
    structure = structure_with(instrument, students, dict(facts.schools))
    return ExpectedCounts(instrument, structure, students, answering=facts.answering, known=known)


@lru_cache(maxsize=500)
def _judge(facts: _Facts, spec: TableSpec) -> TableEstimate:
    expected = _expected(facts)
    found = estimate(expected.structure, spec, expected.values)
    coarser = None
    if found.is_too_fine:
        coarser = propose_coarser(expected.structure, spec, expected.values)
    return TableEstimate(spec, found, coarser if coarser != spec else None)
