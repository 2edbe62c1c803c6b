"""An editor changes a lesson, a second person publishes it, and an attempt keeps its edition."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import class_code, join_class, sign_in
from tests.journeys.running_demo import Demo
from tests.journeys.test_student import choose, open_module, start_quiz

pytestmark = pytest.mark.journey
NEW_TITLE = "그럴듯한 사진, 다시 보기"


def lesson_id(demo: Demo, language: str = "ko") -> int:
    rows = demo.rows(
        "platform",
        """SELECT page_ptr_id FROM lessons_lessonpage
            JOIN wagtailcore_page ON wagtailcore_page.id = page_ptr_id
            JOIN wagtailcore_locale ON wagtailcore_locale.id = locale_id
            WHERE lesson_code = 'M1' AND language_code = %s""",
        language,
    )
    return rows[0][0]


def choose_action(page: Page, selector: str) -> None:
    """Press one of Wagtail's actions, which hide behind a menu beside the first."""
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator(selector).first.click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))


def change_title(editor: Page, demo: Demo, title: str, *, language: str) -> None:
    """Open a lesson in the editor and type another title for its first step."""
    editor.goto(f"{demo.platform}/cms/pages/{lesson_id(demo, language)}/edit/")
    editor.locator("input[name='steps-0-value-title']").fill(title)


def previewed(editor: Page) -> str:
    """What a student would see of the open form: its fields are sent, as the panel does."""
    return editor.evaluate(
        """async () => {
            const body = new FormData(document.querySelector("form[data-edit-form]"));
            const address = location.pathname + "preview/?mode=student";
            const sent = await (await fetch(address, {method: "POST", body})).json();
            if (!sent.is_valid) return JSON.stringify(sent);
            return (await fetch(address)).text();
        }"""
    )


def test_lesson_changed_by_one_and_published_by_another_reaches_the_student(demo, new_context):
    student = new_context("tablet").new_page()
    join_class(student, demo, class_code(demo, "DEMO002", 2, 3), 6)
    open_module(student)
    module = student.url
    start_quiz(student)
    choose(student)

    editor = new_context("desktop").new_page()
    sign_in(editor, demo, "editor@demo.example")
    change_title(editor, demo, NEW_TITLE, language="ko")
    assert NEW_TITLE in previewed(editor)
    change_title(editor, demo, "A title nobody published", language="en")
    assert "A title nobody published" in previewed(editor)
    change_title(editor, demo, NEW_TITLE, language="ko")
    expect(editor.locator("button[name=action-publish]")).to_have_count(0)
    choose_action(editor, "footer button[name=action-submit]")

    student.goto(module)
    student.get_by_role("link", name=re.compile("시작하기")).first.click()
    expect(student.locator("main")).not_to_contain_text(NEW_TITLE)

    reviewer = new_context("desktop").new_page()
    sign_in(reviewer, demo, "reviewer@demo.example")
    reviewer.goto(f"{demo.platform}/cms/pages/{lesson_id(demo)}/edit/")
    choose_action(reviewer, "footer [data-workflow-action-name=approve]")
    student.reload()
    expect(student.locator("main")).to_contain_text(NEW_TITLE)

    student.goto(module)
    start_quiz(student)
    expect(student.locator("[data-saved-mark]:visible, input:checked").first).to_be_attached()
