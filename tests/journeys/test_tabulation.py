"""The analyst closes the round; the answers leave the survey service and become a table.

Runs after the survey's journeys (by its name): a closed round takes no answers.
"""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import survey_code
from tests.journeys.test_ministry import SMALL
from tests.journeys.test_survey import begin, walk_to_the_check_page

pytestmark = pytest.mark.journey


def test_analyst_closes_the_round_and_the_answers_become_a_file(demo, analyst, new_context):
    respondent = new_context("phone").new_page()
    begin(respondent, demo, survey_code(demo, "H", place=1), "h")
    walk_to_the_check_page(respondent, {"Q10": "no"})
    respondent.get_by_role("button", name="보내기").click()
    expect(respondent.get_by_text("고마워요", exact=False).first).to_be_visible()
    sent = demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0]

    analyst.goto(f"{demo.platform}/ko/rounds/2026-2/")
    analyst.get_by_role("link", name="조사 마감하기").click()
    analyst.get_by_label("사유").fill("조사 기간이 끝났습니다.")
    analyst.get_by_label("다시 열 수 없음을 확인했습니다", exact=False).check()
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
