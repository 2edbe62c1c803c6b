"""The list of quizzes by theme, and what the old app promised of it (b10, f21)."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.actions import release_answers, save_answer, submit_attempt
from quizzes.models import Category, Edition
from tests.factories.quizzes import (
    locale_of,
    make_attempt,
    make_question,
    make_quiz,
    publish,
    uuid_of,
)
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_of

pytestmark = pytest.mark.django_db
ALL = "quizzes:catalogue"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def see(client, name=ALL, *args) -> str:
    return text_of(client.get(reverse(name, args=args)))


def publish_quiz(name: str, theme: Category | None = None, **fields):
    quiz = make_quiz([make_question(f"{name}-1", category=theme)], name=name, **fields)
    quiz.title = f"퀴즈 {name}"
    quiz.save()
    return publish(quiz)


def edition_of(name: str):
    return Edition.objects.latest_for(uuid_of(name))


@pytest.fixture
def theme():
    """A theme."""
    made = Category(name="출처 확인", locale=locale_of("ko"))
    made.save()
    return made


@pytest.fixture
def quizzes(theme):
    """One quiz of the theme and one without, both open; one closed to visitors; one draft."""
    publish_quiz("themed", theme, is_open_to_visitors=True)
    publish_quiz("other", is_open_to_visitors=True)
    publish_quiz("closed", theme)
    make_quiz([make_question("draft-1")], name="draft", is_open_to_visitors=True)


def test_b10_the_list_shows_what_may_be_tried_and_its_themes(quizzes, client):
    text = see(client)
    assert "퀴즈 themed" in text and "퀴즈 other" in text
    assert "퀴즈 closed" not in text
    assert reverse("quizzes:try", args=[uuid_of("draft")]) not in text
    assert reverse("quizzes:theme", args=["출처-확인"]) in text


def test_b10_a_theme_lists_its_own_quizzes_and_an_unknown_one_is_404(quizzes, client):
    text = see(client, "quizzes:theme", "출처-확인")
    assert "퀴즈 themed" in text
    assert "퀴즈 other" not in text and "퀴즈 closed" not in text
    assert client.get(reverse("quizzes:theme", args=["no-theme"])).status_code == 404


def test_b10_an_english_reader_finds_a_theme_by_its_korean_address(quizzes, client):
    address = reverse("quizzes:theme", args=["출처-확인"]).replace("/ko/", "/en/")
    assert client.get(address).status_code == 200


def hand_in(student, name: str, occasion=None):
    attempt = make_attempt(student, edition_of(name), occasion=occasion)
    right = {"item_key": uuid_of(f"{name}-1"), "chosen": [uuid_of(f"{name}-1a")]}
    save_answer(attempt_id=attempt.pk, student=student, client_rev=1, **right)
    return submit_attempt(attempt_id=attempt.pk, student=student)


def test_f21_a_students_earlier_results_stand_on_the_page_of_the_theme(quizzes, student):
    attempt = hand_in(student, "closed")
    text = see(client_of(student), "quizzes:theme", "출처-확인")
    assert "내 결과: 1점 중 1점" in text
    assert reverse("quizzes:result", args=[attempt.pk]) in text
    assert "퀴즈 themed" in text


def test_f21_nobody_else_sees_them(quizzes, student, classroom):
    hand_in(student, "closed")
    for browser in (Client(), client_of(classroom.students.get(number=2))):
        assert "퀴즈 closed" not in see(browser)


def test_f21_points_wait_until_the_teacher_shows_the_answers(student, theme):
    publish_quiz("later", theme, feedback="on_release")
    hand_in(student, "later", occasion=uuid_of("occasion"))
    browser = client_of(student)
    assert "내 결과" not in see(browser)
    teacher = staff_as("homeroom_teacher", classroom=student.classroom)
    release_answers(occasion=uuid_of("occasion"), place="7010001", by=teacher)
    assert "내 결과: 1점 중 1점" in see(browser)


def test_the_list_needs_four_statements(quizzes, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse(ALL))
