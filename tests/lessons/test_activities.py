"""Practice in a lesson, in a browser: by keyboard, and without script."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import ARGUMENTS, find_chromium
from tests.factories.lessons import make_lesson

pytestmark = pytest.mark.journey


@pytest.fixture
def browser(live_server, monkeypatch):
    # Playwright's own loop makes Django believe that its database calls are asynchronous.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def address(live_server):
    return f"{live_server.url}{make_lesson().url}?step=2"


def test_choosing_by_keyboard_tells_the_feedback_and_keeps_one_answer_open(browser, address):
    page = browser.new_page()
    page.goto(address)
    answers = page.locator("[data-option]")

    answers.nth(0).locator("summary").press("Enter")
    expect(page.locator("[data-activity=choose] [data-say]")).to_contain_text("좋은 생각이에요")
    answers.nth(1).locator("summary").press("Enter")

    expect(page.locator("[data-activity=choose] [data-say]")).to_contain_text("한 번 더")
    expect(page.locator("[data-option][open]")).to_have_count(1)


def test_sorting_by_keyboard_tells_whether_it_fits_and_counts_the_cards(browser, address):
    page = browser.new_page()
    page.goto(address)
    card = page.locator("[data-card]").first  # belongs to the second group
    card.locator("input").first.focus()

    page.keyboard.press("Space")
    expect(card.locator("[data-verdict]")).to_have_text("다른 묶음이 더 어울려요.")
    page.keyboard.press("ArrowDown")

    expect(card.locator("[data-verdict]")).to_have_text("잘 맞아요.")
    expect(page.locator("[data-count]")).to_have_text("카드 3장 가운데 1장을 나눴어요")
    expect(page.locator("[data-activity=sort] [data-say]")).to_contain_text("잘 맞아요.")


def test_activities_without_script_still_open_every_feedback(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)

    for answer in page.locator("details").all():
        answer.locator("summary").click()
        expect(answer.locator("[data-feedback]")).to_be_visible()


def test_practice_sends_nothing_and_stores_nothing(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))

    page.locator("[data-card] input").first.check()
    page.locator("[data-option] summary").first.click()

    assert sent == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []
