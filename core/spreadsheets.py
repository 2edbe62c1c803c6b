"""The only place that writes files a person opens in a spreadsheet program.

Guards against formulas hidden in text (T-55), writes CSV the way Korean Excel reads it (UTF-8
with BOM, CRLF) and XLSX with typed cells. The same sheets give the same bytes, so a file can be
checked against its checksum however often it is asked for.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

Value = str | int | float | None

# Excel, LibreOffice and Google Sheets read text that starts with one of these signs as a formula.
# The full-width forms are turned into ASCII by some import filters, and blanks, control and
# zero-width characters before the sign are dropped by others.
FORMULA = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
CELL_BREAKERS = ("\t", "\r", "\n")
# What Excel does not allow in the name of a sheet.
SHEET_NAME_SIGNS = re.compile(r"[\[\]:*?/\\]")
NO_TIME = datetime(1980, 1, 1)  # the earliest a ZIP archive can say


@dataclass(frozen=True)
class Sheet:
    """One table for one sheet.

    Attributes:
        name: sheet name, at most 31 characters.
        header: column titles.
        rows: rows of values, each as long as the header.
        title: first line of an XLSX sheet, empty for none.
        notes: lines under the title.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    notes: Sequence[str] = field(default_factory=tuple)


def guard(value: Value) -> Value:
    """A value that no spreadsheet program takes for a formula; numbers pass unchanged."""
    if isinstance(value, str):
        value = value.replace("\0", "")
        if FORMULA.match(value) or value.startswith(CELL_BREAKERS):
            return "'" + value
    return value


def csv_bytes(sheet: Sheet) -> bytes:
    """The sheet as CSV: UTF-8 with BOM, one header row, RFC 4180, no title and no notes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(cell) for cell in sheet.header])
    writer.writerows([guard(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Sequence[Sheet], *, made_at: datetime = NO_TIME) -> bytes:
    """The sheets as one XLSX workbook; text cells are typed as text, so nothing is computed.

    Args:
        sheets: in the order of the tabs.
        made_at: what the file's properties say; a time zone in it is dropped.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.created = workbook.properties.modified = made_at.replace(tzinfo=None)
    for sheet in sheets:
        _write_sheet(workbook, sheet)
    out = io.BytesIO()
    ExcelWriter(workbook, _TimelessZip(out, "w", ZIP_DEFLATED)).save()
    return out.getvalue()


class _TimelessZip(ZipFile):
    """An archive whose entries carry no time of writing."""

    def writestr(self, name, data, *args, **kwargs):
        entry = ZipInfo(name, NO_TIME.timetuple()[:6])
        entry.compress_type = self.compression
        super().writestr(entry, data, *args, **kwargs)

    def write(self, filename, arcname=None, *args, **kwargs):
        self.writestr(arcname or Path(filename).name, Path(filename).read_bytes())


def _write_sheet(workbook: Workbook, sheet: Sheet) -> None:
    worksheet = workbook.create_sheet(SHEET_NAME_SIGNS.sub(" ", sheet.name)[:31])
    rows = [tuple(row) for row in sheet.rows]
    for number, width in enumerate(_column_widths([tuple(sheet.header), *rows]), start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    lines_above = bool(sheet.title) + len(sheet.notes)
    worksheet.freeze_panes = f"A{lines_above + 2}"
    if sheet.title:
        worksheet.append([_text_cell(worksheet, sheet.title, Font(bold=True, size=14))])
    for note in sheet.notes:
        worksheet.append([_text_cell(worksheet, note)])
    worksheet.append([_text_cell(worksheet, title, Font(bold=True)) for title in sheet.header])
    for row in rows:
        worksheet.append([_cell(worksheet, value) for value in row])


def _column_widths(rows: list[tuple[Value, ...]]) -> list[int]:
    """Widths in characters that show every value up to 60; Hangul takes two places."""
    return [
        min(60, max(10, 2 + max(_places(value) for value in column)))
        for column in zip_longest(*rows, fillvalue="")
    ]


def _places(value: Value) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in str(value))


def _cell(worksheet, value: Value):
    return _text_cell(worksheet, value) if isinstance(value, str) else value


def _text_cell(worksheet, value, font: Font | None = None) -> WriteOnlyCell:
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    cell = WriteOnlyCell(worksheet, value=guard(text))
    cell.data_type = "s"
    if font:
        cell.font = font
    return cell
