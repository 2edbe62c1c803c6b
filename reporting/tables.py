"""One protected table of a round: the same object feeds the screen and every file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.levels import Level
from reporting.disclosure import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Shown,
    protect_row,
    rounded_number,
)
from reporting.frozen_tables import ANY_SEX, Cell
from reporting.instruments import Instrument, Option, Question
from reporting.models import Round
from reporting.wording import Bilingual


@dataclass(frozen=True)
class TableKind:
    """A table the publication set names.

    Attributes:
        key: stands in addresses and file names.
        question: id of the question it counts.
        title: what the table is about.
    """

    key: str
    question: str
    title: str


# Declared with the instrument, before any round opens (docs/statistics.md, The publication set).
TABLE_KINDS = {
    kind.key: kind
    for kind in (
        TableKind(
            key="victimisation",
            question="Q10",
            title=_("Students whose face or voice was misused, by office and school level"),
        ),
    )
}


@dataclass(frozen=True)
class Row:
    """One office at one level; `cells` stand in the order of the table's options."""

    office_code: str
    office: Bilingual
    level: Level
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Panel:
    """The rows of one school level, in the order of the offices."""

    level: Level
    rows: tuple[Row, ...]

    @property
    def offices(self) -> int:
        """How many offices stand in the panel."""
        return len(self.rows)

    def offices_with_count_of(self, position: int) -> int:
        """How many offices show a count, zero included, for the option at that position."""
        return sum(1 for row in self.rows if row.cells[position].value is not None)


@dataclass(frozen=True)
class Finding:
    """A sentence's worth of what a panel shows: how far the first answer could be published."""

    level: Level
    answer: Bilingual
    shown: int
    offices: int


@dataclass(frozen=True)
class Table:
    """A table ready to be shown: no number in it is one that may not be printed.

    Attributes:
        answers: students in the round, to the nearest thousand.
    """

    round: Round
    kind: TableKind
    question: Question
    options: tuple[Option, ...]
    panels: tuple[Panel, ...]
    answers: int

    @property
    def labels(self) -> list[Bilingual]:
        """The wording of the options, in both languages."""
        return [Bilingual(**option.texts) for option in self.options]

    @property
    def wording(self) -> Bilingual:
        """The question as middle and high schools read it."""
        return Bilingual(**self.question.texts)

    @property
    def cells(self) -> list[Shown]:
        """Every cell, in reading order."""
        return [cell for panel in self.panels for row in panel.rows for cell in row.cells]

    @property
    def published(self) -> int:
        """Cells that show a count."""
        return sum(1 for cell in self.cells if cell.value is not None)

    @property
    def hidden(self) -> int:
        """Cells that show a mark instead."""
        return len(self.cells) - self.published

    @property
    def findings(self) -> list[Finding]:
        """What can be said of each level from published cells alone."""
        return [
            Finding(panel.level, self.labels[0], panel.offices_with_count_of(0), panel.offices)
            for panel in self.panels
        ]

    def of_level(self, level: str) -> "Table":
        """The same table with one level only."""
        panels = tuple(panel for panel in self.panels if panel.level == level)
        return Table(self.round, self.kind, self.question, self.options, panels, self.answers)


def build_table(round: Round, kind: TableKind) -> Table:
    """The table of a tabulated round (queries: release, strata, counts, the size of the file).

    Once a release is public its cells are shown: other marks beside them would add up to more
    than either (P5).
    """
    question = Instrument.from_data(round.instrument.data).question(kind.question)
    strata = list(round.strata.all())
    row_of = _released_rows(round, question) or _counted_rows(round, question)
    offices = {s.office_code: Bilingual(s.office_name_ko, s.office_name_en) for s in strata}
    asked = {(s.office_code, s.level) for s in strata}
    panels = tuple(
        Panel(
            level=level,
            rows=tuple(
                Row(
                    code,
                    name,
                    level,
                    _cells(question, code, level, asked, row_of),
                )
                for code, name in offices.items()
            ),
        )
        for level in Level
        if any(s.level == level for s in strata)
    )
    answers = rounded_number(round.microdata.rows_valid)
    return Table(round, kind, question, question.options, panels, answers)


# The cells of an office at a level, by answer code.
RowOf = Callable[[str, str, Sequence[str]], Mapping[str, Shown]]


def _cells(
    question: Question, office: str, level: Level, asked: set[tuple[str, str]], row_of: RowOf
) -> tuple[Shown, ...]:
    """One row: [x] where nobody was asked, [z] where the answer does not exist at the level."""
    if (office, level) not in asked:
        return (Shown(None, NOT_AVAILABLE),) * len(question.options)
    offered = _codes(question.options_for(level) if level in question.levels else ())
    shown = row_of(office, level, offered)
    return tuple(shown.get(option.code, Shown(None, NOT_APPLICABLE)) for option in question.options)


def _released_rows(round: Round, question: Question) -> RowOf | None:
    """Rows as the newest public release prints them; None as long as there is none."""
    release = round.releases.public().select_related("tables").last()
    if release is None:
        return None
    printed = dict(release.tables.read().printed())

    def row_of(office, level, offered):
        entries = {
            code: printed.get(Cell(office, str(level), ANY_SEX, question.id, code), NOT_AVAILABLE)
            for code in offered
        }
        return {
            code: Shown(None, entry) if isinstance(entry, str) else Shown(entry)
            for code, entry in entries.items()
        }

    return row_of


def _counted_rows(round: Round, question: Question) -> RowOf:
    """Rows of a round without a release, each protected by itself: no totals beside them."""
    counts = round.cells.by_office_and_level(question.id)

    def row_of(office, level, offered):
        row = {code: counts.get((office, level, code), 0) for code in offered}
        return protect_row(row, least=round.least_count)

    return row_of


def _codes(options: Sequence[Option]) -> list[str]:
    return [option.code for option in options]
