"""R3, R4, R6, R9 and T-55 on the files of a release."""

import json
import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import cache
from hashlib import sha256

import frictionless
import pytest
from defusedxml import ElementTree
from django.utils import translation
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reporting.codebook import HEADER, codebook_rows
from reporting.frozen_tables import CONFIDENTIAL, FrozenRelease, Table
from reporting.release_facts import bases_of, missing_kinds
from reporting.release_files import charts, spss
from reporting.release_files.findings import by_level, headline, leading_column, text_alternative
from reporting.release_files.reading import Facts, read_release
from reporting.release_files.words import LEGEND, Words
from reporting.release_files.writing import release_files
from reporting.release_gate import pass_gate, protect_publication
from tests.reporting import release_readers as readers
from tests.reporting.small_rounds import (
    ORIGIN,
    by_office,
    count_answers,
    question,
    small_instrument,
)

INSTRUMENT = small_instrument(
    question("Q10", ["yes", "no"], levels="MH"),
    question("Q11", ["a", "b", "c"], kind="multi", levels="MH"),
    question("Q14", ["x", "y"], show_if="Q10 in (yes)", levels="MH"),
)
NUMBERS = st.lists(st.integers(0, 90), min_size=12, max_size=12)
# Every example is protected, gated and drawn: a few, and none made smaller when one fails.
FEW = settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate])
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d)?(?=%|[명 ;,.)])")


def facts(**more) -> Facts:
    told = {
        "key": "2026-9-r1",
        "title": Words("학교생활 조사", "School life survey"),
        "opens_on": "2026-05-01",
        "closes_on": "2026-05-14",
        "version": "2",
        "address": "http://localhost:8000/ko/statistics/2026-9-r1/",
        "corrects": "",
        "bases": bases_of(INSTRUMENT),
        "codebook_header": HEADER,
        "codebook_rows": list(codebook_rows(INSTRUMENT)),
    }
    return Facts(**{**told, **more})


def answers(numbers):
    """Answers of two offices at two levels: three kinds of students in each."""
    kinds = [
        {"Q10": "yes", "Q11": ["a", "b"], "Q14": "x"},
        {"Q10": "yes", "Q11": ["c"], "Q14": "y"},
        {"Q10": "no", "Q11": ["a"]},
    ]
    places = [(office, level) for office in ("B10", "T10") for level in "MH"]
    crossed = [(office, level, kind) for office, level in places for kind in kinds]
    return [(*who, n) for who, n in zip(crossed, numbers, strict=True)]


def released(numbers) -> tuple[FrozenRelease, dict]:
    cube = count_answers(INSTRUMENT, answers(numbers))
    protected = protect_publication(cube, by_office("Q10", "Q11", "Q14"), ORIGIN)
    return protected.release, pass_gate(protected)


def written(release, proof, **more) -> dict[str, bytes]:
    files = release_files(
        release, instrument=INSTRUMENT, facts=facts(**more), proof=proof, missing=missing_kinds()
    )
    return {file.name: file.data for file in files}


@cache
def example() -> tuple[FrozenRelease, dict[str, bytes]]:
    release, proof = released([4, 60, 300, 80, 90, 600, 20, 3, 40, 700, 100, 900])
    return release, written(release, proof)


def check_every_reader(release, files) -> None:
    """CSV, JSON and SPSS cell by cell; both workbooks row by row."""
    printed = readers.cells_of(release)
    assert readers.cells_of_csv(files) == printed
    assert readers.cells_of_json(files["2026-9-r1.json"]) == printed
    assert readers.cells_of_sav(files["2026-9-r1.sav"]) == printed
    lines = {t.key: [[readers.split(e) for e in line] for line in t.cells] for t in release.tables}
    for language in ("ko", "en"):
        book = files[f"2026-9-r1-{language}.xlsx"]
        assert readers.grids_of_xlsx(book, lines) == lines


def test_r9_every_file_read_back_gives_the_same_table():
    release, files = example()
    assert any(value is None for value, _ in readers.cells_of(release).values())
    check_every_reader(release, files)


@FEW
@given(numbers=NUMBERS.filter(sum))
def test_r9_files_of_any_small_release_give_the_same_table(numbers):
    release, proof = released(numbers)
    check_every_reader(release, written(release, proof))


def test_r9_frictionless_finds_the_package_valid_and_reads_the_same_table(tmp_path):
    release, files = example()
    package = frictionless.Package(str(readers.unzipped(files["2026-9-r1.zip"], tmp_path)))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    read = {
        readers.key_of(row): (row["value"], row["value_status"] or "")
        for resource in package.resources
        for row in resource.read_rows()
    }
    assert read == readers.cells_of(release)


def test_r9_description_names_every_other_file_with_its_checksum():
    _, files = example()
    described = json.loads(files["datapackage.json"])
    named = {f["path"]: f["hash"] for f in described["resources"] + described["otherFiles"]}
    others = files.keys() - {"datapackage.json", "2026-9-r1.zip"}
    assert named == {name: f"sha256:{sha256(files[name]).hexdigest()}" for name in others}
    assert described["questionnaire"]["version"] == "2" and described["proof"]["broken"] == 0
    assert described["resources"][0]["schema"]["missingValues"] == [""]


def test_same_release_gives_the_same_bytes_whoever_asks():
    release, proof = released([4, 60, 300, 80, 90, 600, 20, 3, 40, 700, 100, 900])
    runs = []
    for language in ("ko", "en"):
        with translation.override(language):
            runs.append(written(release, proof))
    assert runs[0] == runs[1] == example()[1]


def test_r3_published_numbers_of_files_are_the_truth_and_add_up():
    numbers = [4, 60, 300, 80, 90, 600, 20, 3, 40, 700, 100, 900]
    truth = defaultdict(int)
    for office, level, kind, students in answers(numbers):
        for node in (office, "ALL"):
            for levels in (level, "MH"):
                truth["Q10", node, levels, "*", kind["Q10"]] += students
                truth["Q10", node, levels, "*", "*"] += students
    found = {k: v for k, (v, _) in readers.cells_of_csv(example()[1]).items() if v is not None}
    checked = [key for key in found if key[0] == "Q10" and key[3] == "*" and key in truth]
    assert len(checked) > 5
    assert all(found[key] == truth[key] for key in checked)


def test_r4_hidden_cells_look_alike_in_every_file():
    _, files = example()
    keys = ("value", "value_status", "status_ko", "status_en")
    hidden = [r for r in readers.rows_of_csv(files) if r["value_status"] == "[c]"]
    assert len({tuple(row[key] for key in keys) for row in hidden}) == 1
    assert {row["percent_status"] for row in hidden} == {"[c]"}


def test_r6_percentages_recompute_from_published_counts_alone():
    for row in readers.rows_of_csv(example()[1]):
        if not row["percent"]:
            assert row["percent_status"] in ("[c]", "[z]", "[u]", "[low]", "[x]")
            continue
        share = Decimal(row["value"]) * 100 / Decimal(row["base"])
        assert abs(share - Decimal(row["percent"])) <= Decimal("0.05")
        assert int(row["base"]) >= 50


def test_r6_headlines_say_nothing_but_printed_numbers():
    release, _ = example()
    for table in read_release(release, INSTRUMENT, bases_of(INSTRUMENT)):
        texts = {e for line in table.table.cells for e in line if not isinstance(e, str)}
        shares = {
            table.percent(r, c).text
            for r in range(len(table.rows))
            for c in range(len(table.answers))
        }
        said = [headline(table), by_level(table) or Words("", ""), text_alternative(table)]
        for number in re.findall(
            r"(?<![\w.])\d[\d,]*(?:\.\d)?(?=%|[명 ;,.)])", " ".join(sum(said, ()))
        ):
            assert number in shares or int(number.replace(",", "")) in texts, number


def hiding(table: Table, columns) -> Table:
    cells = tuple(
        tuple(CONFIDENTIAL if c in columns else entry for c, entry in enumerate(line))
        for line in table.cells
    )
    return replace(table, cells=cells)


def test_headline_of_a_hidden_answer_names_no_number():
    release, _ = example()
    table = hiding(release.table("Q10"), range(1, len(release.table("Q10").columns)))
    release = replace(release, tables=(table,))
    (read,) = read_release(release, INSTRUMENT, bases_of(INSTRUMENT))
    assert leading_column(read) is None
    assert not re.search(r"\d", "".join(headline(read))) and by_level(read) is None
    assert "%" not in charts.table_chart(read, "en").decode().split("</desc>")[1]


def test_r4_bars_of_hidden_numbers_are_hatched_and_of_one_length():
    release, _ = example()
    table = hiding(release.table("Q10"), [1, 2])
    (read,) = read_release(replace(release, tables=(table,)), INSTRUMENT, bases_of(INSTRUMENT))
    svg = charts.table_chart(read, "ko").decode()
    bars = re.findall(r'd="(M[^"]*)" fill="url\(#hatch\)"', svg)
    assert len(bars) == 4 and len({re.sub(r",[\d.]+h", ",h", bar) for bar in bars}) == 1


def test_every_file_carries_every_marker_in_both_languages():
    _, files = example()
    for name, data in files.items():
        if name.endswith((".json", ".svg", ".html")) or "codebook" in name:
            missing = [s for s, m in LEGEND.items() if f"[{s}]" not in data.decode("utf-8-sig")]
            assert not missing, name
    for language in ("ko", "en"):
        book = readers.read_xlsx(files[f"2026-9-r1-{language}.xlsx"])
        text = {str(cell.value) for row in book.worksheets[2].iter_rows() for cell in row}
        assert all({f"[{s}]", m.ko, m.en} <= text for s, m in LEGEND.items())
    _, meta = readers.read_sav(files["2026-9-r1.sav"])
    labels = " ".join(meta.variable_value_labels["value_status"].values())
    assert all(f"[{status}]" in labels for status in LEGEND)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_workbook_has_cover_contents_notes_and_one_marked_table_a_sheet(language):
    book = readers.read_xlsx(example()[1][f"2026-9-r1-{language}.xlsx"])
    first = {"ko": ["표지", "차례", "읽는 법"], "en": ["Cover", "Contents", "Notes"]}[language]
    assert book.sheetnames[:3] == first and book.sheetnames[3:6] == ["Q10", "Q11", "Q14"]
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges and sheet["A1"].value
        assert len(sheet.tables) <= 1
    links = [cell.hyperlink for row in book.worksheets[1].iter_rows() for cell in row]
    targets = {link.location for link in links if link}
    assert "'Q10'!A1" in targets


def test_chart_is_a_picture_with_title_description_and_no_address_elsewhere():
    for name, data in example()[1].items():
        if name.endswith(".svg"):
            root = ElementTree.fromstring(data)
            space = "{http://www.w3.org/2000/svg}"
            assert root.find(f"{space}title").text and root.find(f"{space}desc").text
            text = data.decode()
            assert "href" not in text and "<script" not in text and "undefined" not in text


def test_sav_is_a_count_table_with_labels_in_both_languages():
    frame, meta = readers.read_sav(example()[1]["2026-9-r1.sav"])
    assert frame.height == len(readers.cells_of(example()[0]))
    assert "전국 / Nationwide" in " ".join(meta.variable_value_labels["office"].values())
    assert all(
        len(t.encode()) <= spss.LABEL_BYTES for t in meta.variable_value_labels["table"].values()
    )


HOSTILE = ["=1+1", "+SUM(A1)", "-2", "@x", "\tcmd", "\rcmd", "\0=1", "＝1+1", " =HYPERLINK(1)"]


@pytest.mark.parametrize("text", HOSTILE)
def test_t55_hostile_words_of_a_release_are_never_a_formula(text):
    names = {"B10": (text, text), "T10": ("제주", "Jeju")}
    release = replace(example()[0], office_names=names)
    files = written(release, {"broken": 0}, title=Words(text, text))
    for language in ("ko", "en"):
        book = readers.read_xlsx(files[f"2026-9-r1-{language}.xlsx"])
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    start = re.compile(r"[\s\0]*[=+\-@＝]|[\t\r\n]")
    for row in readers.rows_of_csv(files):
        assert not [value for value in row.values() if start.match(value)]
    assert len({type(v) for v, _ in readers.cells_of_csv(files).values()}) == 2
