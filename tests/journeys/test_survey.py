"""The anonymous survey, with and without JavaScript; what its tables hold afterwards."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.collector.equal_path import WALK
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


def go_straight_to_the_check_page(page: Page, chosen: dict[str, str]) -> None:
    """The same by a script in the page, where it is not the way that is looked at."""
    page.locator("[data-survey][data-stage=questions]").wait_for()
    page.evaluate(WALK, {question: [option] for question, option in chosen.items()})


def tickets_issued(demo: Demo) -> int:
    return demo.rows("platform", "SELECT count(*) FROM curriculum_ticketissue")[0][0]


def stored(demo: Demo) -> int:
    return demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0]


def open_the_door(page: Page, demo: Demo, class_number: int, seat: int) -> None:
    """Come in, and open the page before the survey from the list of steps."""
    join_class(page, demo, class_code(demo, "DEMO002", 2, class_number), seat)
    page.get_by_role("link", name="합성 매체는 어떻게 믿음을 흔드나").click()
    page.get_by_role("link", name=re.compile("조사예요")).click()


def go_to_the_survey(page: Page, demo: Demo) -> Page:
    """Press the one button; returns the new tab."""
    with page.context.expect_page() as opened:
        page.locator(f"main a[href^='{demo.survey}']").click()
    opened.value.wait_for_load_state()
    return opened.value


def test_t80_student_fetches_a_ticket_and_sends_once(demo, new_context):
    before, issued = stored(demo), tickets_issued(demo)
    context = new_context("tablet")
    page = context.new_page()
    open_the_door(page, demo, 3, 7)
    expect(page.locator("[data-ticket-status]")).to_contain_text("참여권을 받았어요")
    page.reload()
    expect(page.locator("[data-ticket-status]")).to_contain_text("참여권을 받았어요")
    survey = go_to_the_survey(page, demo)
    assert survey.evaluate("[document.referrer, window.opener]") == ["", None]  # T-80
    expect(survey.get_by_text("코드는 필요 없어요")).to_be_visible()
    assert "#" not in survey.url
    # Nothing of the ticket is left behind; what the student had to do is (static/js/last-home.js).
    assert page.evaluate("Object.keys(sessionStorage)") == ["last-home"]
    posts: list[str] = []
    survey.on("request", lambda request: posts.append(request.url))
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
    assert (stored(demo), tickets_issued(demo)) == (before + 1, issued + 1)
    assert context.cookies(demo.survey) == []
    page.reload()
    expect(page.locator("[data-ticket-status]")).to_contain_text("참여권을 전에 받았어요")


def test_ticket_waits_in_its_tab_and_is_used_later_or_replaced_once(demo, new_context):
    page = new_context("phone").new_page()
    open_the_door(page, demo, 3, 8)
    expect(page.locator("[data-ticket-status]")).to_contain_text("참여권을 받았어요")
    page.goto(f"{demo.platform}/ko/home/")
    page.go_back()
    survey = go_to_the_survey(page, demo)
    expect(survey.get_by_text("코드는 필요 없어요")).to_be_visible()
    survey.close()
    page.get_by_role("button", name="새 참여권 하나 받기").click()
    expect(page.locator("[data-ticket-status]")).to_contain_text("참여권을 받았어요")
    survey = go_to_the_survey(page, demo)
    before = stored(demo)
    survey.get_by_role("button", name="시작하기").click()
    go_straight_to_the_check_page(survey, {})
    survey.get_by_role("button", name="보내기").click()
    expect(survey.get_by_text("고마워요", exact=False).first).to_be_visible()
    assert stored(demo) == before + 1


def test_i07_browser_refuses_a_key_that_is_not_in_the_list(demo, new_context):
    page = new_context("phone").new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def change_the_list(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r"[0-9a-f]{64}", "0" * 64, answer.text()))

    page.route("**/survey/", change_the_list)
    open_the_door(page, demo, 3, 9)
    expect(page.locator("[data-ticket-status]")).to_contain_text(
        "공개된 열쇠로 만들어지지 않았어요"
    )
    assert not [url for url in asked if url.endswith("/ticket/")]


def test_class_that_draws_codes_is_told_so_and_types_one(demo, new_context):
    page = new_context("phone").new_page()
    open_the_door(page, demo, 4, 7)
    expect(page.locator("main")).to_contain_text("뽑은 코드 쪽지")
    survey = go_to_the_survey(page, demo)
    survey.locator("input[name=code]").fill(survey_code(demo, "M", place=0))
    before = stored(demo)
    survey.get_by_role("button", name="시작하기").click()
    go_straight_to_the_check_page(survey, {})
    survey.get_by_role("button", name="보내기").click()
    expect(survey.get_by_text("고마워요", exact=False).first).to_be_visible()
    assert stored(demo) == before + 1


def test_page_before_the_survey_without_javascript_says_what_to_do(demo, new_context):
    page = new_context("phone", java_script_enabled=False).new_page()
    open_the_door(page, demo, 3, 10)
    expect(page.locator("main")).to_contain_text("스크립트가 꺼져 있어서 참여권을 받을 수 없어요")


def test_t64_spent_code_is_refused_without_a_word_about_the_answer(demo, new_context):
    code = survey_code(demo, "M", place=1)
    for is_second in (False, True):
        page = new_context("phone").new_page()
        begin(page, demo, code)
        go_straight_to_the_check_page(page, {})
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
    go_straight_to_the_check_page(page, {"Q2": "1"})
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
           WHERE table_name LIKE 'collector_%'""",
    )
    names = {name for _, name, _ in columns}
    assert names <= {"id", "round", "stratum", "ciphertext", "digest", "mark", "accepted"}
    assert {kind for _, _, kind in columns} <= {"bytea", "character varying", "integer"}
    assert demo.rows("survey", "SELECT DISTINCT round FROM collector_answer") in ([], [("2026-2",)])
