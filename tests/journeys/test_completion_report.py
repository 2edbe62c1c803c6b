"""The school's administrator takes the completion report home, the same as the page shows."""

import csv
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import sign_in

pytestmark = pytest.mark.journey
MODULE = "합성 매체는 어떻게 믿음을 흔드나"


def test_report_of_the_school_is_downloaded_as_it_is_shown(demo, new_context):
    page = new_context("desktop").new_page()
    sign_in(page, demo, "schooladmin@demo.example")
    page.get_by_role("link", name="이수 보고서").click()
    of_class = page.get_by_role("row").filter(has_text="2학년 3반")
    row = of_class.filter(has_text=MODULE)
    expect(row).to_have_count(1)
    shown = [int(text) for text in row.locator("td.number").all_inner_texts()]
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    with waiting.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = [each for each in csv.reader(file) if each[1] == "2학년 3반" and MODULE in each]
    assert [int(cell) for cell in rows[0][4:7]] == shown
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("XLSX")).click()
    assert waiting.value.path().read_bytes()[:2] == b"PK"
