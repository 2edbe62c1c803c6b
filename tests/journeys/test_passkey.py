"""Somebody adds a passkey and comes in with it; the device is Chromium's own virtual one."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import PASSWORD, sign_in

pytestmark = pytest.mark.journey
# Has an app as well, so that other journeys still come in with a code.
APPROVER = "approver@demo.example"
ADMIN = "schooladmin@demo.example"


@pytest.fixture
def page_with_device(page: Page) -> Page:
    """A browser on a device that can hold passkeys, with somebody's finger on it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "hasResidentKey": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def give_password(page: Page, demo, email: str) -> None:
    page.goto(f"{demo.platform}/ko/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="로그인", exact=True).click()


def ask_for_a_passkey(page: Page, demo) -> None:
    page.goto(f"{demo.platform}/ko/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="계속하기").click()


def test_passkey_is_made_and_is_the_second_step_from_then_on(demo, page_with_device):
    page = page_with_device
    sign_in(page, demo, APPROVER)
    ask_for_a_passkey(page, demo)
    page.get_by_role("button", name="패스키 만들기").click()
    expect(page.get_by_role("heading", name="복구 코드")).to_be_visible()
    assert len(page.locator("main code").all()) == 10
    page.get_by_role("button", name="로그아웃").click()
    give_password(page, demo, APPROVER)
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))
    page.get_by_role("button", name="패스키로 확인").click()
    expect(page).not_to_have_url(re.compile("/accounts/"))


def test_device_that_refuses_says_so_and_leaves_other_ways_open(demo, page):
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    give_password(page, demo, ADMIN)
    ask_for_a_passkey(page, demo)
    page.evaluate(
        "() => { navigator.credentials.create = () => "
        "Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    page.get_by_role("button", name="패스키 만들기").click()
    expect(page.locator("[data-passkey-status]")).to_contain_text("바뀐 것은 없으니")
