"""What may go wrong in the middle of a quiz, in the browser, and what a student sees of it."""

import re

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, expect

from tests.journeys.people import class_code, join_class, take_seat
from tests.journeys.running_demo import Demo
from tests.journeys.test_student import answer_and_go_on, choose, open_module, start_quiz

pytestmark = pytest.mark.journey
FIVE_MINUTES = "05:00"
SAVED = re.compile(r"\d\d:\d\d 저장됨")


@pytest.fixture
def code(demo):
    return class_code(demo, "DEMO002", 2, 3)


def rows_of(demo: Demo, number: int) -> list[tuple]:
    """Attempt, its state and points, and an answer of it or None; of the student with a number."""
    return demo.rows(
        "platform",
        """SELECT attempt.id, attempt.state, attempt.points, answer.id
            FROM quizzes_attempt AS attempt
            LEFT JOIN quizzes_answer AS answer ON answer.attempt_id = attempt.id
            JOIN schools_student AS student ON student.id = student_id
            JOIN schools_classroom AS classroom ON classroom.id = classroom_id
            JOIN schools_school AS school ON school.id = school_id
            WHERE student.number = %s AND neis_code = 'DEMO002' AND class_number = 3""",
        number,
    )


def saved(demo: Demo, number: int) -> int:
    return sum(answer is not None for *_, answer in rows_of(demo, number))


def expect_saved(page: Page, demo: Demo, number: int, count: int) -> None:
    """Within ten seconds the server holds so many answers."""
    for _ in range(100):
        if saved(demo, number) == count:
            return
        page.wait_for_timeout(100)
    assert saved(demo, number) == count


def begin(page: Page, demo: Demo, code: str, number: int) -> None:
    join_class(page, demo, code, number)
    open_module(page)
    start_quiz(page)


def end_session(demo: Demo, page: Page) -> None:
    """What the idle end, or an operator, does to the session of this browser."""
    key = next(each["value"] for each in page.context.cookies() if each["name"] == "session")
    end = "from django.contrib.sessions.models import Session; Session.objects"
    demo.manage("platform", "shell", "-c", f"{end}.filter(session_key={key!r}).delete()")


def test_t44_a_double_click_on_hand_in_makes_one_attempt_with_one_score(demo, code, page):
    begin(page, demo, code, 27)
    for _ in range(8):
        answer_and_go_on(page)
    page.get_by_role("button", name="제출하기").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"8개 중 \d개"))
    ((_, state, points),) = {row[:3] for row in rows_of(demo, 27)}
    assert state == "submitted" and points is not None


def test_t81_five_minutes_without_a_line_and_a_reload_lose_nothing(demo, code, new_context):
    context = new_context("tablet")
    page = context.new_page()
    page.clock.install()
    begin(page, demo, code, 28)
    answer_and_go_on(page)
    address = page.url
    context.set_offline(True)
    page.locator("main input[name=chosen]:visible").first.check()
    expect(page.locator("[data-offline-bar]")).to_be_visible()
    page.get_by_role("button", name="계속").click()
    page.locator("main input[name=chosen]:visible").nth(1).check()
    page.clock.fast_forward(FIVE_MINUTES)
    assert saved(demo, 28) == 1
    # The browser has no page to show without a line; that is as far as a reload goes.
    with pytest.raises(BrowserError):
        page.reload()
    context.set_offline(False)
    page.goto(address)
    expect(page.locator("[data-saved-mark]:visible")).to_have_text(SAVED)
    expect_saved(page, demo, 28, 3)
    expect(page.locator("[data-offline-bar]")).to_be_hidden()
    expect(page.locator("main input[name=chosen]:visible").first).to_be_checked()


def test_t81_the_line_comes_back_without_a_reload_and_answers_go_by_themselves(
    demo, code, new_context
):
    context = new_context("phone")
    page = context.new_page()
    page.clock.install()
    begin(page, demo, code, 29)
    context.set_offline(True)
    page.locator("main input[name=chosen]:visible").first.check()
    expect(page.locator("[data-offline-bar]")).to_be_visible()
    page.clock.fast_forward(FIVE_MINUTES)
    context.set_offline(False)
    expect_saved(page, demo, 29, 1)
    expect(page.locator("[data-offline-bar]")).to_be_hidden()
    expect(page.locator("[data-saved-mark]:visible")).to_have_text(SAVED)


def test_t82_a_session_that_ends_is_begun_again_inside_the_page(demo, code, page):
    begin(page, demo, code, 30)
    answer_and_go_on(page)
    end_session(demo, page)
    address = page.url
    page.locator("main input[name=chosen]:visible").first.check()
    asked = page.locator("[data-sign-in-again]")
    expect(asked).to_contain_text("하나도 사라지지 않았어요")
    expect(page.locator("[data-saved-mark]:visible")).not_to_have_text(SAVED)
    asked.get_by_label("PIN").fill("999999")
    asked.get_by_label("내 번호").fill("30")
    asked.get_by_role("button").click()
    expect(asked.locator("[data-again-problem]")).to_contain_text("PIN")
    asked.get_by_label("PIN").fill("000030")
    asked.get_by_role("button").click()
    expect(asked).to_be_hidden()
    expect(page.locator("[data-saved-mark]:visible")).to_have_text(SAVED)
    assert page.url == address
    assert saved(demo, 30) == 2
    page.get_by_role("button", name="계속").click()
    choose(page)
    expect_saved(page, demo, 30, 3)


def test_t82_without_javascript_the_answer_waits_for_number_and_pin(demo, code, new_context):
    page = new_context("phone", java_script_enabled=False).new_page()
    begin(page, demo, code, 31)
    end_session(demo, page)
    page.locator("main input[name=chosen]:visible").first.check()
    page.get_by_role("button", name="계속").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("로그아웃되었어요")
    take_seat(page, 31)
    expect(page.get_by_text("2 / 8")).to_be_visible()
    expect(page.get_by_text("답도 저장했어요")).to_be_visible()
    assert saved(demo, 31) == 1
