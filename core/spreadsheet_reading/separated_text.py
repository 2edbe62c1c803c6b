"""CSV of unknown origin: Korean Excel writes CP949, everything else UTF-8."""

import csv
import io
from collections.abc import Iterator

from core.spreadsheet_reading import refusals
from core.spreadsheet_reading.rows import TableRow, bounded_row

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ",;\t"
# Empty rows at the end of a list are common, and each costs a little time.
MOST_LINES = 10 * refusals.MOST_ROWS
LONGEST_HEADING = 4_000


def rows_of_text(
    data: bytes, most_characters: int = refusals.MOST_CHARACTERS
) -> Iterator[TableRow]:
    """Rows of separated text that hold anything.

    Raises:
        FileRefused: it is no text, or over a bound.
    """
    text = _decode(data)
    lines = _Lines(text, most_characters)
    reader = csv.reader(lines, delimiter=_separator(text))
    number = 0
    try:
        for cells in reader:
            number += 1
            lines.begin_row(number + 1)
            row = bounded_row(number, cells, most_characters)
            if number > refusals.MOST_ROWS and (any(row.cells) or number > MOST_LINES):
                raise refusals.TooManyRows
            if any(row.cells):
                yield row
    except csv.Error as error:
        raise refusals.CellTooLong(row=number + 1, most=most_characters) from error


class _Lines:
    """The lines of a text for `csv`, which would otherwise collect a row of any length."""

    def __init__(self, text: str, most_characters: int):
        self.most_characters = most_characters
        # The most a row within the bounds can take: every cell full, in quotes, each of its signs
        # a doubled quote. A longer one is not split into cells to be counted.
        self.longest_row = refusals.MOST_COLUMNS * (2 * most_characters + 3)
        self.lines = io.StringIO(text, newline="")
        self.begin_row(1)

    def begin_row(self, number: int) -> None:
        """Start counting again: the row before is complete."""
        self.row, self.characters, self.separators = number, 0, 0

    def __iter__(self):
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.characters += len(line)
        self.separators += sum(line.count(sign) for sign in SEPARATORS)
        if self.characters > self.longest_row:
            if self.separators > refusals.MOST_COLUMNS:
                raise refusals.TooManyColumns(row=self.row)
            raise refusals.CellTooLong(row=self.row, most=self.most_characters)
        return line


def _decode(data: bytes) -> str:
    if data.startswith(UTF_16_MARKS):
        raise refusals.TextInUtf16
    if b"\0" in data:
        raise refusals.NotText
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusals.MixedEncodings


def _separator(text: str) -> str:
    """The sign that separates most in the first line with anything in it."""
    first = text.lstrip()[:LONGEST_HEADING].partition("\n")[0]
    return max(SEPARATORS, key=first.count)
