"""What must hold on every page: usable by everybody, narrow enough, asking nobody else.

In Korean on a phone and in English on a PC; the widths between are looked at by eye.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from lessons.actions import CONTENT_FOLDER, read_folder
from tests.journeys.people import class_code, join_class, sign_in

pytestmark = pytest.mark.journey
SERIOUS = {"serious", "critical"}
VIEWS = [("ko", "phone"), ("en", "desktop")]


def faults_of(page: Page, address: str, *, asks_axe: bool) -> list[str]:
    """What is wrong with one page, in words; empty when nothing is."""
    foreign: list[str] = []
    noise: list[str] = []

    def note_request(request):
        if "//localhost:" not in request.url and "//127.0.0.1:" not in request.url:
            foreign.append(request.url)

    page.on("request", note_request)
    page.on("pageerror", lambda error: noise.append(str(error)))
    answer = page.goto(address)
    found = [f"answered {answer.status}"] if answer.status != 200 else []
    found += [f"asked {url}" for url in foreign] + [f"script: {text}" for text in noise]
    if asks_axe:
        found += axe_faults(page)
    page.set_viewport_size({"width": 320, "height": 640})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways at 320 px")
    return [f"{address}: {fault}" for fault in found]


def axe_faults(page: Page) -> list[str]:
    """Serious and critical findings of axe."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} at {violation['nodes'][0]['target']}"
        for violation in violations
        if violation["impact"] in SERIOUS
    ]


def faults_in(context_maker, addresses: list[str], **options) -> list[str]:
    """What is wrong with these pages in both views; all of it at once.

    axe looks at the first view: markup is the same in both, and the long run looks at more.
    """
    faults = []
    for language, size in VIEWS:
        context = context_maker(size, **options)
        for address in addresses:
            page = context.new_page()
            asks_axe = (language, size) == VIEWS[0]
            address_here = address.replace("/ko/", f"/{language}/")
            faults += faults_of(page, address_here, asks_axe=asks_axe)
            page.close()
    return faults


def published_lessons() -> list[dict]:
    """The Korean lesson files, which the demo publishes as they are."""
    return [lesson for lesson in read_folder(CONTENT_FOLDER) if lesson["language"] == "ko"]


def step_addresses(demo, steps) -> list[str]:
    """Public addresses of steps, each given by its lesson's slug and its number."""
    return [f"{demo.platform}/ko/read/{slug}/?step={number}" for slug, number in sorted(steps)]


def test_pages_anybody_can_open(demo, new_context):
    names = ("", "join/", "leave/", "saved/", "formulas/", "accounts/login/", "signed-out/")
    names += ("help/", "help/first-steps/", "help/cards/", "statistics/")
    pages = [f"{demo.platform}/ko/{name}" for name in names]
    survey = [f"{demo.survey}/ko/{name}" for name in ("", "e/", "m/", "h/", "how-we-keep-it/")]
    assert faults_in(new_context, pages + survey) == []


def test_steps_that_show_every_block_of_lessons(demo, new_context):
    """One step with each kind of block; `make test-long` opens every step of every lesson."""
    steps: dict[str, tuple[str, int]] = {}
    for lesson in published_lessons():
        for number, step in enumerate(lesson["steps"], start=1):
            for block in step["body"]:
                steps.setdefault(block["type"], (lesson["slug"], number))
    assert faults_in(new_context, step_addresses(demo, set(steps.values()))) == []


def test_pages_of_a_student(demo, new_context):
    page = new_context().new_page()
    join_class(page, demo, class_code(demo, "DEMO002", 2, 3), 22)
    home = page.url
    page.locator("main a").first.click()
    page.wait_for_url("**/modules/*/")
    inside = page.locator("main .task-card a").evaluate_all("links => links.map(a => a.href)")
    state = page.context.storage_state()
    assert faults_in(new_context, [home, page.url, *inside], storage_state=state) == []


def test_pages_of_a_teacher(demo, new_context):
    page = new_context().new_page()
    sign_in(page, demo, "teacher@demo.example")
    classes = page.url
    page.get_by_role("link", name="2학년 3반").click()
    board = page.url
    linked = page.locator("main a[href]").evaluate_all("links => links.map(a => a.href)")
    pages = [link for link in linked if "/results/" in link or "/classes/" in link]
    state = page.context.storage_state()
    assert faults_in(new_context, [classes, board, *pages], storage_state=state) == []


def test_pages_of_an_analyst(demo, new_context, analyst_state):
    release = "2026-1-r1"
    names = ("", "2026-1/", "2026-1/codebook/", "2026-1/publication/", "2026-1/request/?t=Q10.o.10")
    pages = [f"{demo.platform}/ko/rounds/{name}" for name in names]
    inside = ("", "exports/", f"{release}/", f"{release}/tables/Q10/", f"{release}/export/")
    pages += [f"{demo.platform}/ko/publications/{name}" for name in inside]
    assert faults_in(new_context, pages, storage_state=analyst_state) == []
