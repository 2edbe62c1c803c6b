"""How much a lesson weighs on the line: the first step, and each one after it (pages.md)."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.journeys.people import class_code, join_class
from tests.journeys.test_every_page import published_lessons

pytestmark = pytest.mark.journey
FIRST_VIEW, NEXT_VIEW = 120 * 1024, 25 * 1024
COUNTED = {"Document", "Stylesheet", "Script"}


@dataclass
class Line:
    """What came over the line since it was last emptied.

    Attributes:
        weights: bytes of pages, style sheets and scripts, by address, as compressed.
        hosts: every host that was asked for anything.
    """

    weights: dict[str, int] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)

    def attach(self, page: Page) -> None:
        """Listen to the browser's own count."""
        kinds, addresses = {}, {}
        session = page.context.new_cdp_session(page)

        def note_answer(event):
            kinds[event["requestId"]] = event["type"]
            addresses[event["requestId"]] = event["response"]["url"]
            self.hosts.add(event["response"]["url"].split("/")[2])

        def note_end(event):
            if kinds.get(event["requestId"]) in COUNTED:
                address = addresses[event["requestId"]]
                self.weights[address] = int(event["encodedDataLength"])

        session.on("Network.responseReceived", note_answer)
        session.on("Network.loadingFinished", note_end)
        session.send("Network.enable")

    def weigh(self, page: Page, address: str) -> int:
        """Bytes it takes to open this page."""
        self.weights.clear()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return sum(self.weights.values())


@pytest.fixture
def heaviest() -> tuple[str, int]:
    """Slug and number of the step with the longest file entry, next to another one."""
    steps = [
        (len(str(step)), lesson["slug"], number)
        for lesson in published_lessons()
        for number, step in enumerate(lesson["steps"], start=1)
        if number > 1
    ]
    _, slug, number = max(steps)
    return slug, number


def test_first_view_and_next_view_of_the_longest_step_keep_their_weight(demo, page, heaviest):
    slug, number = heaviest
    line = Line()
    line.attach(page)
    address = f"{demo.platform}/ko/read/{slug}/?step="

    first = line.weigh(page, f"{address}{number}")
    following = line.weigh(page, f"{address}{number - 1}")
    again = line.weigh(page, f"{address}{number}")

    assert first <= FIRST_VIEW, line.weights
    assert max(following, again) <= NEXT_VIEW, line.weights
    assert line.hosts == {demo.platform.split("/")[2]}


def test_first_and_next_view_of_a_students_step_keep_their_weight(demo, new_context):
    door = new_context()
    join_class(door.new_page(), demo, class_code(demo, "DEMO002", 2, 3), 25)
    # The same student on a device that has seen nothing yet.
    page = new_context(storage_state=door.storage_state()).new_page()
    line = Line()
    line.attach(page)

    home = line.weigh(page, f"{demo.platform}/ko/home/")
    task = page.locator("main .task-card a").first.evaluate("link => link.href")
    inside = line.weigh(page, task)
    lesson = page.locator("main .task-card a").first.evaluate("link => link.href")
    step = line.weigh(page, lesson)

    assert home <= FIRST_VIEW
    assert max(inside, step) <= NEXT_VIEW, line.weights
    assert line.hosts == {demo.platform.split("/")[2]}
