"""A release as a workbook, in the form of the UK Government Statistical Service.

Cover, contents, notes, then one marked table per sheet and the codebook; titles in A1, real header
rows, no merged cells, no empty rows inside tables.
"""

from collections.abc import Iterator, Sequence

from core.spreadsheets import Sheet, Value, xlsx_bytes
from reporting.frozen_tables import FrozenRelease
from reporting.release_files import words
from reporting.release_files.findings import headline
from reporting.release_files.method import Heading, citation, method_lines
from reporting.release_files.reading import Facts, ReadTable
from reporting.release_files.words import Words

COVER, CONTENTS = Words("표지", "Cover"), Words("차례", "Contents")
NOTES, CODEBOOK = Words("읽는 법", "Notes"), Words("코드북", "Codebook")
OFFICE, LEVEL, SEX = (
    Words("교육청", "Office"),
    Words("학교급·학년", "Level or grade"),
    Words("성별", "Sex"),
)
NUMBER, PERCENT = Words("명", "number"), Words("%", "%")
ITEM, EXPLANATION = Words("항목", "Item"), Words("설명", "Explanation")
SHEET, FINDING = Words("시트", "Sheet"), Words("내용", "What it shows")
ONE_TABLE = Words(
    "이 시트에는 표가 하나 있습니다. 대괄호 안의 기호는 ‘읽는 법’ 시트에 설명했습니다.",
    "This worksheet holds one table. Marks in brackets are explained on the sheet “Notes”.",
)


def workbook(
    tables: Sequence[ReadTable], release: FrozenRelease, facts: Facts, language: str
) -> bytes:
    """The whole release as XLSX with titles and words in "ko" or "en"."""
    writer = _Writer(tables, release, facts, language)
    return xlsx_bytes([writer.cover(), writer.contents(), writer.notes(), *writer.tables()])


class _Writer:
    """The sheets of one workbook in one language."""

    def __init__(self, tables, release: FrozenRelease, facts: Facts, language: str):
        self._tables, self._release, self._facts = tables, release, facts
        self._language = language

    def _say(self, text: Words) -> str:
        return text.of(self._language)

    @property
    def _stamp(self) -> list[str]:
        return [words.SYNTHETIC.both] if self._release.is_synthetic else []

    def _pairs(self, name: Words, title: str, lines: Sequence[tuple[Words, Words]]) -> Sheet:
        return Sheet(
            name=self._say(name),
            title=title,
            notes=self._stamp,
            header=(self._say(ITEM), self._say(EXPLANATION)),
            rows=[(self._say(heading), self._say(text)) for heading, text in lines],
        )

    def cover(self) -> Sheet:
        """What this is, of when, and how to cite it."""
        facts, release = self._facts, self._release
        lines = [
            (Heading.RELEASE, Words(facts.key, facts.key)),
            (Heading.PERIOD, Words(*[f"{facts.opens_on} – {facts.closes_on}"] * 2)),
            (Heading.CITATION, citation(facts)),
            (Heading.ADDRESS, Words(facts.address, facts.address)),
            (Heading.NEXT, Heading.NEXT_TEXT),
            (Heading.CHECKSUM, Words(release.sha256, release.sha256)),
        ]
        return self._pairs(COVER, self._say(facts.title), [line for line in lines if line[1].ko])

    def contents(self) -> Sheet:
        """One line per sheet, its name leading there."""
        names = [*map(self._say, (COVER, NOTES)), *self._names(), self._say(CODEBOOK)]
        about = [
            *map(self._say, (COVER, NOTES)),
            *(self._say(table.wording) for table in self._tables),
            self._say(CODEBOOK),
        ]
        return Sheet(
            name=self._say(CONTENTS),
            title=self._say(CONTENTS),
            notes=self._stamp,
            header=(self._say(SHEET), self._say(FINDING)),
            rows=list(zip(names, about, strict=True)),
            table="contents",
            links=dict(enumerate(names)),
        )

    def _names(self) -> list[str]:
        return [table.key for table in self._tables]

    def notes(self) -> Sheet:
        """How to read the tables, then every mark in both languages."""
        method = [
            (self._say(heading), self._say(text), "")
            for heading, text in method_lines(self._tables, self._release, self._facts)
        ]
        marks = [(words.mark(status), *meaning) for status, meaning in words.LEGEND.items()]
        ko, en = ("한국어", "English")
        return Sheet(
            name=self._say(NOTES),
            title=self._say(NOTES),
            notes=self._stamp,
            header=(self._say(ITEM), f"{self._say(EXPLANATION)} ({ko})", f"({en})"),
            rows=[*method, *marks],
        )

    def tables(self) -> Iterator[Sheet]:
        """One sheet per table, the codebook last."""
        for table in self._tables:
            yield self._table(table)
        yield Sheet(
            name=self._say(CODEBOOK),
            title=self._say(CODEBOOK),
            header=self._facts.codebook_header,
            rows=self._facts.codebook_rows,
            table="codebook",
        )

    def _table(self, table: ReadTable) -> Sheet:
        return Sheet(
            name=table.key,
            title=f"{table.key}. {self._say(table.wording)}",
            notes=[
                self._say(headline(table)),
                f"{self._say(Heading.BASE)}: {self._say(table.base)}. {self._say(ONE_TABLE)}",
                *self._stamp,
            ],
            header=self._header(table),
            rows=self._rows(table),
            table=f"table_{table.key}",
            has_counts=True,
        )

    def _header(self, table: ReadTable) -> list[str]:
        """Titles of columns; numbered where two answers are worded alike."""
        titles = [
            *(f"{self._say(a.words)}, {self._say(NUMBER)}" for a in table.answers),
            *(f"{self._say(a.words)}, {self._say(PERCENT)}" for a in table.answers[1:]),
        ]
        seen: dict[str, int] = {}
        for number, title in enumerate(titles):
            seen[title] = seen.get(title, 0) + 1
            titles[number] = title if seen[title] == 1 else f"{title} ({seen[title]})"
        return [*map(self._say, (OFFICE, LEVEL, SEX)), *titles]

    def _rows(self, table: ReadTable) -> Iterator[tuple[Value, ...]]:
        names = self._release.office_names
        columns = range(len(table.answers))
        for row, place in enumerate(table.rows):
            yield (
                self._say(words.office_words(place.office, names)),
                self._say(words.level_words(place.level)),
                self._say(words.SEXES[place.sex]),
                *(table.count(row, column).cell for column in columns),
                *(table.percent(row, column).cell for column in columns[1:]),
            )
