"""One row of a table as a person sees it, and the bounds every row keeps."""

from dataclasses import dataclass

from core.spreadsheet_reading import refusals


@dataclass(frozen=True)
class TableRow:
    """Cells of one row.

    Attributes:
        number: the row's number in the spreadsheet program, from 1.
        cells: text without blanks around it; "" for an empty cell.
    """

    number: int
    cells: tuple[str, ...]


def bounded_row(
    number: int, cells: list[str], most_characters: int = refusals.MOST_CHARACTERS
) -> TableRow:
    """A row whose columns and cells keep the bounds.

    Raises:
        FileRefused: too many columns, a cell that is too long, or one with a NUL.
    """
    if len(cells) > refusals.MOST_COLUMNS:
        raise refusals.TooManyColumns(row=number)
    if any(len(cell) > most_characters for cell in cells):
        raise refusals.CellTooLong(row=number, most=most_characters)
    if any("\0" in cell for cell in cells):
        raise refusals.NotText
    return TableRow(number, tuple(cell.strip() for cell in cells))
