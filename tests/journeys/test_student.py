"""A student joins, reads, answers, loses the line, changes devices and loses nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import class_code, join_class, take_seat
from tests.journeys.running_demo import Demo

pytestmark = pytest.mark.journey
LESSON = "합성 매체는 어떻게 믿음을 흔드나"
QUIZ = "합성 매체와 믿음 퀴즈"
FORWARD = re.compile("계속|내 답 확인하기")


def open_module(page: Page) -> None:
    page.get_by_role("link", name=re.compile(LESSON)).first.click()
    page.wait_for_url("**/modules/*/")


def read_on(page: Page, steps: int) -> None:
    for _ in range(steps):
        heading = page.locator("main h1").first.inner_text()
        page.get_by_role("button", name="계속").click()
        expect(page.locator("main h1").first).not_to_have_text(heading)


def start_quiz(page: Page) -> None:
    """Press the quiz's own card; the first time a page explains it before it begins."""
    card = page.get_by_role("article").filter(has_text=QUIZ)
    card.locator("a:visible, button:visible").first.click()
    page.wait_for_load_state()
    if "/start/" in page.url:
        page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/attempts/**")


def choose(page: Page, place: int = 0) -> None:
    """Choose an option; it counts only when the page says that the server has it."""
    page.locator("main input[name=chosen]:visible").nth(place).check()
    expect(page.locator("[data-saved-mark]:visible")).to_have_text(re.compile(r"\d\d:\d\d 저장됨"))


def answer_and_go_on(page: Page) -> None:
    choose(page)
    page.get_by_role("button", name=FORWARD).click()
    page.wait_for_timeout(150)


def saved_answers(demo: Demo, number: int) -> int:
    rows = demo.rows(
        "platform",
        """SELECT count(*) FROM quizzes_answer
            JOIN quizzes_attempt ON quizzes_attempt.id = attempt_id
            JOIN schools_student ON schools_student.id = student_id
            JOIN schools_classroom ON schools_classroom.id = classroom_id
            JOIN schools_school ON schools_school.id = school_id
            WHERE schools_student.number = %s AND neis_code = 'DEMO002' AND class_number = 3""",
        number,
    )
    return rows[0][0]


@pytest.fixture
def code(demo):
    return class_code(demo, "DEMO002", 2, 3)


def test_student_reads_answers_and_sees_the_result_on_another_device(demo, code, new_context):
    first = new_context("tablet").new_page()
    join_class(first, demo, code, 1)
    open_module(first)
    first.get_by_role("link", name=re.compile("시작하기")).first.click()
    read_on(first, 3)
    first.context.close()

    second = new_context("phone").new_page()
    join_class(second, demo, code, 1)
    open_module(second)
    second.get_by_role("link", name=re.compile("이어서")).first.click()
    expect(second.get_by_text(re.compile(r"^4 / 8"))).to_be_visible()
    read_on(second, 4)
    second.get_by_role("button", name="수업 마치기").click()
    second.wait_for_url("**/modules/*/")

    start_quiz(second)
    for _ in range(3):
        answer_and_go_on(second)
    expect(second.get_by_text("4 / 8")).to_be_visible()
    second.context.close()

    third = new_context("desktop").new_page()
    join_class(third, demo, code, 1)
    open_module(third)
    start_quiz(third)
    expect(third.get_by_text("4 / 8")).to_be_visible()
    for _ in range(5):
        answer_and_go_on(third)
    expect(third.get_by_role("heading", name="내 답 확인하기")).to_be_visible()
    third.get_by_role("button", name="제출하기").dblclick()
    expect(third.get_by_role("heading", level=1)).to_have_text(re.compile(r"8개 중 \d개"))
    expect(third.get_by_text("왜 그럴까요?").first).to_be_attached()
    third.go_back()
    third.reload()
    expect(third.locator("main")).to_contain_text(re.compile("제출|8개 중"))
    assert saved_answers(demo, 1) == 8


def test_lesson_and_quiz_without_javascript_lead_to_the_result(demo, code, new_context):
    page = new_context("phone", java_script_enabled=False).new_page()
    join_class(page, demo, code, 3)
    open_module(page)
    start_quiz(page)
    for _ in range(8):
        page.locator("main input[name=chosen]:visible").first.check()
        page.get_by_role("button", name=FORWARD).click()
    page.get_by_role("button", name="제출하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"8개 중 \d개"))
    assert saved_answers(demo, 3) == 8


def test_join_with_bad_input_says_what_to_do_and_keeps_the_way_open(demo, code, page):
    page.goto(demo.platform)
    page.locator("input[name=code]").fill("2222-3333")
    page.get_by_role("button", name="들어가기").click()
    expect(page.locator(".field__error:visible")).to_contain_text("코드")
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())
    page.locator("input[name=code]").fill(full_width)
    page.get_by_role("button", name="들어가기").click()
    take_seat(page, 4, "999999")
    expect(page.locator(".field__error:visible").first).to_be_visible()
    take_seat(page, 4, "０００００４")  # full-width digits, as a Korean keyboard types them
    page.wait_for_url("**/ko/home/")


def test_t11_after_signing_out_back_shows_nothing_of_the_student(demo, code, page):
    join_class(page, demo, code, 5)
    page.get_by_role("button", name="끝내기").click()
    page.wait_for_url("**/signed-out/")
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("body")).not_to_contain_text("5번 아니에요?")
