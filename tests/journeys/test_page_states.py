"""What a page looks like after somebody did something on it: usable by everybody too."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.changes import make_changes
from tests.journeys.people import class_code, join_class
from tests.journeys.test_every_page import axe_faults, published_lessons

pytestmark = pytest.mark.journey


def open_feedback(page: Page) -> None:
    page.locator("[data-activity=choose] [data-option] summary").first.click()


def sort_cards(page: Page) -> None:
    """One that fits and one that does not."""
    for card in page.locator("[data-activity=sort] [data-card]").all()[:3]:
        card.locator("label").first.click()


def answer_spot_the_fake(page: Page) -> None:
    activity = page.locator("[data-spot-the-fake]").first
    for name in ("which", "where", "sure"):
        activity.locator(f"input[name^={name}-]").first.check()
    activity.locator("[data-reveal] summary").click()


def walk_to_an_ending(page: Page) -> None:
    for _ in range(12):
        choices = page.locator(".scene:visible .scene__choice")
        if choices.count() == 0:
            return
        choices.first.click()
    pytest.fail("the first choices lead round in a circle")


def answer_poll(page: Page) -> None:
    page.locator("[data-activity=poll] label").first.click()


AFTER = {
    "choose": open_feedback,
    "sort": sort_cards,
    "spot": answer_spot_the_fake,
    "scenario": walk_to_an_ending,
    "poll": answer_poll,
}


def faults_after(page: Page, address: str, act) -> list[str]:
    """What axe finds once somebody did this on the page."""
    page.goto(address)
    act(page)
    return [f"{address} {act.__name__}: {fault}" for fault in axe_faults(page)]


def test_every_activity_after_it_was_answered(demo, new_context):
    page = new_context("phone").new_page()
    places = {}
    for lesson in published_lessons():
        for number, step in enumerate(lesson["steps"], start=1):
            for block in step["body"]:
                places.setdefault(block["type"], f"{lesson['slug']}/?step={number}")
    faults = []
    for kind, act in AFTER.items():
        faults += faults_after(page, f"{demo.platform}/ko/read/{places[kind]}", act)
    assert faults == []


def open_everything(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")


def nothing(page: Page) -> None:
    pass


def test_pages_of_help_and_search_in_their_states(demo, new_context):
    page = new_context("phone").new_page()
    sensitive = next(lesson["slug"] for lesson in published_lessons() if lesson["is_sensitive"])
    states = {
        "help/first-steps/": open_everything,
        "help/": open_everything,
        f"search/?q={quote('사진')}": nothing,
        f"search/?q={quote('없는말이다')}": nothing,
        f"read/{sensitive}/": nothing,
    }
    faults = []
    for address, act in states.items():
        faults += faults_after(page, f"{demo.platform}/ko/{address}", act)
    assert faults == []


@pytest.fixture(scope="module")
def additions(demo):
    """A lesson with a picture, a pair and a video, and a task that its teacher has ended."""
    slug, assignment = make_changes(
        demo, "add_media_lesson()", "assign('DEMO001', 'module-e2', has_ended=True)"
    )
    yield slug, assignment
    make_changes(demo, "take_media_lesson_away()", f"take_assignment_back('{assignment}')")


def test_pictures_pairs_and_videos(demo, page, additions):
    """No lesson of ours has one yet."""
    slug, _ = additions
    address = f"{demo.platform}/ko/read/{slug}/?step=1"
    assert faults_after(page, address, open_everything) == []
    assert page.locator("main img").count() == 3
    assert page.locator("main video").count() == 1


def test_task_that_is_closed_and_a_step_of_its_lesson(demo, page, additions):
    _, assignment = additions
    join_class(page, demo, class_code(demo, "DEMO001", 5, 1), 7)
    faults = faults_after(page, f"{demo.platform}/ko/modules/{assignment}/", nothing)
    lesson = page.locator("main .task-card a").first.evaluate("link => link.href")
    faults += faults_after(page, lesson, nothing)
    assert faults == []
    expect(page.locator("main .notice").first).to_contain_text("기록")
