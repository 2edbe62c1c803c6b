"""The move list of a change of year: old seat, new seat. No Django here.

Six columns in a fixed order: grade, class and number of the old year, then of the new one. A
first row without any number is taken for headings.
"""

from collections.abc import Iterable

from schools.rollover import Move, Seat
from schools.roster_list import read_number

COLUMNS = 6


class RowsUnreadable(ValueError):
    """Rows of the list are not six numbers.

    Attributes:
        rows: their numbers in the file.
    """

    def __init__(self, rows: list[int]):
        super().__init__(f"rows {rows}")
        self.rows = rows


def read_moves(rows: Iterable) -> list[Move]:
    """The moves of a table.

    Args:
        rows: objects with `number` (of the row in its file) and `cells` (texts).

    Raises:
        RowsUnreadable: some are not six numbers.
    """
    moves, wrong = [], []
    for place, row in enumerate(rows):
        cells = list(row.cells)
        while cells and not cells[-1]:
            cells.pop()
        numbers = [read_number(cell) for cell in cells]
        if place == 0 and not any(numbers):
            continue
        if len(numbers) != COLUMNS or None in numbers:
            wrong.append(row.number)
        else:
            moves.append(Move(row.number, Seat(*numbers[:3]), Seat(*numbers[3:])))
    if wrong:
        raise RowsUnreadable(wrong)
    return moves


def write_moves(moves: Iterable[Move]) -> str:
    """The moves as a form sends them back: "2: 1 3 12 2 1 5", one a line."""
    return "\n".join(
        f"{move.row}: {' '.join(str(value) for value in (*move.old, *move.new))}" for move in moves
    )


def parse_moves(text: str) -> list[Move]:
    """What `write_moves` wrote.

    Raises:
        ValueError: it did not write this.
    """
    moves = []
    for line in text.splitlines():
        row, _, rest = line.partition(":")
        numbers = [int(value) for value in rest.split()]
        if len(numbers) != COLUMNS:
            raise ValueError(line)
        moves.append(Move(int(row), Seat(*numbers[:3]), Seat(*numbers[3:])))
    return moves
