"""A tablet that goes from hand to hand: nobody meets what the student before left on it."""

import re

import pytest
from playwright.sync_api import Page, expect

from helplines.views import server_error
from tests.journeys.people import class_code, join_class, sign_in
from tests.journeys.test_signing_out import SAVE, finish, give_an_answer_that_cannot_be_sent
from tests.journeys.test_student import saved_answers

pytestmark = pytest.mark.journey
HTML = "text/html; charset=utf-8"
STORED = """async () => {
  const names = (await indexedDB.databases()).map((each) => each.name);
  if (!names.includes("quiz-answers")) return 0;
  const opened = indexedDB.open("quiz-answers");
  await new Promise((resolve) => { opened.onsuccess = resolve; });
  const all = opened.result.transaction("answers").objectStore("answers").getAll();
  await new Promise((resolve) => { all.onsuccess = resolve; });
  opened.result.close();
  return all.result.length;
}"""


@pytest.fixture
def code(demo):
    return class_code(demo, "DEMO002", 2, 3)


def leave_without_finishing(page: Page) -> None:
    """The lid is closed on an unsent answer, and half an hour goes by."""
    page.clock.fast_forward("31:00")
    page.wait_for_url("**/been-away/", timeout=20_000)


def test_t12_unused_page_asks_first_and_one_press_goes_on(demo, code, page):
    page.clock.install()
    join_class(page, demo, code, 12)
    # The server's own clock goes on as ever; it says that half an hour is left.
    page.route("**/still-here/", lambda route: route.abort())
    page.clock.run_for("28:05")
    question = page.get_by_role("dialog", name="아직 보고 있나요?")
    expect(question).to_be_visible()
    expect(question.get_by_role("button", name="계속하기")).to_be_focused()
    page.unroute("**/still-here/")
    question.get_by_role("button", name="계속하기").click()
    expect(question).to_be_hidden()
    page.clock.run_for("05:00")
    assert "/home/" in page.url
    expect(question).to_be_hidden()


def test_t12_unused_page_ends_with_a_page_of_nobody_and_back_shows_nothing(demo, code, page):
    page.clock.install()
    join_class(page, demo, code, 13)
    page.route("**/still-here/", lambda route: route.abort())
    page.clock.run_for("28:05")
    page.clock.run_for("02:05")
    page.wait_for_url("**/been-away/")
    expect(page.locator("body")).not_to_contain_text("13번")
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("body")).not_to_contain_text("13번")


def test_t12_another_window_that_is_used_keeps_the_unused_one_quiet(demo, code, page):
    page.clock.install()
    join_class(page, demo, code, 14)
    page.clock.run_for("28:05")  # the server answers that there is half an hour left
    page.wait_for_timeout(500)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_t12_teacher_who_went_away_is_signed_out(demo, page):
    page.clock.install()
    sign_in(page, demo, "teacher@demo.example")
    page.route("**/still-here/", lambda route: route.abort())
    page.clock.run_for("13:05")
    expect(page.get_by_role("dialog", name="아직 사용 중이십니까?")).to_be_visible()
    page.clock.run_for("02:05")
    page.wait_for_url("**/been-away/")
    page.goto(f"{demo.platform}/ko/classes/")
    assert "/accounts/login/" in page.url


def test_t12_t13_unsent_answer_waits_through_another_students_visit(demo, code, page):
    page.clock.install()
    join_class(page, demo, code, 21)
    give_an_answer_that_cannot_be_sent(page)
    page.route("**/still-here/", lambda route: route.abort())
    leave_without_finishing(page)
    assert page.evaluate(STORED) == 1, "kept on the device"

    page.unroute(SAVE)
    page.unroute("**/still-here/")
    join_class(page, demo, code, 16)
    finish(page)
    page.wait_for_url("**/signed-out/")
    page.wait_for_timeout(500)
    assert saved_answers(demo, 16) == saved_answers(demo, 21) == 0, "sent by nobody else"
    assert page.evaluate(STORED) == 1, "nor thrown away"

    with page.expect_response(SAVE) as answer:
        join_class(page, demo, code, 21)
    assert answer.value.status == 200
    assert saved_answers(demo, 21) == 1
    finish(page)
    page.wait_for_url("**/signed-out/")
    page.wait_for_function("async () => (await indexedDB.databases()).length === 0")


def test_t13_each_page_names_its_student_and_one_press_hands_the_tablet_on(demo, code, page):
    join_class(page, demo, code, 17)
    page.get_by_text("17번 아니에요?").wait_for()
    page.get_by_role("button", name="바꾸기").click()
    page.wait_for_url("**/signed-out/")
    expect(page.locator("body")).not_to_contain_text("17번")
    join_class(page, demo, code, 18)
    expect(page.locator("body")).to_contain_text("18번 아니에요?")
    expect(page.locator("body")).not_to_contain_text("17번")


def test_t14_second_device_takes_over_politely_and_no_answer_is_lost(demo, code, new_context):
    first = new_context("tablet").new_page()
    join_class(first, demo, code, 19)
    give_an_answer_that_cannot_be_sent(first)
    second = new_context("phone").new_page()
    join_class(second, demo, code, 19)
    first.unroute(SAVE)
    first.goto(f"{demo.platform}/ko/home/")
    first.wait_for_url("**/other-device/")
    expect(first.locator("main")).to_contain_text(re.compile("저장"))
    assert saved_answers(demo, 19) == 0
    with first.expect_response(SAVE) as answer:
        join_class(first, demo, code, 19)
    assert answer.value.status == 200
    assert saved_answers(demo, 19) == 1
    second.reload()
    second.wait_for_url("**/other-device/")


def test_t11_page_of_a_student_is_not_kept_for_the_back_button(demo, code, page):
    answer = []
    page.on("response", lambda response: answer.append(response))
    join_class(page, demo, code, 20)
    home = [each for each in answer if each.url.endswith("/ko/home/")][-1]
    assert "no-store" in home.headers["cache-control"]
    finish(page)
    page.wait_for_url("**/signed-out/")
    for _ in range(2):
        page.go_back()
        page.wait_for_load_state()
        expect(page.locator("body")).not_to_contain_text("20번 아니에요?")


def fail_like_a_fault(page: Page, address: str) -> None:
    """The service's own page of a fault, wherever the browser asks for this address."""
    body = server_error(None).content.decode()
    page.route(address, lambda route: route.fulfill(status=500, body=body, content_type=HTML))


def test_home_that_fails_shows_what_there_was_to_do_until_the_next_student(demo, code, page):
    join_class(page, demo, code, 9)
    home = page.url
    task = page.locator("[data-task] h3").first.inner_text()
    fail_like_a_fault(page, home)
    page.reload()
    expect(page.locator("[data-last-home]")).to_contain_text(task)
    page.unroute(home)
    page.get_by_role("link", name="다시 열기").click()
    expect(page.get_by_role("heading", name=task)).to_be_visible()

    page.goto(f"{demo.platform}/ko/join/")
    fail_like_a_fault(page, home)
    page.goto(home)
    expect(page.get_by_role("heading", name="잠시 문제가 생겼어요")).to_be_visible()
    expect(page.locator("[data-last-home]")).to_be_hidden()
