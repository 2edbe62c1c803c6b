"""The Parquet file of a round's opened answers: coded columns, sorted by content.

One row per answer: `office`, `level`, then one text column per question. A question that was not
asked (another level, or its condition was not met) is null, one left without an answer is "-";
the codes of several chosen options are joined by "|". No order of arrival, no id, no school.
Imports no framework.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from reporting.instruments import Instrument, Question

SKIPPED = "-"
JOIN = "|"
STRATUM_COLUMNS = ("office", "level")


class MicrodataRefused(Exception):
    """The file cannot be tabulated; the message is one sentence for the tabulator."""


class FileUnreadable(MicrodataRefused):
    """Truncated, or no Parquet file."""


class OfAnotherRound(MicrodataRefused):
    """Made for another round or from another instrument."""


class OutsideCodebook(MicrodataRefused):
    """Holds a column, a code or a stratum that the round does not have."""


@dataclass(frozen=True)
class Microdata:
    """A file read and checked.

    Attributes:
        frame: one row per answer.
        rows_invalid: answers dropped when the file was made.
    """

    frame: pl.DataFrame
    rows_invalid: int


def columns(instrument: Instrument) -> list[str]:
    """The file's columns in order."""
    return [*STRATUM_COLUMNS, *(question.id for question in instrument.questions)]


def record(office: str, level: str, answers: Mapping, instrument: Instrument) -> dict:
    """One answer as a row of the file.

    Args:
        answers: codes, lists of codes or None (no answer) by question; absent where not asked.
    """
    row: dict[str, str | None] = dict.fromkeys(columns(instrument))
    row |= {question_id: _cell(answer) for question_id, answer in answers.items()}
    row["office"], row["level"] = office, level
    return row


def _cell(answer: str | list[str] | None) -> str:
    if answer is None:
        return SKIPPED
    return answer if isinstance(answer, str) else JOIN.join(answer)


class Cells:
    """A table in the making, column by column: much faster than row by row.

    Args:
        instrument: whose questions are the columns.
    """

    def __init__(self, instrument: Instrument):
        self._columns: dict[str, list[str | None]] = {name: [] for name in columns(instrument)}
        self._questions = [(one.id, self._columns[one.id]) for one in instrument.questions]

    def add(self, office: str, level: str, answers: Mapping) -> None:
        """Add one answer; the arguments are those of `record`."""
        self._columns["office"].append(office)
        self._columns["level"].append(level)
        for question_id, column in self._questions:
            answer = answers.get(question_id)
            if answer.__class__ is not str and question_id in answers:
                answer = _cell(answer)
            column.append(answer)

    def to_frame(self) -> pl.DataFrame:
        """The table, also of no answers."""
        return pl.DataFrame(self._columns, schema=dict.fromkeys(self._columns, pl.String))


def frame_of(records: Iterable[dict], instrument: Instrument) -> pl.DataFrame:
    """Rows of `record` as a table, also when there are none."""
    return pl.DataFrame(list(records), schema=dict.fromkeys(columns(instrument), pl.String))


def to_parquet(
    frame: pl.DataFrame, *, round_key: str, instrument: Instrument, rows_invalid: int
) -> bytes:
    """The file's bytes: the same for the same answers in any order (invariant I16)."""
    names = columns(instrument)
    ordered = frame.select(names).sort(names, nulls_last=False)
    out = io.BytesIO()
    ordered.write_parquet(
        out,
        compression="zstd",
        metadata={
            "round": round_key,
            "instrument": instrument.digest,
            "rows_invalid": str(rows_invalid),
        },
    )
    return out.getvalue()


def read(
    path: Path, *, round_key: str, instrument: Instrument, strata: Iterable[tuple[str, str]]
) -> Microdata:
    """Read and check a file of `to_parquet`.

    Args:
        strata: (office code, level) of every stratum of the round.

    Raises:
        MicrodataRefused: see its subclasses.
    """
    try:
        notes = pl.read_parquet_metadata(path)
        frame = pl.read_parquet(path)
    except PolarsError as error:
        raise FileUnreadable(f"{path.name} is cut off or no Parquet file.") from error
    if notes.get("round") != round_key or notes.get("instrument") != instrument.digest:
        raise OfAnotherRound(f"{path.name} was not made for round {round_key}.")
    _check_columns(frame, instrument)
    _check_strata(frame, set(strata))
    for question in instrument.questions:
        _check_codes(frame, question)
    return Microdata(frame, int(notes.get("rows_invalid", 0)))


def _check_columns(frame: pl.DataFrame, instrument: Instrument) -> None:
    if dict(frame.schema) != dict.fromkeys(columns(instrument), pl.String):
        raise OutsideCodebook("The file's columns are not those of the codebook.")


def _check_strata(frame: pl.DataFrame, strata: set[tuple[str, str]]) -> None:
    found = set(frame.select(STRATUM_COLUMNS).unique().iter_rows())
    if foreign := found - strata:
        raise OutsideCodebook(f"The file holds {len(foreign)} strata that were not asked.")


def _check_codes(frame: pl.DataFrame, question: Question) -> None:
    offered = {level: {o.code for o in question.options_for(level)} for level in question.levels}
    for level, cell in frame.select("level", question.id).unique().iter_rows():
        if cell is None or cell == SKIPPED:
            continue
        codes = cell.split(JOIN) if question.is_multi else [cell]
        if not set(codes) <= offered.get(level, set()):
            raise OutsideCodebook(f"{question.id} holds a code that is not in the codebook.")
