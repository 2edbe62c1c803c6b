"""An analyst reads a table that can be published and downloads it."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
SMALL = re.compile(r"^[1-9]$")


def download(page: Page, file_format: str) -> bytes:
    page.locator(f"input[value={file_format}]").check()
    page.locator("[name=purpose]").fill("2026년 2학기 실태조사 결과 검토")
    with page.expect_download() as started:
        page.get_by_role("button", name="내려받기").click()
    return started.value.path().read_bytes()


def test_r3_table_of_the_synthetic_round_prints_no_small_count(demo, analyst):
    analyst.goto(f"{demo.platform}/ko/rounds/2026-1/tables/victimisation/")
    expect(analyst.locator("main")).to_contain_text("합성 자료")
    cells = analyst.locator("main table td").all_inner_texts()
    assert "[c]" in cells
    assert not [cell for cell in cells if SMALL.match(cell.strip())]
    assert len(cells) > 17


def test_analyst_downloads_the_table_with_its_codebook(demo, analyst):
    address = f"{demo.platform}/ko/rounds/2026-1/tables/victimisation/download/"
    analyst.goto(address)
    workbook = openpyxl.load_workbook(io.BytesIO(download(analyst, "xlsx")))
    assert len(workbook.sheetnames) >= 2
    assert not [
        cell
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    analyst.goto(address)
    content = download(analyst, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"[c]" in content
