"""Help in the browser: what was opened leaves no trace, and the way out is the first stop."""

import pytest

pytestmark = pytest.mark.journey
MADE = 4  # "I made or shared one"


@pytest.mark.parametrize("runs_scripts", [True, False])
def test_opening_a_situation_changes_neither_address_nor_storage(demo, new_context, runs_scripts):
    page = new_context("phone", has_touch=True, java_script_enabled=runs_scripts).new_page()
    page.goto(f"{demo.platform}/ko/help/")
    page.locator('main a[href$="/help/first-steps/"]').tap()
    page.wait_for_url("**/help/first-steps/")
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("details summary").nth(MADE).tap()
    assert page.locator("details").nth(MADE).get_by_role("link", name="1388").first.is_visible()
    assert page.url == f"{demo.platform}/ko/help/first-steps/"
    assert asked == [] and page.context.cookies() == []


@pytest.mark.parametrize("size", ["phone", "tablet", "desktop"])
def test_way_out_is_the_first_stop_of_the_keyboard_and_stays_in_sight(demo, new_context, size):
    page = new_context(size).new_page()
    page.goto(f"{demo.platform}/ko/help/first-steps/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.exit-button')")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    box = page.locator(".exit-button").bounding_box()
    assert 0 <= box["y"] < 100 and box["height"] >= 44
    page.locator(".exit-again a").click()
    page.wait_for_url("**/formulas/")


def test_sheet_of_cards_fits_one_page(demo, new_context):
    page = new_context("desktop").new_page()
    for language in ("ko", "en"):
        page.goto(f"{demo.platform}/{language}/help/cards/")
        pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
        assert pages == 1, language
