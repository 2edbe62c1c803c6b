"""The only place that writes files a person opens in a spreadsheet program.

Guards against formulas hidden in text (T-55), writes CSV the way Korean Excel reads it (UTF-8
with BOM, CRLF) and XLSX with typed cells.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Value = str | int | float | None

# Excel, LibreOffice and Google Sheets read a cell that starts with one of these as a formula;
# the full-width forms are turned into ASCII by some import filters.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


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
        if value.lstrip(" \u00a0\u3000").startswith(FORMULA_STARTS) or value.startswith(("\t", "\r")):
            return "'" + value
    return value


def csv_bytes(sheet: Sheet) -> bytes:
    """The sheet as CSV: UTF-8 with BOM, one header row, RFC 4180, no title and no notes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(cell) for cell in sheet.header])
    writer.writerows([guard(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one XLSX workbook; text cells are typed as text, so nothing is computed."""
    workbook = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(workbook, sheet)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write_sheet(workbook: Workbook, sheet: Sheet) -> None:
    worksheet = workbook.create_sheet(sheet.name[:31])
    for number, title in enumerate(sheet.header, start=1):
        width = min(40, max(10, 2 * len(str(title))))
        worksheet.column_dimensions[get_column_letter(number)].width = width
    if sheet.title:
        worksheet.append([_text_cell(worksheet, sheet.title, Font(bold=True, size=14))])
    for note in sheet.notes:
        worksheet.append([_text_cell(worksheet, note)])
    worksheet.append([_text_cell(worksheet, title, Font(bold=True)) for title in sheet.header])
    for row in sheet.rows:
        worksheet.append([_cell(worksheet, value) for value in row])


def _cell(worksheet, value: Value):
    return _text_cell(worksheet, value) if isinstance(value, str) else value


def _text_cell(worksheet, value, font: Font | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(worksheet, value=guard(str(value)))
    cell.data_type = "s"
    if font:
        cell.font = font
    return cell
