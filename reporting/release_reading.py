"""A frozen release as its pages show it: words, rows under headings, bars, what is kept back.

Everything is read from the frozen tables: a page cannot say more than the files do. The preview
of hidden cells alone comes from beside them and is for the named team.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from reporting.cell_words import (
    column_words,
    level_words,
    office_words,
    place_words,
    sex_words,
    title_words,
)
from reporting.frozen_tables import EVERYBODY, NATION, Cell, FrozenRelease, Place, Table, meaning
from reporting.instruments import Instrument, Question
from reporting.models import Release
from reporting.round_structure import instrument_of


@dataclass(frozen=True)
class ShownCell:
    """One cell: a count with its percentage, or a mark.

    Attributes:
        percent: None where rule P4 gives none.
    """

    entry: int | str
    percent: Decimal | None

    @property
    def mark(self) -> str:
        """The mark in brackets; empty for a count."""
        return f"[{self.entry}]" if isinstance(self.entry, str) else ""


@dataclass(frozen=True)
class ShownRow:
    """A row: its words by column, and its cells."""

    office: str
    level: str
    sex: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class Section:
    """Rows that are read together: the nation, grades, the offices at one level."""

    key: str
    title: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class Bar:
    """One answer of the whole nation as a bar; hatched where its count is kept back."""

    label: str
    cell: ShownCell

    @property
    def width(self) -> str:
        """Of a hundred, as SVG writes numbers."""
        return str(self.cell.percent) if self.cell.percent is not None else "0"

    @property
    def is_hidden(self) -> bool:
        """Whether a mark stands in place of the count."""
        return bool(self.cell.mark)


class TableReading:
    """One table of a release, ready for a page."""

    def __init__(self, frozen: FrozenRelease, table: Table, instrument: Instrument):
        self.frozen = frozen
        self.table = table
        self.question: Question | None = (
            instrument.question(table.question) if table.question else None
        )

    @property
    def key(self) -> str:
        """The table's name in addresses."""
        return self.table.key

    @property
    def title(self) -> str:
        """The question, or what else the table is about."""
        return title_words(self.question)

    @property
    def columns(self) -> list[str]:
        """Headings of the columns, the base first."""
        return [column_words(self.question, code) for code in self.table.columns]

    @cached_property
    def printable(self) -> list[int | str]:
        """Every cell that could have been printed."""
        return [entry for line in self.table.cells for entry in line if entry not in ("z", "x")]

    @property
    def hidden(self) -> int:
        """Cells that carry the mark of confidentiality."""
        return sum(1 for entry in self.printable if isinstance(entry, str))

    def sections(self) -> list[Section]:
        """The rows under their headings, in the table's order."""
        found: dict[str, list[int]] = {}
        for number, place in enumerate(self.table.rows):
            found.setdefault(_section_of(place), []).append(number)
        return [
            Section(key, _section_title(key), tuple(self._row(number) for number in rows))
            for key, rows in found.items()
        ]

    def bars(self) -> list[Bar]:
        """The answers of the whole nation."""
        if self.question is None:
            return []
        row = self._row(0)
        labels = zip(self.columns[1:], row.cells[1:], strict=True)
        return [Bar(label, cell) for label, cell in labels if cell.entry != "z"]

    def findings(self) -> list[str]:
        """What the printed numbers say, in sentences; the first one is the headline."""
        if self.question is None:
            return [_who_answered(self._row(0)), *self._by_level(0)]
        best = self._most_given()
        if best is None:
            return [_("Too few students answered for a percentage.")]
        row = self._row(0)
        headline = _("“%(answer)s” is what %(percent)s %% of %(base)s students said.") % {
            "answer": self.columns[best],
            "percent": row.cells[best].percent,
            "base": f"{row.cells[0].entry:,}",
        }
        return [headline, *self._by_level(best)]

    def _most_given(self) -> int | None:
        told = {code for code in self.table.columns if code not in (EVERYBODY, "-", "dk", "na")}
        shares = {
            column: share
            for column, code in enumerate(self.table.columns)
            if code in told
            and (share := self.table.percentage(0, column, self.frozen.least_base)) is not None
        }
        return max(shares, key=shares.get) if shares else None

    def _by_level(self, column: int) -> list[str]:
        parts = []
        for number, place in enumerate(self.table.rows):
            if place.office == NATION and place.level in ("E", "M", "H") and place.sex == "*":
                cell = self._cell(number, column)
                parts.append(f"{level_words(place.level)} {_value_of(cell, is_count=not column)}")
        return [", ".join(parts)] if len(parts) > 1 else []

    def _row(self, number: int) -> ShownRow:
        place = self.table.rows[number]
        cells = tuple(self._cell(number, column) for column in range(len(self.table.columns)))
        office = office_words(place.office, self.frozen.office_names)
        return ShownRow(office, level_words(place.level), sex_words(place.sex), cells)

    def _cell(self, row: int, column: int) -> ShownCell:
        percent = None
        if column:
            percent = self.table.percentage(row, column, self.frozen.least_base)
        return ShownCell(self.table.cells[row][column], percent)


def _section_of(place: Place) -> str:
    if place.office == NATION:
        return "nation" if place.level.isalpha() else "grades"
    return f"offices-{place.level}"


def _section_title(key: str) -> str:
    kind, _dash, level = key.partition("-")
    if kind == "offices":
        return _("Offices of education: %(level)s") % {"level": level_words(level)}
    return {"nation": _("Nationwide, by level and sex"), "grades": _("Nationwide, by grade")}[kind]


def _who_answered(row: ShownRow) -> str:
    entry = row.cells[0].entry
    number = entry if isinstance(entry, str) else f"{entry:,}"
    return _("%(number)s students answered.") % {"number": number}


def _value_of(cell: ShownCell, *, is_count: bool) -> str:
    if cell.mark:
        return cell.mark
    if is_count:
        return f"{cell.entry:,}"
    return f"{cell.percent} %" if cell.percent is not None else "[u]"


class ReleaseReading:
    """A release that passed the gate."""

    def __init__(self, release: Release):
        self.release = release
        self.frozen = release.tables.read()
        self.proof = release.tables.proof
        self.instrument = instrument_of(release.round)

    def tables(self) -> list[TableReading]:
        """Every table, in the order of the set."""
        return [TableReading(self.frozen, one, self.instrument) for one in self.frozen.tables]

    def table(self, key: str) -> TableReading | None:
        """The table of that key; None without one."""
        return next((one for one in self.tables() if one.key == key), None)

    def kept_back(self) -> list[tuple[str, int]]:
        """(words of a rule, hidden cells): how much each rule hid."""
        rules = Counter(line["rule"] for line in self.release.tables.preview)
        return [(rule_words(rule), number) for rule, number in rules.most_common()]

    def preview_of(self, reading: TableReading) -> list[dict]:
        """Each hidden cell of a table: `place`, `answer`, `rule` in words, `low` and `high`."""
        lines = {tuple(line["cell"]): line for line in self.release.tables.preview}
        names, structure = self.frozen.office_names, self.frozen.structure
        found = []
        for place in reading.table.rows:
            for code, column in zip(reading.table.columns, reading.columns, strict=True):
                cell: Cell = meaning(structure, reading.table.question, place, code)
                if line := lines.get(tuple(cell)):
                    facts = {"place": place_words(place, names), "answer": column}
                    found.append(facts | line | {"rule": rule_words(line["rule"])})
        return found


def rule_words(rule: str) -> str:
    """Why a cell is hidden, for the named team; the public sees one mark for all rules."""
    return {
        "P2": _("too few students"),
        "P3": _("all students asked, or all but a few"),
        "complementary": _("another hidden number could be worked out with it"),
        "ledger": _("hidden in an earlier release"),
    }[rule]
