"""Finishing on a shared tablet while quiz answers still wait on it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import class_code, join_class
from tests.journeys.test_student import open_module, saved_answers, start_quiz

pytestmark = pytest.mark.journey
SAVE = re.compile(r"/attempts/[0-9a-f-]+/answers/$")


@pytest.fixture
def code(demo):
    return class_code(demo, "DEMO002", 2, 3)


def give_an_answer_that_cannot_be_sent(page: Page) -> None:
    open_module(page)
    start_quiz(page)
    page.route(SAVE, lambda route: route.abort())
    page.locator("main input[name=chosen]:visible").first.check()
    expect(page.locator("[data-offline-bar]")).to_be_visible()


def finish(page: Page) -> None:
    page.get_by_role("button", name="끝내기", exact=True).click()


def test_finishing_with_unsent_answers_asks_first_and_staying_keeps_them(demo, code, page):
    join_class(page, demo, code, 22)
    give_an_answer_that_cannot_be_sent(page)
    finish(page)
    question = page.get_by_role("alertdialog", name="아직 보내지 못한 답이 있어요")
    expect(question).to_be_focused()
    question.get_by_role("button", name="계속 남아 있기").click()
    expect(question).to_be_hidden()

    page.unroute(SAVE)
    finish(page)
    page.wait_for_url("**/signed-out/")
    assert saved_answers(demo, 22) == 1


def test_finishing_sends_what_an_earlier_page_left_on_the_device(demo, code, page):
    join_class(page, demo, code, 23)
    give_an_answer_that_cannot_be_sent(page)
    page.goto(f"{demo.platform}/ko/home/")
    page.unroute(SAVE)
    finish(page)
    page.wait_for_url("**/signed-out/")
    assert saved_answers(demo, 23) == 1


def test_finishing_anyway_signs_out_and_empties_the_device(demo, code, page):
    join_class(page, demo, code, 24)
    give_an_answer_that_cannot_be_sent(page)
    finish(page)
    page.get_by_role("button", name="그래도 끝내기").click()
    page.wait_for_url("**/signed-out/")
    page.wait_for_function("async () => (await indexedDB.databases()).length === 0")
    assert saved_answers(demo, 24) == 0
