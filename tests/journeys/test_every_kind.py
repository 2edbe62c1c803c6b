"""The practice quiz that asks every kind of question, answered and handed in by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from quizzes.kinds import KINDS
from tests.journeys.people import class_code, join_class
from tests.journeys.test_every_page import axe_faults
from tests.journeys.test_keyboard import follow, next_stop, skip_to_main, tab_to

pytestmark = pytest.mark.journey
QUIZ = "연습: 여러 가지 모양의 문제"
MOST_STOPS = 60
IN_A_FIELD = """document.activeElement.matches(
  'main input:not([value=unsure]), main select, main textarea')"""
MOVE = "document.activeElement.matches('[data-move]')"
SAVED = re.compile(r"\d\d:\d\d")


def answer_here(page: Page, stop: dict, answered: set[str]) -> None:
    """Answer the field that has the focus as a keyboard does; each group of fields once."""
    group = stop["group"] or stop["text"]
    if stop["type"] in ("radio", "checkbox"):
        if group not in answered:
            page.keyboard.press("Space")
    elif stop["tag"] == "SELECT":
        page.keyboard.press("ArrowDown")
    elif stop["tag"] in ("INPUT", "TEXTAREA"):
        page.keyboard.type("112")
    elif page.evaluate(MOVE) and "moved" not in answered:
        page.keyboard.press("Enter")
        group = "moved"
    answered.add(group)


def answer_question(page: Page) -> None:
    """From the question's heading to its button, answering on the way; stops on the button."""
    answered: set[str] = set()
    for _ in range(MOST_STOPS):
        stop = next_stop(page)
        if stop["isForward"] and page.evaluate("document.activeElement.type") == "submit":
            return
        if page.evaluate(IN_A_FIELD) or page.evaluate(MOVE):
            answer_here(page, stop, answered)
    pytest.fail("the button to go on is not reached by keyboard")


def walk_quiz(page: Page, look) -> list[str]:
    """Answer every question; `look(number)` sees each answered one. The ways of answering."""
    ways = []
    for number in range(1, len(KINDS) + 1):
        expect(page.locator(".meter:visible")).to_contain_text(f"{number} / {len(KINDS)}")
        ways.append(page.locator("fieldset[data-form]:visible").get_attribute("data-form"))
        answer_question(page)
        expect(page.locator("[data-saved-mark]:visible")).to_have_text(SAVED)
        look(number)
        page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    return ways


def open_quiz(page: Page, *, language: str = "ko", start: str = "시작하기") -> None:
    """From the student's home to the first question, by keyboard."""
    title = {"ko": QUIZ, "en": "Practice: questions of every kind"}[language]
    for text in (title, start, start):
        tab_to(page, text)
        follow(page)
    page.wait_for_url("**/attempts/**")
    skip_to_main(page) if language == "ko" else None


def test_every_kind_is_answered_and_handed_in_by_keyboard(demo, page):
    join_class(page, demo, class_code(demo, "DEMO002", 2, 3), 4)
    open_quiz(page)
    faults = []
    ways = walk_quiz(page, lambda number: faults.extend(axe_faults(page)))
    assert set(ways) == {"choice", "order", "match", "text", "spot"}
    expect(page.get_by_text("모든 문제에 답했어요")).to_be_visible()
    faults += axe_faults(page)
    tab_to(page, "제출하기")
    follow(page)
    expect(page).to_have_url(re.compile("/result/"))
    expect(page.locator(".question-result")).to_have_count(len(KINDS))
    assert not faults + axe_faults(page)
