"""T-40 in the browser: sheets of several classes printed at once hold their own class only."""

import re

import pytest

from tests.journeys.people import class_code, sign_in

pytestmark = pytest.mark.journey

CLASSES = (("DEMO001", 5, 1), ("DEMO002", 2, 3), ("DEMO003", 1, 2))


def test_t40_sheets_of_three_classes_printed_at_once_hold_their_own_code_only(demo, new_context):
    context = new_context("desktop")
    board = context.new_page()
    sign_in(board, demo, "teacher@demo.example")
    codes = {
        f"{grade}학년 {number}반": class_code(demo, school, grade, number)
        for school, grade, number in CLASSES
    }
    sheets = {}
    for name in codes:
        board.goto(f"{demo.platform}/ko/classes/")
        board.get_by_role("link", name=name).click()
        sheets[name] = context.new_page()
        sheets[name].goto(f"{board.url}join-sheet/")
    for name, sheet in sheets.items():
        sheet.emulate_media(media="print")
        text = re.sub(r"[\s-]", "", sheet.locator("body").inner_text())
        assert [code in text for code in codes.values()] == [other == name for other in codes]
        assert sheet.pdf().startswith(b"%PDF")
