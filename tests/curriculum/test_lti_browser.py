"""LTI in a real browser: the platform on another site than ours, cookies as browsers keep them."""

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.browser import ARGUMENTS, find_chromium
from tests.curriculum.lti_platform import CLAIM, LAUNCH_URL, LearningPlatform
from tests.curriculum.test_lti import PIN, course, custom, picking, platform

__all__ = ["course", "custom", "platform"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _server(live_server, settings, monkeypatch):
    """A platform on 127.0.0.1, while ours is on localhost: two sites for a browser."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    settings.PLATFORM_URL = live_server.url
    server = LearningPlatform()
    server.ours = LAUNCH_URL.replace("http://localhost:8000", live_server.url)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield started
        # Playwright's loop is a context of its own, with a connection of its own.
        connections.close_all()
        started.close()


def open_course(browser, platform):
    page = browser.new_context(locale="ko-KR").new_page()
    page.goto(platform.issuer)
    page.get_by_role("button", name="open").click()
    return page


def test_lti_learner_in_a_browser_comes_in_with_pin_and_then_by_the_link_alone(
    browser, platform, course, assignment, custom
):
    platform.told = custom
    page = open_course(browser, platform)
    page.get_by_label("내 번호").fill("1")
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="들어가기").click()
    page.wait_for_url(f"**/modules/{assignment.pk}/")
    names = {cookie["name"]: cookie["sameSite"] for cookie in page.context.cookies()}
    assert names["lti"] == names["session"] == "Lax"
    again = open_course(browser, platform)
    again.wait_for_url(f"**/modules/{assignment.pk}/")
    assert again.get_by_role("heading", level=1).inner_text()


def test_lti_teacher_in_a_browser_sends_a_picked_module_back(browser, platform, module):
    returns = picking(deep_link_return_url=f"{platform.issuer}/return")
    platform.told = returns | {CLAIM + "roles": ["Instructor"]}
    page = open_course(browser, platform)
    page.get_by_label(module.title).check()
    page.get_by_role("button", name="이 모듈로 계속하기").click()
    page.get_by_role("button", name="강좌에 넣기").click()
    page.wait_for_url(f"{platform.issuer}/return")
    assert platform.returned.count(".") == 2
