"""Leaving a lesson that touches on harm: nothing of it comes back (T-72)."""

import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
CONTENT = Path("lessons/content")


@pytest.fixture
def address(demo):
    """The first step of a lesson that touches on harm."""
    for path in sorted(CONTENT.glob("*.ko.yaml")):
        lesson = yaml.safe_load(path.read_text(encoding="utf-8"))
        if lesson["is_sensitive"]:
            return f"{demo.platform}/ko/read/{lesson['slug']}/?step=1"
    return pytest.fail("no lesson touches on harm")


def press_button(page):
    page.locator("[data-exit-bar] [data-exit-link]").click()


def press_last_link(page):
    """The second way out, for whoever has read to the end of a long page."""
    page.locator(".exit-again [data-exit-link]").press("Enter")


def press_shift(page):
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [press_button, press_last_link, press_shift])
def test_t72_left_lesson_is_replaced_and_back_and_a_new_tab_show_nothing_of_it(
    page, demo, address, leave
):
    page.goto(f"{demo.platform}/ko/help/")
    page.goto(address)
    title = page.locator("main h1").inner_text()
    leave(page)
    page.wait_for_url(re.compile(r"/ko/formulas/"))
    expect(page.locator("body")).not_to_contain_text(title)
    page.go_back()
    page.wait_for_load_state()
    assert address not in page.url
    reopened = page.context.new_page()
    reopened.goto(page.url)
    expect(reopened.locator("body")).not_to_contain_text(title)
    assert reopened.evaluate("sessionStorage.length + localStorage.length") == 0
