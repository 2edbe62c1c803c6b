"""One lesson of each level from the student's home to its end with a keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.changes import make_changes
from tests.journeys.people import class_code, join_class
from tests.journeys.test_every_page import published_lessons

pytestmark = pytest.mark.journey
MOST_STOPS = 150
ACTIVITIES = {"choose", "sort", "spot", "scenario", "poll"}
CLASSES = {"E1": ("DEMO001", 5, 1), "M1": ("DEMO002", 2, 3), "H1": ("DEMO003", 1, 2)}

# What has the focus; whether its ring shows; whether something lies over it.
FOCUS = """() => {
  const at = document.activeElement;
  const ringed = [at, at.closest("label"), at.closest(".task-card")].filter(Boolean);
  const hasRing = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  };
  const box = (at.closest("label") ?? at).getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2];
  const top = document.elementFromPoint(x, y);
  const isLabelled = at.labels?.length && top?.closest("label") === at.closest("label");
  const activity = at.closest(".activity");
  return {
    tag: at.tagName, type: at.type ?? "", group: at.name ?? "", href: at.getAttribute("href") ?? "",
    text: at.innerText?.trim().slice(0, 60) ?? "",
    isOption: at.matches("summary") && !at.parentElement.open,
    isChoice: at.matches(".scene__choice"),
    isForward: at.matches(".sticky-actions button, .sticky-actions a.button"),
    kind: !activity ? "" : activity.matches("[data-spot-the-fake]") ? "spot"
      : activity.matches(".scenario") ? "scenario" : activity.dataset.activity ?? "",
    hasRing: ringed.some(hasRing),
    isSeen: top !== null && (at.contains(top) || top.contains(at) || isLabelled),
  };
}"""


def next_stop(page: Page) -> dict:
    """Press Tab; what has the focus now. It must be seen to have it."""
    page.keyboard.press("Tab")
    stop = page.evaluate(FOCUS)
    if stop["tag"] != "BODY":
        assert stop["hasRing"], f"no focus to see on {stop}"
        assert stop["isSeen"], f"something lies over {stop}"
    return stop


def follow(page: Page) -> None:
    """Press Enter on what leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what carries this text has the focus."""
    for _ in range(MOST_STOPS):
        if text in next_stop(page)["text"]:
            return
    pytest.fail(f"{text} is not reached")


def skip_to_main(page: Page) -> None:
    tab_to(page, "본문으로")
    page.keyboard.press("Enter")


def answer(page: Page, stop: dict, done: set[str]) -> str:
    """Do what one does at this stop; the kind of activity that was answered, "" for none."""
    if stop["isOption"]:
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.parentElement.open")
    elif stop["type"] == "radio":
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.checked")
    elif stop["isChoice"] and stop["href"] not in done:
        done.add(stop["href"])
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{stop['href']}")
    else:
        return ""
    return stop["kind"]


def walk_step(page: Page) -> set[str]:
    """Answer everything on a step and go on; which kinds of activity were answered."""
    heading = page.locator("main h1").first.inner_text()
    skip_to_main(page)
    answered, done = set(), set()
    for _ in range(MOST_STOPS):
        stop = next_stop(page)
        if stop["isForward"] and page.evaluate("document.activeElement.type") == "submit":
            follow(page)
            expect(page.locator("main h1").first).not_to_have_text(heading)
            return answered - {""}
        answered.add(answer(page, stop, done))
    pytest.fail(f"no way on from “{heading}” by keyboard")


def activities_of(lesson: dict) -> set[str]:
    return {block["type"] for step in lesson["steps"] for block in step["body"]} & ACTIVITIES


@pytest.fixture(scope="module", autouse=True)
def tasks(demo):
    """Each class has its lesson to do; the middle school has it from the start."""
    given = make_changes(demo, "assign('DEMO001', 'module-e1')", "assign('DEMO003', 'module-h1')")
    yield
    make_changes(demo, *(f"take_assignment_back('{assignment}')" for assignment in given))


@pytest.mark.parametrize("code", CLASSES)
def test_whole_lesson_from_home_to_its_end_by_keyboard(demo, page, code):
    school, grade, number = CLASSES[code]
    lesson = next(lesson for lesson in published_lessons() if lesson["lesson"] == code)
    join_class(page, demo, class_code(demo, school, grade, number), 24)

    for text in (lesson["title"], "시작하기"):
        tab_to(page, text)
        follow(page)
    answered = set().union(*(walk_step(page) for _ in lesson["steps"]))

    expect(page).to_have_url(re.compile(r"/modules/[0-9a-f-]+/(#main)?$"))
    assert answered == activities_of(lesson)
