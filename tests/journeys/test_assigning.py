"""A teacher gives a module to two classes, takes it back, and gives it to a group instead."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import sign_in

pytestmark = pytest.mark.journey


def test_teacher_assigns_to_two_classes_undoes_it_and_assigns_a_group(demo, new_context):
    teacher = new_context("desktop").new_page()
    sign_in(teacher, demo, "teacher@demo.example")
    teacher.get_by_role("link", name="1학년 2반").first.click()
    teacher.get_by_role("link", name="모듈 배정하기").first.click()
    teacher.get_by_label(re.compile("생성형 AI와 사회의 신뢰")).check()
    classes = teacher.get_by_role("group", name="학급")
    expect(classes.get_by_label(re.compile("1학년 2반"))).to_be_checked()
    classes.get_by_label(re.compile("5학년 1반")).check()
    teacher.get_by_role("button", name="배정하기 전에 확인").click()
    expect(teacher.locator("main")).to_contain_text("학생에게 보이는 모습")

    teacher.get_by_role("link", name="English").click()
    expect(teacher.locator("h1")).to_have_text("Check before assigning")
    expect(teacher.locator("main")).to_contain_text("Grade 5 class 1")
    teacher.get_by_role("link", name="한국어").click()
    teacher.get_by_label("사전 안내문을 읽었습니다").check()
    teacher.get_by_role("button", name="배정하기", exact=True).click()
    expect(teacher.locator("main")).to_contain_text("배정했습니다(학급 2곳)")
    teacher.get_by_role("button", name=re.compile("되돌리기.*생성형 AI")).click()
    expect(teacher.get_by_text(re.compile("되돌렸습니다")).first).to_be_visible()

    teacher.get_by_role("link", name="1학년 2반").first.click()
    teacher.get_by_role("link", name="모듈 배정하기").first.click()
    teacher.get_by_label(re.compile("생성형 AI와 사회의 신뢰")).check()
    teacher.get_by_label(re.compile("일부 학생 번호")).fill("3, 7-9")
    teacher.get_by_role("button", name="배정하기 전에 확인").click()
    expect(teacher.locator("main")).to_contain_text("3, 7–9번만")
    teacher.get_by_label("사전 안내문을 읽었습니다").check()
    teacher.get_by_role("button", name="배정하기", exact=True).click()
    expect(teacher.locator(".seat")).to_have_count(4)
    teacher.get_by_role("button", name=re.compile("되돌리기.*생성형 AI")).click()
    expect(teacher.get_by_text(re.compile("되돌렸습니다")).first).to_be_visible()
