"""The language links keep the page and the step."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.curriculum import make_assignment, step_of
from tests.factories.lessons import make_lesson

pytestmark = pytest.mark.django_db


def links(page: str) -> dict[str, str]:
    """Address by language, as the shell's language links give it."""
    found = re.findall(r'class="language__link"\s+href="([^"]*)"\s+lang="(\w\w)"', page)
    return {language: address.replace("&amp;", "&") for address, language in found}


@pytest.mark.parametrize("step", [1, 2, 3])
def test_switch_on_a_reading_page_keeps_lesson_and_step(client, step):
    korean, english = make_lesson(), make_lesson(language="en")
    there = links(client.get(korean.url, {"step": step}).text)["en"]
    assert there == f"{english.url}?step={step}"
    page = client.get(there).text
    assert english.step_list()[step - 1].title in page
    assert links(page)["ko"] == f"{korean.url}?step={step}"


@pytest.mark.parametrize("step", [1, 2])
def test_switch_on_a_students_step_keeps_assignment_and_step(
    student_client, classroom, teacher, step
):
    assignment = make_assignment(classroom, by=teacher)
    lesson = step_of(assignment, "lesson")
    address = reverse("curriculum:lesson-step", args=[assignment.pk, lesson.key, step])
    page = student_client.get(address)
    there = links(page.text)["en"]
    assert there == f"/en{address.removeprefix('/ko')}"
    english = student_client.get(there)
    assert english.status_code == 200 and f"Real or made? {step}" in english.text


def test_switch_on_the_search_keeps_the_question(client, db):
    assert links(Client().get("/ko/search/?q=AI").text)["en"] == "/en/search/?q=AI"
