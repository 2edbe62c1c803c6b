"""Files that a person opens: no formula from text (T-55), the same bytes for the same table."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.spreadsheets import FORMULA, Sheet, csv_bytes, guard, xlsx_bytes

ATTACKS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "  =1",
    "\u3000=1",
    "\ufeff=1",
    "\u200b=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
]
TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)


def sheet(rows, **fields):
    return Sheet(name="table", header=("a", "b"), rows=rows, **fields)


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def xlsx_cells(data: bytes):
    workbook = load_workbook(io.BytesIO(data))
    return [cell for tab in workbook for row in tab.iter_rows() for cell in row]


@pytest.mark.parametrize("text", ATTACKS)
def test_t55_guard_text_that_starts_a_formula_becomes_text(text):
    assert guard(text).startswith("'")


@pytest.mark.parametrize("value", [-5, 0, 3.5, None, "B10", "교육청", "a=b", "[c]", ""])
def test_t55_guard_number_or_harmless_text_is_unharmed(value):
    assert guard(value) == value


@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_t55_csv_any_text_reads_back_without_a_formula(text):
    rows = csv_rows(csv_bytes(sheet([(text, 7)])))
    cell = rows[1][0]
    assert not FORMULA.match(cell)
    assert cell.removeprefix("'") == text.replace("\0", "").removeprefix("'")
    assert rows[1][1] == "7"


@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_t55_xlsx_any_text_is_a_text_cell(text):
    cells = xlsx_cells(xlsx_bytes([sheet([(text, 7)], title=text, notes=[text])]))
    assert not any(cell.data_type == "f" for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None] == [7]


def test_csv_is_what_korean_excel_reads():
    data = csv_bytes(sheet([("서울", 1), ('쉼표, "따옴표"', None)]))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    assert csv_rows(data) == [["a", "b"], ["서울", "1"], ['쉼표, "따옴표"', ""]]


def test_xlsx_same_sheets_asked_twice_are_the_same_bytes(monkeypatch):
    first = xlsx_bytes([sheet([("서울", 1)])])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert xlsx_bytes([sheet([("서울", 1)])]) == first


def test_xlsx_title_notes_and_header_stand_above_the_rows():
    data = xlsx_bytes([sheet([("x", 2)], title="제목", notes=("주석 1", "주석 2"))])
    tab = load_workbook(io.BytesIO(data)).active
    assert [row[0].value for row in tab.iter_rows()] == ["제목", "주석 1", "주석 2", "a", "x"]
    assert tab.freeze_panes == "A5"


def test_xlsx_sheet_name_with_forbidden_signs_is_mended():
    data = xlsx_bytes([Sheet(name="a/b:c[d]*?", header=("h",), rows=[])])
    assert load_workbook(io.BytesIO(data)).sheetnames == ["a b c d   "]


def test_xlsx_control_characters_are_dropped():
    data = xlsx_bytes([sheet([("a\x0bb", 1)])])
    assert load_workbook(io.BytesIO(data)).active["A2"].value == "ab"


def test_xlsx_columns_are_wide_enough_for_hangul():
    tab = load_workbook(io.BytesIO(xlsx_bytes([sheet([("충청북도교육청", "x" * 500)])]))).active
    widths = [tab.column_dimensions[letter].width for letter in "AB"]
    assert widths == [16, 60]
