"""A frozen table with its words and percentages: what every file of a release is written from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from reporting.frozen_tables import (
    ANY_SEX,
    CONFIDENTIAL,
    EVERYBODY,
    LEFT_OUT,
    NATION,
    NOT_AVAILABLE,
    FrozenRelease,
    Place,
    Table,
)
from reporting.instruments import Instrument
from reporting.release_files import words
from reporting.release_files.words import Words


@dataclass(frozen=True)
class Facts:
    """What files say of a release and its numbers do not.

    Attributes:
        key: public name of the release, such as 2026-2-r1.
        opens_on, closes_on: days of the round, as ISO dates.
        version: of the questionnaire.
        address: of the release's page, to cite; "" for none.
        corrects: key of the release that this one replaces; "" for none.
        bases: who was asked a question, by question id.
        codebook_header, codebook_rows: the questionnaire's codebook, kinds of missing at its end.
    """

    key: str
    title: Words
    opens_on: str
    closes_on: str
    version: str
    address: str
    corrects: str
    bases: Mapping[str, Words]
    codebook_header: Sequence[str]
    codebook_rows: Sequence[Sequence[str]]


class Answer(NamedTuple):
    """A column of a table."""

    code: str
    words: Words


class Printed(NamedTuple):
    """A number or the mark in its place; exactly one of the two is there."""

    value: int | Decimal | None
    status: str

    @property
    def text(self) -> str:
        """As people read it: digits in groups of three, marks in brackets."""
        return words.mark(self.status) if self.value is None else f"{self.value:,}"

    @property
    def cell(self) -> int | float | str:
        """As a sheet holds it."""
        if self.value is None:
            return words.mark(self.status)
        return self.value if isinstance(self.value, int) else float(self.value)


class Line(NamedTuple):
    """One cell of a table with everything that stands beside it."""

    place: Place
    answer: Answer
    count: Printed
    base: Printed
    percent: Printed


@dataclass(frozen=True)
class ReadTable:
    """A table of a release with its words."""

    table: Table
    least_base: int
    wording: Words
    base: Words
    answers: tuple[Answer, ...]

    @property
    def key(self) -> str:
        """Stands in addresses and file names."""
        return self.table.key

    @property
    def rows(self) -> tuple[Place, ...]:
        """Whom the rows count."""
        return self.table.rows

    def count(self, row: int, column: int) -> Printed:
        """The count of a cell, or its mark."""
        entry = self.table.cells[row][column]
        return Printed(None, entry) if isinstance(entry, str) else Printed(entry, "")

    def percent(self, row: int, column: int) -> Printed:
        """P4: a share of printed counts, or the mark that says why there is none."""
        count, base = self.table.cells[row][column], self.table.cells[row][0]
        if isinstance(count, str) or isinstance(base, str):
            return Printed(None, count if isinstance(count, str) else CONFIDENTIAL)
        share = self.table.percentage(row, column, self.least_base)
        if share is None:
            return Printed(None, words.UNRELIABLE if base else NOT_AVAILABLE)
        return Printed(None, words.LOW) if count and not share else Printed(share, "")

    def lines(self) -> Iterator[Line]:
        """Every cell in reading order, the base first in each row."""
        for row, place in enumerate(self.rows):
            base = self.count(row, 0)
            for column, answer in enumerate(self.answers):
                yield Line(place, answer, self.count(row, column), base, self.percent(row, column))

    @cached_property
    def national_rows(self) -> tuple[int, ...]:
        """Rows of everybody in the nation: all levels together, then each level."""
        return tuple(
            number
            for number, place in enumerate(self.rows)
            if place.office == NATION and place.sex == ANY_SEX and place.level.isalpha()
        )

    @cached_property
    def level_rows(self) -> tuple[int, ...]:
        """Rows of one level each, nationwide."""
        return tuple(row for row in self.national_rows if len(self.rows[row].level) == 1)


def read_release(
    release: FrozenRelease, instrument: Instrument, bases: Mapping[str, Words]
) -> list[ReadTable]:
    """Every table of a release with its words, in the order of the release."""
    return [read_table(table, release.least_base, instrument, bases) for table in release.tables]


def read_table(
    table: Table, least_base: int, instrument: Instrument, bases: Mapping[str, Words]
) -> ReadTable:
    """One table; a question-less one counts who answered at all."""
    if not table.question:
        everybody = (Answer(EVERYBODY, words.WHO_ANSWERED),)
        return ReadTable(table, least_base, words.WHO_ANSWERED, words.EVERYBODY_ASKED, everybody)
    question = instrument.question(table.question)
    special = {EVERYBODY: words.EVERYBODY_ASKED, LEFT_OUT: words.LEFT_OUT_WORDS}
    answers = tuple(
        Answer(code, special.get(code) or Words(**question.option(code).texts))
        for code in table.columns
    )
    return ReadTable(table, least_base, Words(**question.texts), bases[question.id], answers)
