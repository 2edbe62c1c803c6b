"""XLSX of unknown origin: an archive of XML parts, of which we read as few as we can.

Read by hand and not with the library that writes our own files: it loads styles and drawings, and
puts whole parts into memory before anything can be counted.
"""

import io
import posixpath
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from core.spreadsheet_reading import refusals
from core.spreadsheet_reading.rows import TableRow, bounded_row
from core.spreadsheet_reading.sheet_parts import SharedTexts, Sheet, SheetList, Targets
from core.spreadsheet_reading.xml_parts import PartReader

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHARED_TEXTS = "xl/sharedStrings.xml"
# What `zipfile` raises at a damaged archive, found by feeding it arbitrary bytes.
DAMAGED = (
    *(BadZipFile, EOFError, zlib.error, struct.error, OSError),
    *(RuntimeError, NotImplementedError, ValueError, OverflowError),
)


def rows_of_workbook(
    data: bytes, most_characters: int = refusals.MOST_CHARACTERS
) -> Iterator[TableRow]:
    """Rows of the first visible sheet that hold anything.

    Raises:
        FileRefused: it is no workbook, is damaged, or over a bound.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _check_contents(archive)
            sheet = _read_sheet(_Archive(archive), most_characters)
    except DAMAGED as error:
        raise refusals.BrokenWorkbook from error
    for number, cells in sorted(sheet.rows.items()):
        row = bounded_row(number, cells, most_characters)
        if any(row.cells):
            yield row


def _check_contents(archive: ZipFile) -> None:
    """Look at the list of contents alone; sizes in it may lie, and are counted again later."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > refusals.MOST_PARTS or unpacked > refusals.MOST_UNPACKED_BYTES:
        raise refusals.TooMuchInside
    if WORKBOOK not in archive.namelist():
        raise refusals.NotAWorkbook
    if any(part.flag_bits & 0x1 for part in parts):
        raise refusals.OldOrLocked
    # Other methods unpack with dictionaries of any size.
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise refusals.BrokenWorkbook


class _Archive:
    """The parts of a workbook, read within one common bound of unpacked bytes."""

    def __init__(self, archive: ZipFile):
        self.archive = archive
        self.reader = PartReader(refusals.MOST_UNPACKED_BYTES)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.archive.namelist()

    def read(self, name: str, listener: Callable) -> None:
        """Tell a listener what a part holds."""
        if not self.has(name):
            raise refusals.BrokenWorkbook
        with self.archive.open(name) as part:
            self.reader.read(part, listener)


def _read_sheet(archive: _Archive, most_characters: int) -> Sheet:
    sheets, targets, texts = SheetList(), Targets(), SharedTexts(most_characters)
    archive.read(WORKBOOK, sheets)
    archive.read(RELATIONS, targets)
    if archive.has(SHARED_TEXTS):
        archive.read(SHARED_TEXTS, texts)
    target = targets.by_id.get(sheets.first_visible)
    if target is None:
        raise refusals.BrokenWorkbook
    sheet = Sheet(texts.texts, most_characters)
    archive.read(_path(target), sheet)
    return sheet


def _path(target: str) -> str:
    """The part a relation of the workbook leads to; absolute, or beside the workbook."""
    return re.sub("^/", "", posixpath.normpath(posixpath.join("/xl", target)))
