"""A teacher assigns a module and watches the class without reloading."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import class_code, join_class, sign_in

pytestmark = pytest.mark.journey


def test_teacher_assigns_a_module_and_sees_the_class_move(demo, new_context):
    teacher = new_context("desktop").new_page()
    sign_in(teacher, demo, "teacher@demo.example")
    teacher.get_by_role("link", name="5학년 1반").click()
    teacher.get_by_role("link", name="모듈 배정하기").first.click()
    teacher.get_by_label(re.compile("진짜일까")).check()
    teacher.get_by_role("button", name="배정하기 전에 확인").click()
    expect(teacher.locator("main")).to_contain_text("진짜일까, 만든 걸까?")
    teacher.get_by_role("button", name=re.compile("배정하기")).click()
    teacher.wait_for_url(re.compile(r"/classes/[0-9a-f-]+/$"))
    expect(teacher.locator(".counter").first).to_contain_text("24")

    student = new_context("tablet").new_page()
    join_class(student, demo, class_code(demo, "DEMO001", 5, 1), 9)
    student.get_by_role("link", name=re.compile("진짜일까")).first.click()
    student.get_by_role("link", name=re.compile("시작하기")).first.click()
    student.get_by_role("button", name="계속").click()

    seat = teacher.locator(".seat").filter(has_text=re.compile(r"(?<!\d)9번"))
    expect(seat).to_contain_text("하는 중", timeout=20_000)
    expect(teacher.locator(".counter").nth(1)).to_contain_text("1")

    teacher.get_by_role("link", name="결과").first.click()
    row = teacher.get_by_role("row").filter(has_text=re.compile(r"(?<!\d)9번"))
    expect(row).to_contain_text("하는 중")


def test_teacher_never_meets_the_class_of_another(demo, page):
    rows = demo.rows(
        "platform",
        "SELECT schools_classroom.id FROM schools_classroom WHERE grade = 2 AND class_number = 4",
    )
    sign_in(page, demo, "teacher@demo.example")
    expect(page.locator("main")).not_to_contain_text("2학년 4반")
    answer = page.goto(f"{demo.platform}/ko/classes/{rows[0][0]}/")
    assert answer.status == 404


def test_t103_projector_shows_the_code_and_counts_but_no_number(demo, page):
    sign_in(page, demo, "teacher@demo.example")
    page.get_by_role("link", name="2학년 3반").click()
    page.get_by_role("link", name="칠판 화면").click()
    code = class_code(demo, "DEMO002", 2, 3)
    expect(page.locator("main")).to_contain_text(f"{code[:4]}-{code[4:]}")
    expect(page.locator("main")).not_to_contain_text(re.compile(r"\d+번"))
