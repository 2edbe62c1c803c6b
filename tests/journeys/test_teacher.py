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


# All that pixels can come from: words, their names for who cannot see, drawings, generated content.
# Without a picture among them, nothing is on the screen that is not in here.
SHOWN = """() => {
  const told = [document.body.innerText];
  for (const each of document.querySelectorAll("body, body *")) {
    for (const name of ["alt", "title", "aria-label", "placeholder", "value"])
      told.push(each.getAttribute(name) ?? "");
    for (const part of ["::before", "::after"]) told.push(getComputedStyle(each, part).content);
    // What the style sheet draws itself carries no data.
    const behind = getComputedStyle(each).backgroundImage;
    if (/url\\((?!.data:image.svg)/.test(behind)) told.push("picture");
  }
  for (const each of document.querySelectorAll("svg")) told.push(each.textContent);
  if (document.querySelector("canvas, img, video, object, iframe")) told.push("picture");
  return told.join("\\n");
}"""


@pytest.mark.parametrize("name", ["2학년 3반", "1학년 2반"])
def test_t103_projector_shows_the_code_and_counts_but_nobody(demo, page, name):
    sign_in(page, demo, "teacher@demo.example")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="칠판 화면").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b"))
    expect(page.locator("main")).to_contain_text("하는 중")
    told = page.evaluate(SHOWN)
    assert not re.search(r"\d번|\d+/\d+|맞음|틀림|도움 필요|도와주세요|picture", told)
