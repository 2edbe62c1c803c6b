"""Files of a table, read back by independent readers (R3, R9), and never a small count."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from reporting.actions.downloads import FileFormat, make_file
from reporting.codebook import HEADER
from reporting.exports import codebook_csv
from reporting.tables import TABLE_KINDS, build_table
from tests.factories.reporting import instrument, tabulated_round

pytestmark = pytest.mark.django_db

COUNTS = {
    ("B10", "M"): {"yes": 41, "maybe": 12, "no": 1480, "na": 30, "-": 7},
    ("T10", "M"): {"yes": 3, "maybe": 1, "no": 140},
    ("B10", "H"): {"no": 222},
}


@pytest.fixture
def table():
    round = tabulated_round(counts=COUNTS, is_synthetic=True, key="2026-1")
    return build_table(round, TABLE_KINDS["victimisation"])


def long_rows(table):
    text = make_file(table, FileFormat.CSV, "ko").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_r9_csv_one_line_per_cell_with_value_or_mark(table):
    rows = long_rows(table)
    got = {
        (row["office_code"], row["level"], row["answer"]): (row["value"], row["value_status"])
        for row in rows
    }
    assert len(rows) == len(table.cells) == 2 * 2 * 5
    assert got["B10", "M", "yes"] == ("41", "")
    assert got["B10", "M", "dk"] == ("0", "")
    assert got["T10", "M", "yes"] == got["T10", "M", "no"] == ("", "[c]")
    assert got["T10", "M", "na"] == ("0", "")
    assert {got["B10", "H", code] for code in ("yes", "no", "dk")} == {("", "[c]")}
    assert got["T10", "H", "yes"] == ("", "[x]")


def test_csv_every_line_says_that_it_is_synthetic(table):
    assert {row["data_kind"] for row in long_rows(table)} == {"synthetic"}
    assert make_file(table, FileFormat.CSV, "ko").name == "2026-1-victimisation-synthetic.csv"


def test_no_file_prints_a_count_from_1_to_9(table):
    values = [row["value"] for row in long_rows(table)]
    assert not any(re.fullmatch(r"[1-9]", value) for value in values)
    workbook = load_workbook(io.BytesIO(make_file(table, FileFormat.XLSX, "ko").data))
    for tab in workbook.worksheets[1:-1]:
        cells = [cell.value for row in tab.iter_rows() for cell in row]
        assert not any(isinstance(value, int) and 1 <= value <= 9 for value in cells)


@pytest.mark.parametrize(
    ("language", "names", "stamp"),
    [
        ("ko", ["중학교", "고등학교"], "합성 자료"),
        ("en", ["Middle school", "High school"], "Synthetic data"),
    ],
)
def test_r9_xlsx_reads_back_as_the_same_table(table, language, names, stamp):
    workbook = load_workbook(io.BytesIO(make_file(table, FileFormat.XLSX, language).data))
    assert workbook.sheetnames[1:-1] == names
    for tab, panel in zip(workbook.worksheets[1:-1], table.panels, strict=True):
        assert stamp in tab["A2"].value
        rows = [row for row in tab.iter_rows(values_only=True) if row[0] in ("B10", "T10")]
        expected = [
            (row.office_code, *(cell.text if cell.status else cell.value for cell in row.cells))
            for row in panel.rows
        ]
        assert [(row[0], *row[2:7]) for row in rows] == expected


def test_xlsx_carries_marks_and_codebook_in_both_languages(table):
    workbook = load_workbook(io.BytesIO(make_file(table, FileFormat.XLSX, "en").data))
    notes = {row[0]: row[1:3] for row in workbook.worksheets[0].iter_rows(values_only=True)}
    assert "비공개" in notes["[c]"][0] and "confidential" in notes["[c]"][1]
    assert [cell.value for cell in workbook.worksheets[-1][1]] == list(HEADER)


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_same_table_asked_twice_gives_the_same_bytes(table, file_format):
    again = build_table(table.round, table.kind)
    first, second = (make_file(one, file_format, "ko") for one in (table, again))
    assert first.sha256 == second.sha256


def test_codebook_names_every_code_and_kind_of_missing():
    text = codebook_csv(instrument()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    codes = {(row["question"], row["code"]) for row in rows}
    assert {("Q10", "yes"), ("Q14", "sexual"), ("", "-"), ("", ""), ("", "[c]")} <= {
        (question, code.removeprefix("'")) for question, code in codes
    }
    by_question = {row["question"]: row for row in rows}
    assert by_question["Q14"]["base_ko"].startswith("Q10 = 있다")
    assert by_question["Q14"]["base_en"].startswith("Q10 = Yes")
    assert by_question["Q10"]["elementary_ko"] != by_question["Q10"]["question_ko"]
    assert not any(None in row or None in row.values() for row in rows)


@pytest.mark.parametrize("counts", [{}, {("B10", "E"): {}}, {("B10", "E"): {"yes": 1}}])
def test_r7_round_with_nobody_or_one_student_exports(counts):
    round = tabulated_round(counts=counts)
    table = build_table(round, TABLE_KINDS["victimisation"])
    files = [make_file(table, file_format, "ko").data for file_format in FileFormat]
    assert all(files)
    assert {cell.text for cell in table.cells} <= {"0", "[c]"}
