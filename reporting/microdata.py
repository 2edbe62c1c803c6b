"""The Parquet file of a round's opened answers: coded columns, sorted by content.

One row per answer: `office`, `level`, then one column per question. A question that was not asked
(another level, or its condition was not met) is null, one left without an answer is "-"; the codes
of several chosen options are joined by "|". No order of arrival, no id, no school.

A column is an enumeration of all answers the form could send, so a file of millions is read as
small numbers. Imports no framework.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PanicException, PolarsError
from polars.io.plugins import register_io_source

from reporting.instruments import Instrument, Question

SKIPPED = "-"
JOIN = "|"
LEVELS = ("E", "M", "H")
STRATUM_COLUMNS = ("office", "level")
# A question of more possible answers (twelve options to tick and more) stays text.
MOST_ANSWERS = 4_200
# Fixed, so that the same answers give the same bytes on any machine.
ROWS_TOGETHER = 262_144


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
    """A file that was checked.

    Attributes:
        rows: how many answers it holds.
        rows_invalid: answers dropped when the file was made.
    """

    path: Path
    rows: int
    rows_invalid: int

    @property
    def frame(self) -> pl.DataFrame:
        """All of it in memory: about 80 bytes an answer where columns are coded."""
        return pl.read_parquet(self.path)


def columns(instrument: Instrument) -> list[str]:
    """The file's columns in order."""
    return [*STRATUM_COLUMNS, *(question.id for question in instrument.questions)]


def possible_answers(question: Question) -> tuple[str, ...]:
    """Every cell the form could send at some level, in the codebook's order, SKIPPED last."""
    codes = [option.code for option in question.options]
    if not question.is_multi:
        return (*codes, SKIPPED)
    free = [option.code for option in question.options if not option.is_exclusive]
    alone = [code for code in codes if code not in free]
    most = min(question.max_select or len(free), len(free))
    ticked = (
        JOIN.join(chosen) for size in range(1, most + 1) for chosen in combinations(free, size)
    )
    return (*ticked, *alone, SKIPPED)


def schema_of(instrument: Instrument, offices: Iterable[str]) -> dict[str, pl.DataType]:
    """The types of the file's columns."""
    answers = {question.id: possible_answers(question) for question in instrument.questions}
    return {
        "office": pl.Enum(sorted(set(offices))),
        "level": pl.Enum(LEVELS),
        **{
            key: pl.Enum(known) if len(known) <= MOST_ANSWERS else pl.String()
            for key, known in answers.items()
        },
    }


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
        """Add one answer as a row.

        Args:
            answers: codes, lists of codes or None (no answer) by question; absent where not asked.
        """
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


def split_strata(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """A table as `write_parquet` takes it: one table by stratum, in the file's order.

    Each is made when it is asked for, so that they never lie in memory together.
    """
    place = pl.col("office").cast(pl.String), pl.col("level").cast(pl.Enum(LEVELS))
    found = frame.select(place).unique().sort(STRATUM_COLUMNS)
    for office, level in found.rows():
        yield frame.filter(pl.col("office") == office, pl.col("level") == level)


def write_parquet(
    path: Path,
    strata: Iterable[pl.DataFrame],
    *,
    round_key: str,
    instrument: Instrument,
    offices: Iterable[str],
    rows_invalid: int,
) -> None:
    """Write the file stratum by stratum: the same bytes for the same answers in any order (I16).

    Args:
        strata: the rows of one office and level each, offices and levels in ascending order.
        offices: every office that may occur.
    """
    schema = schema_of(instrument, offices)

    def sorted_strata(*_) -> Iterator[pl.DataFrame]:
        for stratum in strata:
            yield stratum.cast(schema).sort(columns(instrument), nulls_last=False)

    register_io_source(sorted_strata, schema=schema).sink_parquet(
        path,
        compression="zstd",
        row_group_size=ROWS_TOGETHER,
        maintain_order=True,
        metadata={
            "round": round_key,
            "instrument": instrument.digest,
            "rows_invalid": str(rows_invalid),
        },
    )


def read_codes(path: Path, column: str) -> tuple[np.ndarray, list[str]]:
    """A column as numbers.

    Returns:
        The numbers by row, and the answers they stand for; null is the number after the last.

    Raises:
        polars.exceptions.PolarsError: the file cannot be read.
    """
    scan = pl.scan_parquet(path)
    dtype = scan.collect_schema()[column]
    answer = pl.col(column)
    if not isinstance(dtype, pl.Enum):
        known = scan.select(answer.drop_nulls().unique().sort()).collect().to_series()
        dtype = pl.Enum(known)
    known = dtype.categories.to_list()
    number = answer.cast(dtype).to_physical().cast(pl.UInt32).fill_null(len(known))
    return scan.select(number).collect().to_series().to_numpy(), known


def check(
    path: Path, *, round_key: str, instrument: Instrument, strata: Iterable[tuple[str, str]]
) -> Microdata:
    """Check a file of `write_parquet`, column by column.

    Args:
        strata: (office code, level) of every stratum of the round.

    Raises:
        MicrodataRefused: see its subclasses.
    """
    try:
        notes = pl.read_parquet_metadata(path)
        if notes.get("round") != round_key or notes.get("instrument") != instrument.digest:
            raise OfAnotherRound(f"{path.name} was not made for round {round_key}.")
        _check_columns(pl.read_parquet_schema(path), instrument)
        rows = _check_cells(path, instrument, set(strata))
    # A damaged header may break the reader itself.
    except (PolarsError, PanicException) as error:
        raise FileUnreadable(f"{path.name} is cut off or no Parquet file.") from error
    dropped = notes.get("rows_invalid", "0")
    if not dropped.isdecimal():
        raise FileUnreadable(f"{path.name} does not say how many answers were dropped.")
    return Microdata(path, rows, int(dropped))


def _check_columns(schema: Mapping[str, pl.DataType], instrument: Instrument) -> None:
    is_coded = all(isinstance(dtype, pl.Enum | pl.String) for dtype in schema.values())
    if list(schema) != columns(instrument) or not is_coded:
        raise OutsideCodebook("The file's columns are not those of the codebook.")


def _check_cells(path: Path, instrument: Instrument, strata: set[tuple[str, str]]) -> int:
    levels, known_levels = read_codes(path, "level")
    foreign = {pair for pair in _pairs(levels, known_levels, *read_codes(path, "office"))} - {
        (level, office) for office, level in strata
    }
    if foreign:
        raise OutsideCodebook(f"The file holds {len(foreign)} strata that were not asked.")
    for question in instrument.questions:
        known = set(possible_answers(question))
        for level, cell in _pairs(levels, known_levels, *read_codes(path, question.id)):
            if cell is not None and not _is_offered(question, level, cell, known):
                raise OutsideCodebook(f"{question.id} holds a code that is not in the codebook.")
    return len(levels)


def _pairs(levels, known_levels: list[str], codes, known: list[str]) -> Iterator[tuple]:
    """Which values stand beside which level; None for null."""
    size = len(known) + 1
    found = np.flatnonzero(np.bincount(levels.astype(np.int64) * size + codes))
    for pair in found.tolist():
        level, code = divmod(pair, size)
        yield [*known_levels, None][level], [*known, None][code]


def _is_offered(question: Question, level: str, cell: str, known: set[str]) -> bool:
    offered = {SKIPPED, *(option.code for option in question.options_for(level))}
    codes = cell.split(JOIN) if question.is_multi else [cell]
    return cell in known and level in question.levels and offered.issuperset(codes)
