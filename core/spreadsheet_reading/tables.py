"""From the bytes of a file to rows of text, whatever kind of file it is."""

from core.spreadsheet_reading import refusals
from core.spreadsheet_reading.rows import TableRow
from core.spreadsheet_reading.separated_text import rows_of_text
from core.spreadsheet_reading.workbooks import rows_of_workbook

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# PDF, gzip, pictures, an archive that is empty or split, RAR, 7-Zip, XML, HTML.
NO_TABLES = (
    *(b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x05\x06", b"PK\x07\x08"),
    *(b"Rar!", b"7z\xbc\xaf", b"<?xml", b"<html", b"<!DOCTYPE"),
)


def read_table(data: bytes, *, most_characters: int = refusals.MOST_CHARACTERS) -> list[TableRow]:
    """The rows of a CSV file or of a workbook's first visible sheet, empty rows left out.

    CSV may be UTF-8 or CP949, separated by comma, semicolon or tab. The kind is told from the
    first bytes: a name says nothing that can be relied on. A formula is given as its text,
    beginning with "=", and never as its result.

    Args:
        most_characters: in one cell.

    Raises:
        FileRefused: with the sentence for the person who sent the file.
    """
    if len(data) > refusals.MOST_BYTES:
        raise refusals.TooManyBytes
    if data.startswith(OLE):
        raise refusals.OldOrLocked
    if data.startswith(NO_TABLES):
        raise refusals.NotAWorkbook
    read = rows_of_workbook if data.startswith(ZIP) else rows_of_text
    rows = list(read(data, most_characters))
    if not rows:
        raise refusals.NothingInside
    return rows
