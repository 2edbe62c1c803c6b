"""Takes the pictures of the README from the running demo: `make screenshots`."""

from playwright.sync_api import Browser, Page, sync_playwright

from config.env import DATA_DIR
from tests.browser import ARGUMENTS, find_chromium
from tests.house.project import ROOT
from tests.journeys.people import class_code, join_class, sign_in, survey_code
from tests.journeys.running_demo import Demo
from tests.journeys.test_student import open_module, start_quiz
from tests.journeys.test_survey import begin

DEMO = Demo("http://localhost:8000", "http://127.0.0.1:8001", DATA_DIR)
FOLDER = ROOT / "docs" / "images"
TABLET, PC = (768, 900), (1280, 900)


def main() -> None:
    """Walk through the demo as five people and keep what they see."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for walk in (student, teacher, respondent, analyst, editor):
            walk(browser)
        browser.close()


def keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


def open_page(browser: Browser, size: tuple[int, int]) -> Page:
    width, height = size
    return browser.new_page(viewport={"width": width, "height": height}, locale="ko-KR")


def student(browser: Browser) -> None:
    page = open_page(browser, TABLET)
    page.goto(DEMO.platform)
    keep(page, "front")
    join_class(page, DEMO, class_code(DEMO, "DEMO002", 2, 3), 26)
    keep(page, "student-home")
    open_module(page)
    module = page.url
    page.locator("main .task-card a").first.click()
    keep(page, "student-lesson")
    page.goto(module)
    start_quiz(page)
    page.locator("main input[name=chosen]:visible").nth(1).check()
    page.wait_for_timeout(800)
    keep(page, "student-quiz")
    page.goto(f"{DEMO.platform}/ko/help/")
    keep(page, "help-page")


def teacher(browser: Browser) -> None:
    page = open_page(browser, PC)
    sign_in(page, DEMO, "teacher@demo.example")
    page.get_by_role("link", name="2학년 3반").click()
    keep(page, "teacher-board")
    page.get_by_role("link", name="결과").first.click()
    keep(page, "teacher-results")


def respondent(browser: Browser) -> None:
    page = open_page(browser, TABLET)
    begin(page, DEMO, survey_code(DEMO, "M", place=9))
    keep(page, "survey-question")


def analyst(browser: Browser) -> None:
    page = open_page(browser, PC)
    sign_in(page, DEMO, "analyst@demo.example")
    page.goto(f"{DEMO.platform}/ko/publications/2026-1-r1/tables/Q10/")
    keep(page, "ministry-table")


def editor(browser: Browser) -> None:
    page = open_page(browser, PC)
    sign_in(page, DEMO, "editor@demo.example")
    lesson = DEMO.rows(
        "platform",
        "SELECT min(page_ptr_id) FROM lessons_lessonpage WHERE lesson_code = 'M1'",
    )[0][0]
    page.goto(f"{DEMO.platform}/cms/pages/{lesson}/edit/")
    keep(page, "lesson-editor")


if __name__ == "__main__":
    main()
