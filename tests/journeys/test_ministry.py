"""An analyst reads, downloads and closes; the answers leave the survey service and become a table."""

import hashlib
import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import sign_in, survey_code
from tests.journeys.test_survey import begin, walk_to_the_check_page

pytestmark = pytest.mark.journey
SMALL = re.compile(r"^[1-9]$")


def download(page: Page, name: str) -> bytes:
    page.get_by_label(re.compile("목적|어디에")).first.fill("2026년 2학기 실태조사 결과 검토")
    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile(name)).click()
    return started.value.path().read_bytes()


@pytest.fixture
def analyst(demo, new_context) -> Page:
    page = new_context("desktop", accept_downloads=True).new_page()
    sign_in(page, demo, "analyst@demo.example")
    return page


def test_r3_table_of_the_synthetic_round_prints_no_small_count(demo, analyst):
    analyst.goto(f"{demo.platform}/ko/rounds/2026-1/tables/victimisation/")
    expect(analyst.locator("main")).to_contain_text("합성 자료")
    cells = analyst.locator("main table td").all_inner_texts()
    assert "[c]" in cells
    assert not [cell for cell in cells if SMALL.match(cell.strip())]
    assert len(cells) > 17


def test_analyst_closes_the_round_and_the_answers_become_a_file(demo, analyst, new_context):
    respondent = new_context("phone").new_page()
    begin(respondent, demo, survey_code(demo, "H", place=1), "h")
    walk_to_the_check_page(respondent, {"Q10": "no"})
    respondent.get_by_role("button", name="보내기").click()
    expect(respondent.locator("main")).to_contain_text("고마워요")
    sent = demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0]

    analyst.goto(f"{demo.platform}/ko/rounds/2026-2/")
    analyst.get_by_role("link", name="조사 마감하기").click()
    analyst.locator("main textarea, main input[type=text]").first.fill("조사 기간이 끝났습니다.")
    analyst.get_by_role("button", name=re.compile("마감")).click()
    expect(analyst.locator("main")).to_contain_text("export_round")

    late = new_context("phone").new_page()
    late.goto(f"{demo.survey}/ko/h/")
    expect(late.locator("main")).to_contain_text("끝났어요")

    demo.manage("survey", "export_round", "2026-2")
    assert demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0] == 0
    sealed = demo.data_dir / "exchange/2026-2/sealed.parquet"
    checksum = sealed.with_name("sealed.parquet.sha256").read_text(encoding="utf-8")
    assert hashlib.sha256(sealed.read_bytes()).hexdigest() in checksum

    said = demo.manage("platform", "open_microdata", "2026-2")
    assert str(sent) in said
    analyst.goto(f"{demo.platform}/ko/rounds/2026-2/tables/victimisation/")
    cells = [cell.strip() for cell in analyst.locator("main table td").all_inner_texts()]
    assert not [cell for cell in cells if SMALL.match(cell)]


def test_analyst_downloads_the_table_with_its_codebook(demo, analyst):
    address = f"{demo.platform}/ko/rounds/2026-1/tables/victimisation/download/"
    analyst.goto(address)
    workbook = openpyxl.load_workbook(io.BytesIO(download(analyst, "XLSX|Excel")))
    assert len(workbook.sheetnames) >= 2
    assert not [
        cell
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    analyst.goto(address)
    content = download(analyst, "CSV")
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"[c]" in content
