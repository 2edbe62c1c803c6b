"""Files of questions by their format: told from the content, as names cannot be relied on."""

import re
from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from core.drawings import drawing_names
from core.spreadsheet_reading import MOST_BYTES, read_table
from core.spreadsheets import csv_bytes, xlsx_bytes
from quizzes.exchange import gift_writing, moodle_xml_writing, sheet
from quizzes.exchange.archives import is_archive
from quizzes.exchange.carrying import carried
from quizzes.exchange.gift import read_gift
from quizzes.exchange.moodle_xml import read_moodle_xml
from quizzes.exchange.plain_text import decoded
from quizzes.exchange.qti import read_qti
from quizzes.exchange.records import ExchangedQuestion, FileUnreadable, Problem, Reading, Written
from quizzes.exchange.sheet_columns import HEADINGS, NEEDED

LONGEST_CELL = 6_000
MOST_ITEMS = 1_000
WORKBOOK = "xl/workbook.xml"
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"Rar!")
XML = re.compile(r"\s*<(\?xml|!DOCTYPE|!--|(\w+:)?(quiz|assessmentItem)\b)")


class Format(StrEnum):
    """What the bank is written as; QTI is read only."""

    GIFT = "gift"
    MOODLE_XML = "moodle_xml"
    XLSX = "xlsx"
    CSV = "csv"


CONTENT_TYPES = {
    Format.GIFT: ("text/plain; charset=utf-8", "gift.txt"),
    Format.MOODLE_XML: ("application/xml; charset=utf-8", "moodle.xml"),
    Format.XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    Format.CSV: ("text/csv; charset=utf-8", "csv"),
}


def read_questions(data: bytes, *, language: str) -> Reading:
    """Every item of a file.

    Args:
        language: in which it is written.

    Raises:
        FileUnreadable: no format of ours, damaged, or over a bound.
        FileRefused: a table that is not read (core.spreadsheet_reading).
    """
    if len(data) > MOST_BYTES:
        raise FileUnreadable(Problem.TOO_MUCH)
    reading = _read(data, language)
    if len(reading.items) > MOST_ITEMS:
        raise FileUnreadable(Problem.TOO_MUCH)
    if not reading.items:
        raise FileUnreadable(Problem.EMPTY)
    return reading


def write_questions(
    questions: Sequence[ExchangedQuestion], form: Format, *, language: str
) -> Written:
    """A file of these questions, and what it could not carry."""
    if form == Format.GIFT:
        return gift_writing.write_gift(questions, language=language)
    if form == Format.MOODLE_XML:
        return moodle_xml_writing.write_moodle_xml(questions, language=language)
    taken, unwritten = carried(questions, limits=sheet.limits)
    table = sheet.sheet_of(taken, name="questions", language=language)
    data = csv_bytes(table) if form == Format.CSV else xlsx_bytes([table])
    return Written(data, len(taken), unwritten)


def _read(data: bytes, language: str) -> Reading:
    if data.startswith(BINARY):
        raise FileUnreadable(Problem.OTHER_FORMAT)
    if is_archive(data):
        return _read_table(data) if _is_workbook(data) else read_qti(data)
    text = decoded(data)
    if XML.match(text):
        is_item = re.search(r"<(\w+:)?assessmentItem\b", text[:20_000])
        return read_qti(data) if is_item else read_moodle_xml(data, language=language)
    if _has_headings(text):
        return _read_table(data)
    return read_gift(data, language=language)


def _read_table(data: bytes) -> Reading:
    rows = read_table(data, most_characters=LONGEST_CELL)
    return sheet.read_sheet(rows, pictures=drawing_names())


def _is_workbook(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return WORKBOOK in archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileUnreadable(Problem.BROKEN_ARCHIVE) from error


def _has_headings(text: str) -> bool:
    """Whether the first line names a column for kinds and one for questions."""
    first = text.lstrip().partition("\n")[0].casefold()
    cells = {cell.strip(' "') for cell in re.split(r"[,;\t]", first)}
    return all(
        any(heading.casefold() in cells for heading in HEADINGS[column]) for column in NEEDED
    )
