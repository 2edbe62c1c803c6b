"""Practice in a lesson: by keyboard, without script, and nothing of it leaves the page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
CHOOSE, SORT = 1, 5


@pytest.fixture
def address(demo):
    return demo.platform + "/ko/read/e1-real-or-made/?step={}"


def test_choosing_by_keyboard_tells_the_feedback_and_keeps_one_answer_open(page, address):
    page.goto(address.format(CHOOSE))
    answers = page.locator("[data-option]")

    answers.nth(1).locator("summary").press("Enter")
    expect(page.locator("[data-activity=choose] [data-say]")).to_contain_text("좋은 생각이에요")
    answers.nth(0).locator("summary").press("Enter")

    expect(page.locator("[data-activity=choose] [data-say]")).to_contain_text("한 번 더")
    expect(page.locator("[data-option][open]")).to_have_count(1)


def test_sorting_by_keyboard_tells_whether_it_fits_and_counts_the_cards(page, address):
    page.goto(address.format(SORT))
    card = page.locator("[data-card]").first
    card.locator("input").first.focus()

    page.keyboard.press("Space")
    expect(card.locator("[data-verdict]")).not_to_be_empty()
    first = card.locator("[data-verdict]").inner_text()
    page.keyboard.press("ArrowDown")

    expect(card.locator("[data-verdict]")).not_to_have_text(first)
    expect(page.locator("[data-count]")).to_have_text("카드 8장 가운데 1장을 나눴어요")


def test_activities_without_script_still_open_every_feedback(new_context, address):
    page = new_context(java_script_enabled=False).new_page()
    for step in (CHOOSE, SORT):
        page.goto(address.format(step))
        for answer in page.locator("main details").all():
            answer.locator("summary").click()
            expect(answer.locator("[data-feedback]")).to_be_visible()


def test_practice_sends_nothing_and_stores_nothing(page, address):
    page.goto(address.format(CHOOSE))
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator("[data-option] summary").first.click()

    assert sent == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []
