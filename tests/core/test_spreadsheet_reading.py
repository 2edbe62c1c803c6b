"""Tables from files people upload: what is read, and what is refused before it costs memory."""

import io
import subprocess
import sys
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from config.env import BASE_DIR
from core.spreadsheet_reading import FileRefused, read_table
from core.spreadsheet_reading.refusals import (
    BrokenWorkbook,
    CellTooLong,
    MixedEncodings,
    NotAWorkbook,
    NothingInside,
    NotText,
    OldOrLocked,
    TextInUtf16,
    TooManyBytes,
    TooManyColumns,
    TooManyRows,
    TooMuchInside,
)
from core.spreadsheet_reading.sheet_parts import Sheet as SheetListener
from core.spreadsheet_reading.xml_parts import PartReader
from core.spreadsheets import Sheet, csv_bytes, xlsx_bytes
from tests.core import hostile_files

LIST = [("학년", "반", "번호"), ("1", "2", "3"), ("1", "2", "4")]
TEXT = "\n".join(",".join(row) for row in LIST)
# Of the memory a file of 2 MB may take: two copies as text, the parts, Python's own.
EXTRA_MEGABYTES = 150
SECONDS = 5
READER = f"""
import resource, sys
import django
from django.conf import settings
settings.configure(USE_I18N=False)
django.setup()
from core.spreadsheet_reading import FileRefused, read_table
with open("/proc/self/statm") as statm:
    used = int(statm.read().split()[0]) * resource.getpagesize()
most = used + {EXTRA_MEGABYTES} * 1_000_000
resource.setrlimit(resource.RLIMIT_AS, (most, most))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
data = sys.stdin.buffer.read(100_000_000)
try:
    print(len(read_table(data)), "rows")
except FileRefused as refused:
    print("refused", type(refused).__name__, str(refused))
"""


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_t59_text_in_either_encoding_with_any_separator_is_read(encoding, separator, line_end):
    text = TEXT.replace(",", separator).replace("\n", line_end)
    assert cells(text.encode(encoding)) == LIST


def test_our_own_files_are_read_back():
    sheet = Sheet(name="명단", header=LIST[0], rows=LIST[1:])
    assert cells(csv_bytes(sheet)) == cells(xlsx_bytes([sheet])) == LIST


def test_workbook_numbers_texts_and_gaps_keep_their_places():
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["C1"], sheet["B3"] = "학년", "번호", 3.0
    out = io.BytesIO()
    workbook.save(out)
    rows = read_table(out.getvalue())
    assert [(row.number, row.cells) for row in rows] == [(1, ("학년", "", "번호")), (3, ("", "3"))]


def test_workbook_formula_is_its_text_and_never_its_result():
    assert cells(hostile_files.workbook_with([["=1+1", 2]])) == [("=1+1", "2")]


def test_workbook_hidden_first_sheet_is_passed_over():
    workbook = Workbook()
    workbook.active.append(["hidden"])
    workbook.create_sheet("list").append(["seen"])
    workbook.worksheets[0].sheet_state = "hidden"
    out = io.BytesIO()
    workbook.save(out)
    assert cells(out.getvalue()) == [("seen",)]


def test_row_numbers_are_those_of_the_spreadsheet_program():
    assert [row.number for row in read_table(b"a,b\n\n,\n1,2\n")] == [1, 4]


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("zip bomb", TooMuchInside),
        ("zip bomb beside the sheet", TooMuchInside),
        ("bomb of shared texts", TooMuchInside),
        ("millions of empty cells", TooMuchInside),
        ("tag with a million attributes", TooMuchInside),
        ("endless text in a cell", TooMuchInside),
        ("deeply nested tags", TooMuchInside),
        ("very many parts", TooMuchInside),
        ("entities", BrokenWorkbook),
        ("external entity", BrokenWorkbook),
        ("10 MB", TooManyBytes),
        ("gzip", NotAWorkbook),
        ("a million columns", TooManyColumns),
        ("a million columns in quotes", TooManyColumns),
        ("columns over many lines", TooManyColumns),
        ("column XFD", TooManyColumns),
        ("one endless cell", CellTooLong),
        ("open quotation mark", CellTooLong),
        ("very many rows", TooManyRows),
        ("row ten million", TooManyRows),
        ("NUL", NotText),
        ("UTF-16", TextInUtf16),
        ("mixed encodings", MixedEncodings),
        ("old workbook", OldOrLocked),
        ("PDF", NotAWorkbook),
        ("workbook in a zip", NotAWorkbook),
        ("nothing", NothingInside),
    ],
)
def test_t59_refusal_says_what_to_do(bombs, name, refusal):
    with pytest.raises(refusal) as refused:
        read_table(bombs[name])
    assert "%" not in str(refused.value)
    assert str(refused.value).endswith("십시오.")


@pytest.fixture(scope="module")
def bombs():
    """Made once: some take a second to compress."""
    return hostile_files.bombs()


def test_t59_bomb_is_refused_within_little_memory_and_five_seconds(bombs):
    wrong = {}
    for name, data in bombs.items():
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", READER],
            input=data,
            cwd=BASE_DIR,
            env={"PYTHONPATH": str(BASE_DIR)},
            capture_output=True,
            timeout=60,
            check=False,
        )
        if not done.stdout.startswith(b"refused"):
            wrong[name] = (done.returncode, done.stdout, done.stderr[-300:])
    assert wrong == {}


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_t59_any_bytes_are_rows_or_a_refusal(data):
    _read_or_refuse(data)


@given(st.text(alphabet='0123456789,;\t"\r\n\0학년=', max_size=300))
@settings(max_examples=300, deadline=None)
def test_t59_any_text_is_rows_or_a_refusal(text):
    _read_or_refuse(text.encode())


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_t59_any_damage_to_a_workbook_is_rows_or_a_refusal(data):
    whole = bytearray(hostile_files.workbook_of(hostile_files.sheet_xml(hostile_files.ROW)))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(whole))


@given(st.text(alphabet='<>/="cvrtsf0123456789 AB&;-![]', max_size=200))
@settings(max_examples=300, deadline=None)
def test_t59_any_inside_of_a_sheet_is_rows_or_a_refusal(inside):
    _read_or_refuse(hostile_files.workbook_of(hostile_files.sheet_xml(inside)))


def test_t59_part_longer_than_its_bound_is_refused_whatever_the_archive_said():
    part = hostile_files.sheet_xml(hostile_files.ROW * 10_000).encode()
    PartReader(len(part)).read(io.BytesIO(part), SheetListener([]))
    with pytest.raises(TooMuchInside):
        PartReader(len(part) - 1).read(io.BytesIO(part), SheetListener([]))


def test_t59_endless_row_is_refused_before_it_is_split_into_cells():
    tracemalloc.start()
    with pytest.raises(TooManyColumns):
        read_table(b"," * 1_900_000)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # The text twice, once with four bytes a character; a list of its cells would double that.
    assert most < 20_000_000


def test_t59_workbook_with_a_password_is_refused():
    data = bytearray(hostile_files.workbook_of(hostile_files.sheet_xml(hostile_files.ROW)))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(OldOrLocked):
        read_table(bytes(data))


def test_t59_workbook_compressed_in_another_way_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", hostile_files.WORKBOOK_XML)
    with pytest.raises(FileRefused):
        read_table(out.getvalue())


def _read_or_refuse(data: bytes) -> None:
    try:
        rows = read_table(data)
    except FileRefused as refused:
        assert str(refused)
    else:
        assert all(len(cell) <= 100 for row in rows for cell in row.cells)
