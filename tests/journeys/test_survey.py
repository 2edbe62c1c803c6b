"""The anonymous survey, with and without JavaScript; what its tables hold afterwards."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import class_code, join_class, survey_code
from tests.journeys.running_demo import Demo

pytestmark = pytest.mark.journey
OPTION = "main input:visible"


def begin(page: Page, demo: Demo, code: str, level: str = "m") -> None:
    page.goto(f"{demo.survey}/ko/{level}/")
    page.locator("input[name=code]").fill(code.lower())
    page.get_by_role("button", name="시작하기").click()


def answer(page: Page, question: str, option: str) -> None:
    page.locator(f"input[name={question}][value='{option}']:visible").check()


def go_on(page: Page) -> None:
    page.locator("main button:visible").filter(has_text=re.compile("^계속")).click()


def question_on_screen(page: Page) -> str:
    return page.locator(
        "main input[type=radio]:visible, main input[type=checkbox]:visible"
    ).first.get_attribute("name")


def walk_to_the_check_page(page: Page, chosen: dict[str, str]) -> list[str]:
    """Answer what is asked, skip the rest; returns the questions in the order they came."""
    asked = []
    while page.locator("main button:visible").filter(has_text=re.compile("^계속")).count():
        question = question_on_screen(page)
        asked.append(question)
        if question in chosen:
            answer(page, question, chosen[question])
        go_on(page)
        page.wait_for_timeout(40)
    return asked


def stored(demo: Demo) -> int:
    return demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0]


def test_t80_student_goes_from_the_module_to_the_survey_and_sends_once(demo, new_context):
    before = stored(demo)
    context = new_context("tablet")
    page = context.new_page()
    join_class(page, demo, class_code(demo, "DEMO002", 2, 3), 7)
    page.locator("main a").first.click()
    page.get_by_role("link", name=re.compile("조사예요")).click()
    posts: list[str] = []
    with context.expect_page() as opened:
        page.locator(f"main a[href^='{demo.survey}']").click()
    survey = opened.value
    survey.on("request", lambda request: posts.append(request.url))
    assert survey.evaluate("[document.referrer, window.opener]") == ["", None]  # T-80
    code = survey_code(demo, "M", place=0)
    survey.locator("input[name=code]").fill(code.lower())
    posts.clear()
    survey.get_by_role("button", name="시작하기").click()
    asked = walk_to_the_check_page(survey, {"Q2": "2", "Q10": "yes", "Q19": "nobody"})
    assert {"Q14", "Q20", "Q21b", "Q23b"} <= set(asked) and not {"Q21", "Q23"} & set(asked)
    assert len(asked) == 27
    expect(survey.locator("main")).to_contain_text("Q10: yes")
    # The browser fetches the icon of the page when it likes; nothing else may leave.
    assert [url for url in posts if "favicon" not in url] == []
    survey.get_by_role("button", name="보내기").dblclick()
    expect(survey.get_by_text("고마워요", exact=False).first).to_be_visible()
    assert len({url for url in posts if "/send/" in url}) == 1
    assert stored(demo) == before + 1
    assert context.cookies(demo.survey) == []


def test_t64_spent_code_is_refused_without_a_word_about_the_answer(demo, new_context):
    code = survey_code(demo, "M", place=1)
    for is_second in (False, True):
        page = new_context("phone").new_page()
        begin(page, demo, code)
        walk_to_the_check_page(page, {})
        before = stored(demo)
        page.get_by_role("button", name="보내기").click()
        if is_second:
            expect(page.get_by_text("이미 참여했어요").first).to_be_visible()
            assert stored(demo) == before
        else:
            expect(page.get_by_text("고마워요", exact=False).first).to_be_visible()


def test_i14_student_not_affected_meets_as_many_pages_in_other_words(demo, page):
    begin(page, demo, survey_code(demo, "M", place=2))
    asked = walk_to_the_check_page(page, {"Q8": "none", "Q10": "no", "Q11": "no", "Q12": "no"})
    assert not {"Q9", "Q14", "Q20", "Q21", "Q23", "Q24"} & set(asked)
    assert {"Q10", "Q13", "Q14b", "Q20b", "Q25", "Q28"} <= set(asked)
    assert len(asked) == 27


def test_lost_connection_keeps_the_answers_on_the_screen_and_stores_one(demo, new_context):
    context = new_context("tablet")
    page = context.new_page()
    begin(page, demo, survey_code(demo, "M", place=3))
    walk_to_the_check_page(page, {"Q2": "1"})
    before = stored(demo)
    context.set_offline(True)
    page.get_by_role("button", name="보내기").click()
    expect(page.get_by_text("보내지 못했어요").first).to_be_visible()
    context.set_offline(False)
    page.get_by_role("button", name="다시 보내기").click()
    expect(page.get_by_text("고마워요", exact=False).first).to_be_visible()
    assert stored(demo) == before + 1


def test_survey_without_javascript_shows_the_row_and_stores_one(demo, new_context):
    before = stored(demo)
    page = new_context("phone", java_script_enabled=False).new_page()
    page.goto(f"{demo.survey}/ko/m/")
    expect(page.locator("main")).to_contain_text(re.compile(r"\d+-2번으로"))
    page.locator("input[name=code]").fill(survey_code(demo, "M", place=4))
    page.locator("input[name=Q2][value='3']").check()
    page.locator("input[name=Q10][value=no]").check()
    page.locator("input[name=Q14][value=face]").check()
    page.get_by_role("button", name="내 답 확인하기").click()
    expect(page.locator("main")).to_contain_text("Q2: 3")
    # Q14 does not apply to somebody who answered "no" to Q10.
    expect(page.locator("main")).not_to_contain_text("Q14: face")
    page.get_by_role("button", name="보내기").dblclick()
    expect(page.get_by_text("고마워요", exact=False).first).to_be_visible()
    assert stored(demo) == before + 1


def test_t72_leaving_by_three_shifts_shows_a_neutral_page_and_back_restores_nothing(demo, page):
    begin(page, demo, survey_code(demo, "M", place=5))
    answer(page, "Q2", "1")
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.locator("body")).not_to_contain_text("몇 학년인가요?")
    page.wait_for_url(lambda url: not url.endswith("/ko/m/"))
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("input:checked")).to_have_count(0)


def test_i10_survey_tables_show_no_name_number_address_or_time(demo):
    columns = demo.rows(
        "survey",
        """SELECT table_name, column_name, data_type FROM information_schema.columns
           WHERE table_name IN ('collector_answer', 'collector_spent', 'collector_code')""",
    )
    names = {name for _, name, _ in columns}
    assert names <= {"id", "round", "stratum", "ciphertext", "digest", "mark"}
    assert {kind for _, _, kind in columns} <= {"bytea", "character varying"}
    assert demo.rows("survey", "SELECT DISTINCT round FROM collector_answer") in ([], [("2026-2",)])
