"""A student prints a certificate, and somebody else checks its code without signing in."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import class_code, join_class

pytestmark = pytest.mark.journey

FINISHED = 8  # the demo's number 8 has handed in everything


def test_certificate_is_printed_and_checked_by_a_stranger(demo, new_context):
    student = new_context("tablet").new_page()
    join_class(student, demo, class_code(demo, "DEMO002", 2, 3), FINISHED)
    student.get_by_role("link", name=re.compile("합성 매체")).first.click()
    student.get_by_role("link", name="이수증").click()
    student.get_by_role("button", name="이수증 만들기").click()
    sheet = student.locator(".certificate")
    expect(sheet).to_contain_text("시연중학교")
    expect(sheet).not_to_contain_text(re.compile(rf"(?<!\d){FINISHED}번"))
    code = sheet.locator(".code-display").inner_text().strip()
    student.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(student.get_by_role("button", name="인쇄")).to_be_hidden()

    stranger = new_context("desktop").new_page()
    stranger.goto(f"{demo.platform}/ko/certificates/")
    field = stranger.get_by_label("이수증의 코드")
    field.fill(code[:-1] + ("2" if code[-1] != "2" else "3"))
    stranger.get_by_role("button", name="코드 확인").click()
    expect(stranger.get_by_role("alert")).to_contain_text("잘못 적혔습니다")
    field.fill(code.lower().replace("-", " "))
    stranger.get_by_role("button", name="코드 확인").click()
    main = stranger.locator("main")
    expect(main).to_contain_text("진짜 이수증입니다")
    expect(main).to_contain_text("시연중학교")
    expect(main).not_to_contain_text("2학년 3반")
