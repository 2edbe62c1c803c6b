"""Two officials close a round and allow its tabulation; a tabulator counts and destroys it.

Runs after the survey's journeys (by its name): a closed round takes no answers.
"""

import hashlib
import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import survey_code
from tests.journeys.test_ministry import SMALL, ask_for_tables, cells_of
from tests.journeys.test_survey import begin, go_straight_to_the_check_page

pytestmark = pytest.mark.journey


def take_step(demo, first: Page, second: Page, step: str, word: str) -> None:
    """The first official asks, is refused as the second, and the second one confirms."""
    first.goto(f"{demo.platform}/ko/rounds/2026-2/")
    first.get_by_role("link", name=f"{word} 요청").click()
    first.get_by_label("사유").fill("조사 기간이 끝났습니다.")
    first.get_by_role("button", name="확인 요청").click()
    expect(first.locator("main")).to_contain_text("두 번째 사람을 기다림")
    address = f"{demo.platform}/ko/rounds/2026-2/steps/{step}/confirm/"
    for page in (first, second):
        page.goto(address)
        page.get_by_label("내용을 살펴보았고", exact=False).check()
        page.get_by_role("button", name=f"{word} 확인").click()
        if page is first:
            expect(page.locator("main")).to_contain_text("다른 사람이 확인해야")
    expect(second).to_have_url(re.compile("/rounds/2026-2/$"))


def test_two_officials_close_and_the_tabulator_counts_and_destroys(
    demo, analyst, approver, new_context
):
    respondent = new_context("phone").new_page()
    begin(respondent, demo, survey_code(demo, "H", place=1), "h")
    go_straight_to_the_check_page(respondent, {"Q10": "no"})
    respondent.get_by_role("button", name="보내기").click()
    expect(respondent.get_by_text("고마워요", exact=False).first).to_be_visible()
    sent = demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0]

    demo.manage("survey", "count_participation", "2026-2")
    demo.manage("platform", "take_participation", "2026-2")
    analyst.goto(f"{demo.platform}/ko/rounds/2026-2/participation/")
    expect(analyst.locator("main")).to_contain_text("[c]")

    take_step(demo, analyst, approver, "close", "마감")
    expect(approver.locator("main")).to_contain_text("export_round")
    late = new_context("phone").new_page()
    late.goto(f"{demo.survey}/ko/h/")
    expect(late.locator("main")).to_contain_text("끝났어요")

    demo.manage("survey", "export_round", "2026-2")
    assert demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0] == 0
    sealed = demo.data_dir / "exchange/2026-2/sealed.parquet"
    checksum = sealed.with_name("sealed.parquet.sha256").read_text(encoding="utf-8")
    assert hashlib.sha256(sealed.read_bytes()).hexdigest() in checksum

    take_step(demo, analyst, approver, "tabulate", "집계")
    assert str(sent) in demo.manage("platform", "open_microdata", "2026-2")
    release = ask_for_tables(analyst, demo, "2026-2/request/?declared=1")
    cells = cells_of(analyst, release)
    assert cells and not [cell for cell in cells if SMALL.match(cell)]

    demo.manage("survey", "erase_round", "2026-2")
    demo.manage("platform", "destroy_round", "2026-2", "--by", "approver@demo.example")
    assert not sealed.exists() and not list((demo.data_dir / "custody").glob("2026-2*"))
    protocol = json.loads((demo.data_dir / "protocols/2026-2.json").read_text(encoding="utf-8"))
    assert "sealed.parquet" in protocol["signed"]
