"""The page before the survey in a real browser: a ticket is fetched, kept, handed over, refused."""

import base64
import re

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from django.urls import reverse

from curriculum.models import TicketIssue
from reporting import tickets
from tests.collector.conftest import chromium, new_page
from tests.factories.curriculum import make_assignment
from tests.factories.survey_rounds import round_with_tickets, signing_key
from tests.fixtures_schools import client_of

__all__ = ["chromium", "new_page"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def platform() -> str:
    """The platform on a port of this machine; returns its origin."""
    thread = LiveServerThread("localhost", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert not thread.error
    yield f"http://localhost:{thread.port}"
    thread.terminate()
    for connection in connections.all():
        connection.close()


@pytest.fixture
def door(classroom, teacher, student, platform, new_page):
    """The page, signed in as student 1, not opened yet; its address is in `door.address`."""
    round_with_tickets()
    assignment = make_assignment(classroom, by=teacher)
    page = new_page()
    name = django_settings.SESSION_COOKIE_NAME
    session = client_of(student).cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "url": platform}])
    # Nobody listens at the survey's address here: what goes there is looked at and answered blank.
    page.context.route(
        f"{django_settings.SURVEY_URL}/**",
        lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"),
    )
    page.address = platform + reverse("curriculum:survey-door", args=[assignment.pk])
    return page


def go(page) -> str:
    """Press the button; returns the address the survey's tab came with."""
    with page.context.expect_page() as opened:
        page.locator("[data-ticket-go]").click()
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("[document.referrer, window.opener]") == ["", None]
    return opened.value.url


def ticket_of(address: str) -> tickets.Ticket:
    stratum, text = re.search(r"#([^.]+)\.([\w-]+)$", address).groups()
    assert stratum == "B10-M"
    signed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return tickets.Ticket(signed[:32], signed[32:])


def test_t80_ticket_is_fetched_kept_over_a_reload_and_handed_over(door):
    door.goto(door.address)
    door.get_by_text("참여권을 받았어요").wait_for()
    door.reload()
    door.get_by_text("참여권을 받았어요").wait_for()
    ticket = ticket_of(go(door))
    key = tickets.read_public_key(tickets.public_key_of(signing_key()))
    context = tickets.context_for(TicketIssue.objects.get().round.key, "B10-M")
    tickets.verify(key, tickets.prepare(context, ticket.prefix), ticket.signature)
    assert door.evaluate("Object.keys(sessionStorage).filter(key => key.includes('ticket'))") == []
    assert "#" not in door.locator("[data-ticket-go]").get_attribute("href")
    door.get_by_text("새 참여권 하나 받기").click()
    door.get_by_text("참여권을 받았어요").wait_for()
    assert ticket_of(go(door)) != ticket
    assert TicketIssue.objects.count() == 2


def test_i04_lost_reply_is_asked_for_again_with_the_same_message(door):
    losses = iter(["lost"])

    def lose_first(route):
        route.fetch()
        route.abort() if next(losses, None) else route.continue_()

    door.route("**/survey/ticket/", lose_first)
    door.goto(door.address)
    door.get_by_text("인터넷 연결을 확인하고").wait_for()
    door.locator("[data-ticket-go]").click()
    door.get_by_text("참여권을 받았어요").wait_for()
    assert TicketIssue.objects.count() == 1


def test_i07_key_outside_the_list_is_refused_before_anything_is_sent(door):
    asked = []
    door.on("request", lambda request: asked.append(request.url))

    def change_the_list(route):
        answer = route.fetch()
        body = re.sub(r"&quot;[0-9a-f]{64}&quot;", f"&quot;{'0' * 64}&quot;", answer.text())
        route.fulfill(response=answer, body=body)

    door.route(door.address, change_the_list)
    door.goto(door.address)
    door.get_by_text("공개된 열쇠로 만들어지지 않았어요").wait_for()
    assert not [url for url in asked if url.endswith("/ticket/")]
    assert not TicketIssue.objects.exists()


def test_ticket_of_another_student_in_the_same_tab_is_thrown_away(door):
    door.goto(door.address)
    door.get_by_text("참여권을 받았어요").wait_for()
    door.evaluate(
        "for (const [name, text] of Object.entries(sessionStorage))"
        ' sessionStorage[name] = text.replace(/"owner":"[^"]*"/, \'"owner":"other"\')'
    )
    door.reload()
    door.get_by_text("참여권을 전에 받았어요").wait_for()
    assert TicketIssue.objects.count() == 1
