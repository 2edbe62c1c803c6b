"""The only place that writes files a person opens in a spreadsheet program.

Guards against formulas hidden in text (T-55), writes CSV the way Korean Excel reads it (UTF-8
with BOM, CRLF) and XLSX with typed cells. The same sheets give the same bytes, so a file can be
checked against its checksum however often it is asked for.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.writer.excel import ExcelWriter

Value = str | int | float | None

# Excel, LibreOffice and Google Sheets read text that starts with one of these signs as a formula.
# The full-width forms are turned into ASCII by some import filters, and blanks, control and
# zero-width characters before the sign are dropped by others.
FORMULA = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
CELL_BREAKERS = ("\t", "\r", "\n")
# What Excel does not allow in the name of a sheet.
SHEET_NAME_SIGNS = re.compile(r"[\[\]:*?/\\]")
# Widths in places of a digit.
LONG, HEADER_PLACES = 60, 18
WRAPPED = Alignment(wrap_text=True, vertical="top")
# Named: a font without a name is whatever the program falls back on.
BOLD, TITLE = (Font(name="Calibri", bold=True, size=size) for size in (11, 14))
BESIDE_NUMBERS = Alignment(horizontal="right")
MARK = re.compile(r"\[[a-z]+\]")
LINE_POINTS = 15
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
        table: name of the marked table that header and rows make up; empty for none. Its columns
            then have titles of their own each.
        has_counts: numbers are counts and percentages, shown in groups of three digits and with
            one decimal; numbers of classes and years are not.
        links: sheet that the first cell of a row leads to, by number of the row from 0.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
    table: str = ""
    has_counts: bool = False
    links: Mapping[int, str] = field(default_factory=dict)


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
    worksheet = workbook.create_sheet(sheet_name(sheet.name))
    rows = [tuple(row) for row in sheet.rows]
    widths = _column_widths([tuple(sheet.header), *rows])
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    lines_above = bool(sheet.title) + len(sheet.notes)
    height = LINE_POINTS * _header_lines(sheet.header, widths)
    worksheet.row_dimensions[lines_above + 1].height = height
    _fit_to_paper(worksheet, header=lines_above + 1)
    worksheet.freeze_panes = f"A{lines_above + 2}"
    if sheet.title:
        worksheet.append([_text_cell(worksheet, sheet.title, TITLE)])
    for note in sheet.notes:
        worksheet.append([_text_cell(worksheet, note)])
    worksheet.append([_text_cell(worksheet, t, BOLD, WRAPPED) for t in sheet.header])
    for row in rows:
        worksheet.append([_cell(worksheet, value, sheet.has_counts) for value in row])
    _add_links(worksheet, sheet, lines_above + 2)
    if sheet.table:
        # Not by add_table, which warns of columns that are there.
        worksheet.tables.add(_marked_table(sheet, first=lines_above + 1, rows=len(rows)))


def _fit_to_paper(worksheet, *, header: int) -> None:
    """Printed, a sheet is one page wide and repeats its header row."""
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup = PrintPageSetup(
        worksheet, orientation="landscape", fitToWidth=1, fitToHeight=0, paperSize=9
    )
    worksheet.print_title_rows = f"{header}:{header}"


def sheet_name(name: str) -> str:
    """A name as Excel allows it: without some signs, at most 31 characters."""
    return SHEET_NAME_SIGNS.sub(" ", name)[:31]


def _add_links(worksheet, sheet: Sheet, first: int) -> None:
    for row, target in sheet.links.items():
        place = f"'{sheet_name(target)}'!A1"
        worksheet._hyperlinks.append(Hyperlink(ref=f"A{first + row}", location=place))


def _marked_table(sheet: Sheet, *, first: int, rows: int) -> Table:
    """Header and rows as a table of Excel's, which screen readers and programs find by name."""
    last = f"{get_column_letter(len(sheet.header))}{first + max(1, rows)}"
    table = Table(displayName=sheet.table, ref=f"A{first}:{last}", headerRowCount=1)
    # The columns are named here because a sheet that is streamed out cannot be read again.
    table.tableColumns = [
        TableColumn(id=number, name=str(guard(title)))
        for number, title in enumerate(sheet.header, start=1)
    ]
    return table


def _column_widths(rows: list[tuple[Value, ...]]) -> list[int]:
    """Widths in characters that show every value up to 60; Hangul takes two places.

    The first row is the header: it wraps, so that words above numbers do not widen a column.
    """
    return [
        min(
            LONG,
            max(10, min(HEADER_PLACES, 2 + _places(header)), *(2 + _places(v) for v in column)),
        )
        for header, *column in zip_longest(*rows, fillvalue="")
    ]


def _header_lines(header: Sequence[str], widths: Sequence[int]) -> int:
    """Lines that the header needs when it wraps at these widths; words break a little earlier."""
    pairs = zip(header, widths, strict=False)
    return max((-(-(4 + _places(title)) // width) for title, width in pairs), default=1)


def _places(value: Value) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in str(value))


def _cell(worksheet, value: Value, is_count: bool):
    """A cell of the table; marks in place of numbers stand where numbers do."""
    if isinstance(value, str):
        if MARK.fullmatch(value):
            return _text_cell(worksheet, value, alignment=BESIDE_NUMBERS)
        return _text_cell(worksheet, value, alignment=WRAPPED if len(value) > LONG else None)
    if value is None or not is_count:
        return value
    cell = WriteOnlyCell(worksheet, value=value)
    cell.number_format = "0.0" if isinstance(value, float) else "#,##0"
    return cell


def _text_cell(
    worksheet, value, font: Font | None = None, alignment: Alignment | None = None
) -> WriteOnlyCell:
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    cell = WriteOnlyCell(worksheet, value=guard(text))
    cell.data_type = "s"
    if font:
        cell.font = font
    if alignment:
        cell.alignment = alignment
    return cell
