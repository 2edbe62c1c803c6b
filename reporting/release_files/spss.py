"""A release as an SPSS file: one row per published cell, never a student.

Codes stand as text beside numbered variables whose value labels are in both languages.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pyreadstat

from reporting.frozen_tables import FrozenRelease
from reporting.release_files import words
from reporting.release_files.long_form import data_kind
from reporting.release_files.reading import Facts, Line, Printed, ReadTable
from reporting.release_files.words import Words

# SPSS cuts a value label after 120 bytes.
LABEL_BYTES = 120
CREATION_AT, CREATION = 92, b"01 Jan 8000:00:00"
PUBLISHED = Words("공개", "published")
STATUSES = ("", *words.LEGEND)
VARIABLES = {
    "table_code": Words("표", "Table"),
    "office_code": Words("교육청 코드", "Office code"),
    "level_code": Words("학교급·학년 코드", "Level or grade code"),
    "sex_code": Words("성별 코드", "Sex code"),
    "answer_code": Words("답 코드", "Answer code"),
    "table": Words("표와 질문", "Table and question"),
    "office": Words("교육청", "Office"),
    "level": Words("학교급·학년", "Level or grade"),
    "sex": Words("성별", "Sex"),
    "answer": Words("답", "Answer"),
    "value": Words("학생 수", "Number of students"),
    "value_status": Words("학생 수의 기호", "Mark of the number"),
    "base": Words("물은 학생 수", "Number of students asked"),
    "base_status": Words("물은 학생 수의 기호", "Mark of the number asked"),
    "percent": Words("비율(%)", "Percentage"),
    "percent_status": Words("비율의 기호", "Mark of the percentage"),
}
CODES, LABELLED = tuple(VARIABLES)[:5], tuple(VARIABLES)[5:10]
NUMBERS = ("value", "base", "percent")


def release_sav(tables: Sequence[ReadTable], release: FrozenRelease, facts: Facts) -> bytes:
    """The count table of all tables; hidden numbers are missing and their status says why."""
    rows = _Rows(release)
    for table in tables:
        for line in table.lines():
            rows.add(table, line)
    statuses = {n: _label(f"[{s}]", words.LEGEND[s]) for n, s in enumerate(STATUSES) if s}
    status_labels = {0: PUBLISHED.both, **statuses}
    stamp = [words.SYNTHETIC.both] if release.is_synthetic else []
    return _written(
        rows.frame(),
        file_label=_cut(f"{facts.key} {data_kind(release)}", 64),
        column_labels=[text.both for text in VARIABLES.values()],
        variable_value_labels={
            **rows.labels,
            **{f"{name}_status": status_labels for name in NUMBERS},
        },
        variable_measure={name: _measure(name) for name in VARIABLES},
        variable_format={"percent": "F5.1"},
        note=[_cut(line, 80) for line in [*stamp, "count table, no microdata"]],
    )


def _measure(name: str) -> str:
    return "scale" if name in NUMBERS else "nominal"


class _Rows:
    """Rows as they are gathered, and a number for every meaning met."""

    def __init__(self, release: FrozenRelease):
        self._names = release.office_names
        self._rows: list[tuple] = []
        self._numbers: dict[tuple, int] = {}
        self.labels: dict[str, dict[int, str]] = {name: {} for name in LABELLED}

    def add(self, table: ReadTable, line: Line) -> None:
        """One cell."""
        place, answer = line.place, line.answer
        code = words.file_code(answer.code)
        codes = (table.key, place.office, place.level, place.sex, code)
        meanings = (
            lambda: table.wording,
            lambda: words.office_words(place.office, self._names),
            lambda: words.level_words(place.level),
            lambda: words.SEXES[place.sex],
            lambda: answer.words,
        )
        # An answer means something within its table alone.
        met = (*codes[:4], (table.key, code))
        labelled = (self._number(*one) for one in zip(LABELLED, met, codes, meanings, strict=True))
        printed = (line.count, line.base, line.percent)
        self._rows.append((*codes, *labelled, *(part for p in printed for part in _parts(p))))

    def _number(self, name: str, met, code: str, meaning) -> int:
        known = self._numbers.get((name, met))
        if known is None:
            known = self._numbers[name, met] = len(self.labels[name]) + 1
            self.labels[name][known] = _label(code, meaning())
        return known

    def frame(self) -> pl.DataFrame:
        """All rows."""
        types = {
            name: pl.String if name in CODES else pl.Float64 if name in NUMBERS else pl.Int32
            for name in VARIABLES
        }
        return pl.DataFrame(self._rows, schema=types, orient="row")


def _parts(printed: Printed) -> tuple[float | None, int]:
    value = None if printed.value is None else float(printed.value)
    return value, STATUSES.index(printed.status)


def _label(code: str, text: Words) -> str:
    return _cut(f"{code}: {text.both}", LABEL_BYTES)


def _cut(text: str, size: int) -> str:
    """At most so many bytes, never half a letter."""
    data = text.encode()
    return text if len(data) <= size else data[: size - 3].decode(errors="ignore") + "…"


def _written(frame: pl.DataFrame, **facts) -> bytes:
    """The file, with the moment of writing taken out of its header."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "release.sav")
        pyreadstat.write_sav(frame, str(path), row_compress=True, **facts)
        data = bytearray(path.read_bytes())
    data[CREATION_AT : CREATION_AT + len(CREATION)] = CREATION
    return bytes(data)
