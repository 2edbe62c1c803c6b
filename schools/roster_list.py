"""Reading a list of students: which column says what, and what is wrong with which row.

Only numbers come out of here. What else a file holds is never given on.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from schools.roster_plan import (
    CLASS_NUMBERS,
    MOST_IN_A_CLASS,
    STUDENT_NUMBERS,
    ClassKey,
    Numbers,
)

# Lists printed from other systems carry a title and a date above their headings.
LINES_ABOVE_HEADINGS = 10
# What people write around a number in a list.
NUMBER = re.compile(
    r"(?:제|grade|class|no\.?)?\s*0*([0-9]{1,3})(?:\.0+)?\s*(?:학년|반|번|호|명)?", re.IGNORECASE
)


SIZE_SEPARATOR = re.compile(r"\s*[,、/]\s*|\s+")


class ListRow(NamedTuple):
    """A row of a list: its number in the file and the texts of its cells."""

    number: int
    cells: Sequence[str]


class Column(StrEnum):
    """What a column says."""

    GRADE = "grade"
    CLASS = "class"
    NUMBER = "number"
    SIZE = "size"
    SCHOOL = "school"


HEADINGS = {
    Column.GRADE: {"학년", "grade", "year"},
    Column.CLASS: {"반", "학급", "반번호", "class", "classnumber", "classno", "room"},
    Column.NUMBER: {"번호", "번", "학생번호", "number", "no", "studentnumber", "studentno"},
    Column.SIZE: {"인원", "인원수", "학생수", "학급인원", "정원", "size", "students", "classsize"},
    Column.SCHOOL: {"학교코드", "표준학교코드", "schoolcode", "neiscode"},
}
BY_HEADING = {heading: column for column, headings in HEADINGS.items() for heading in headings}
PERSONAL = re.compile(
    r"이름|성명|학생명|^성$|생년|생일|주민|전화|연락처|휴대|핸드폰|메일|주소|보호자|학부모|성별|사진"
    r"|(?<!school)(?<!class)name|birth|phone|mail|address|guardian|parent|gender|^sex$|photo"
)


class Reason(StrEnum):
    """Why a row, or a whole list, is not taken."""

    EMPTY = "empty"
    FORMULA = "formula"
    NO_NUMBER = "no-number"
    NO_SUCH_GRADE = "no-such-grade"
    NO_SUCH_CLASS = "no-such-class"
    OUT_OF_RANGE = "out-of-range"
    TOO_LARGE = "too-large"
    TWICE = "twice"
    OTHER_SCHOOL = "other-school"
    NO_HEADINGS = "no-headings"
    PERSONAL_COLUMN = "personal-column"
    COLUMN_TWICE = "column-twice"
    NUMBER_AND_SIZE = "number-and-size"
    NO_ROWS = "no-rows"


class ListRefused(ValueError):
    """The list as a whole cannot be read.

    Attributes:
        reason: why.
        heading: of the column it is about, "" for none.
    """

    def __init__(self, reason: Reason, heading: str = ""):
        super().__init__(reason)
        self.reason, self.heading = reason, heading


@dataclass(frozen=True)
class RowError:
    """What is wrong with one row.

    Attributes:
        row: its number in the file, from 1.
        column: where in the row.
        cell: what stands there.
        reason: what is wrong.
        first_row: for a repetition, the row that was there first.
    """

    row: int
    column: Column
    cell: str
    reason: Reason
    first_row: int | None = None


@dataclass(frozen=True)
class ReadList:
    """What a list says: a roster, or errors by row.

    Attributes:
        roster: student numbers by class; of the rows without an error.
        errors: in the order of rows.
        ignored: headings of columns that were not read.
    """

    roster: dict[ClassKey, Numbers]
    errors: list[RowError]
    ignored: list[str]


class _Wrong(Exception):
    """A cell cannot be taken."""

    def __init__(self, column: Column, cell: str, reason: Reason, first_row: int | None = None):
        super().__init__(reason)
        self.column, self.cell, self.reason, self.first_row = column, cell, reason, first_row


def read_list(rows: Sequence[ListRow], *, grades: range, school_code: str) -> ReadList:
    """Read a table whose columns are grade, class and number, or grade, class and size.

    Args:
        rows: with headings; anything that has a row's number and cells.
        grades: grades of the school's level.
        school_code: NEIS code; a column with school codes must agree with it.

    Raises:
        ListRefused: columns are missing, or one holds particulars of students.
    """
    first, columns, ignored = _find_headings(rows)
    reading = _Reading(columns, grades, school_code)
    for row in rows[first + 1 :]:
        reading.take(row)
    if not reading.numbers and not reading.errors:
        raise ListRefused(Reason.NO_ROWS)
    roster = {key: frozenset(numbers) for key, numbers in reading.numbers.items()}
    return ReadList(roster, reading.errors, ignored)


class _Reading:
    """The rows read so far."""

    def __init__(self, columns: dict[Column, int], grades: range, school_code: str):
        self.columns, self.grades, self.school_code = columns, grades, school_code
        self.numbers: dict[ClassKey, dict[int, int]] = defaultdict(dict)
        self.errors: list[RowError] = []

    def take(self, row: ListRow) -> None:
        """Take one row into the roster, or note what is wrong with it."""
        cells = {
            column: row.cells[place] if place < len(row.cells) else ""
            for column, place in self.columns.items()
        }
        if not any(cells.values()):
            return
        try:
            self._take_cells(cells, row.number)
        except _Wrong as wrong:
            self.errors.append(
                RowError(row.number, wrong.column, wrong.cell, wrong.reason, wrong.first_row)
            )

    def _take_cells(self, cells: dict[Column, str], row: int) -> None:
        if Column.SCHOOL in cells and _plain(cells[Column.SCHOOL]).upper() != self.school_code:
            raise _Wrong(Column.SCHOOL, cells[Column.SCHOOL], Reason.OTHER_SCHOOL)
        grade = _number(cells, Column.GRADE, self.grades, Reason.NO_SUCH_GRADE)
        class_number = _number(cells, Column.CLASS, CLASS_NUMBERS, Reason.NO_SUCH_CLASS)
        key = ClassKey(grade, class_number)
        if Column.SIZE in cells:
            self._take_size(key, cells, row)
        else:
            self._take_number(key, cells, row)

    def _take_number(self, key: ClassKey, cells: dict[Column, str], row: int) -> None:
        number = _number(cells, Column.NUMBER, STUDENT_NUMBERS, Reason.OUT_OF_RANGE)
        taken = self.numbers.get(key, {})
        if number in taken:
            raise _Wrong(Column.NUMBER, cells[Column.NUMBER], Reason.TWICE, taken[number])
        if len(taken) == MOST_IN_A_CLASS:
            raise _Wrong(Column.NUMBER, cells[Column.NUMBER], Reason.TOO_LARGE)
        self.numbers[key][number] = row

    def _take_size(self, key: ClassKey, cells: dict[Column, str], row: int) -> None:
        sizes = range(1, MOST_IN_A_CLASS + 1)
        size = _number(cells, Column.SIZE, sizes, Reason.TOO_LARGE)
        if key in self.numbers:
            first_row = self.numbers[key][1]
            raise _Wrong(Column.CLASS, cells[Column.CLASS], Reason.TWICE, first_row)
        self.numbers[key] = dict.fromkeys(range(1, size + 1), row)


def read_number(text: str) -> int | None:
    """The number somebody wrote: full width, "3반", "07", "3.0"; None when it is none."""
    found = NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1]) if found else None


def _number(cells: dict[Column, str], column: Column, allowed: range, otherwise: Reason) -> int:
    cell = cells[column]
    if not cell:
        raise _Wrong(column, cell, Reason.EMPTY)
    if cell.startswith("="):
        raise _Wrong(column, cell, Reason.FORMULA)
    number = read_number(cell)
    if number is None:
        raise _Wrong(column, cell, Reason.NO_NUMBER)
    if number not in allowed:
        raise _Wrong(column, cell, otherwise)
    return number


def _find_headings(rows: Sequence[ListRow]) -> tuple[int, dict[Column, int], list[str]]:
    """Where the headings stand, the place of each column, and the headings nobody reads."""
    for index, row in enumerate(rows[:LINES_ABOVE_HEADINGS]):
        keys = [_plain(cell) for cell in row.cells]
        columns = [(BY_HEADING[key], place) for place, key in enumerate(keys) if key in BY_HEADING]
        if {Column.GRADE, Column.CLASS} <= {column for column, _place in columns}:
            _check_headings(row.cells, columns)
            ignored = [
                cell for cell, key in zip(row.cells, keys, strict=True) if key not in BY_HEADING
            ]
            return index, dict(columns), [cell for cell in ignored if cell]
    raise ListRefused(Reason.NO_HEADINGS)


def _check_headings(cells: Iterable[str], columns: list[tuple[Column, int]]) -> None:
    for cell in cells:
        if PERSONAL.search(_plain(cell)):
            raise ListRefused(Reason.PERSONAL_COLUMN, cell)
    found = Counter(column for column, _place in columns)
    for column, place in columns:
        if found[column] > 1:
            raise ListRefused(Reason.COLUMN_TWICE, list(cells)[place])
    if found[Column.NUMBER] and found[Column.SIZE]:
        raise ListRefused(Reason.NUMBER_AND_SIZE)
    if not found[Column.NUMBER] and not found[Column.SIZE]:
        raise ListRefused(Reason.NO_HEADINGS)


def _plain(text: str) -> str:
    """A heading or code for comparison: letters and digits, lower case, half width."""
    normal = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in normal if character.isalnum())


def rows_of_sizes(text: str) -> Iterator[ListRow]:
    """Typed class sizes, one grade a line ("1학년: 28, 27, 26"), as rows under headings.

    A row's number is that of its line; classes are numbered in the order they are typed.
    """
    yield ListRow(0, (Column.GRADE, Column.CLASS, Column.SIZE))
    for number, line in enumerate(text.splitlines(), start=1):
        normal = unicodedata.normalize("NFKC", line).strip(" ,")
        if not normal:
            continue
        grade, _, sizes = normal.partition(":")
        for place, size in enumerate(SIZE_SEPARATOR.split(sizes.strip()), start=1):
            yield ListRow(number, (grade.strip(), str(place), size))
