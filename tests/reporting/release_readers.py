"""Files of a release read back by programs that are not ours.

Each reader gives {(table, office, level, sex, answer): (value, status)}: a number and "", or None
and a mark in brackets.
"""

import csv
import io
import json
import re
import tempfile
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pyreadstat

from reporting.frozen_tables import LEFT_OUT

# Answers that are worded alike are numbered.
COUNTED = re.compile(r", (명|number)( \(\d+\))?$")


def cells_of(release) -> dict:
    """What the frozen tables print, under the codes that files use."""
    return {
        (table.key, *place, "left_out" if column == LEFT_OUT else column): split(entry)
        for table in release.tables
        for place, line in zip(table.rows, table.cells, strict=True)
        for column, entry in zip(table.columns, line, strict=True)
    }


def split(entry) -> tuple:
    """A count, or a mark without its brackets or with them."""
    if isinstance(entry, str):
        return (None, entry if entry.startswith("[") else f"[{entry}]")
    return (entry, "")


def rows_of_csv(files: dict[str, bytes]) -> list[dict]:
    """Every row of every table's CSV, by Python's own reader."""
    rows = []
    for name, data in files.items():
        if name.endswith(".csv") and "codebook" not in name:
            assert data.startswith("\ufeff".encode())
            rows += csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return rows


def key_of(row: dict) -> tuple:
    return tuple(row[name] for name in ("table", "office", "level", "sex", "answer"))


def cells_of_csv(files: dict[str, bytes]) -> dict:
    """The long form."""
    return {
        key_of(row): (int(row["value"]) if row["value"] else None, row["value_status"])
        for row in rows_of_csv(files)
    }


def cells_of_json(data: bytes) -> dict:
    """The one file of the whole release."""
    return {
        (table["table"], row["office"], row["level"], row["sex"], answer["code"]): split(entry)
        for table in json.loads(data)["tables"]
        for row in table["rows"]
        for answer, entry in zip(table["answers"], row["counts"], strict=True)
    }


def cells_of_sav(data: bytes) -> dict:
    """The SPSS file, by ReadStat; status numbers through their labels."""
    frame, meta = read_sav(data)
    names = ["table_code", "office_code", "level_code", "sex_code", "answer_code"]
    labels = meta.variable_value_labels["value_status"]
    marks = {n: "" if n == 0 else labels[n].split(":")[0] for n in labels}
    return {
        tuple(row[name] for name in names): (
            None if row["value"] is None else int(row["value"]),
            marks[row["value_status"]],
        )
        for row in frame.to_dicts()
    }


def read_sav(data: bytes):
    """(frame, meta) of an SPSS file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "release.sav")
        path.write_bytes(data)
        return pyreadstat.read_sav(str(path), output_format="polars")


def read_xlsx(data: bytes):
    """The workbook as a spreadsheet program opens it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def grids_of_xlsx(data: bytes, keys) -> dict:
    """Counts of each table's sheet as {key: rows}, found by the table that is marked there."""
    book = read_xlsx(data)
    return {key: _counts(book[key]) for key in keys}


def _counts(sheet) -> list[list]:
    (table,) = sheet.tables.values()
    header, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    counts = [n for n, title in enumerate(header) if COUNTED.search(title)]
    return [[split(row[n]) for n in counts] for row in rows]


def unzipped(data: bytes, folder) -> Path:
    """The package laid out in a folder; the path of its description."""
    with ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return Path(folder, "datapackage.json")
