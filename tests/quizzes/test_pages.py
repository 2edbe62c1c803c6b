"""A student's way through a quiz by pages, without a script."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Answer, Attempt, Edition
from tests.factories.quizzes import (
    make_attempt,
    make_edition,
    make_question,
    make_quiz,
    publish,
    uuid_of,
)
from tests.fixtures_schools import client_of

START = f"/ko/quizzes/{uuid_of('occasion')}/start/"


def page(attempt, name, *args):
    return reverse(f"quizzes:{name}", args=[attempt.pk, *args])


def answer(client, attempt, number, *letters, item=None):
    item = item or f"q{number}"
    chosen = [str(uuid_of(f"{item}{letter}")) for letter in letters] or ["unsure"]
    data = {"item": str(uuid_of(item)), "chosen": chosen}
    return client.post(page(attempt, "question", number), data)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_f04_looking_at_the_first_page_makes_no_attempt(student_client, edition):
    response = student_client.get(START)
    assert response.status_code == 200
    assert "시작하기" in text_of(response)
    assert not Attempt.objects.exists()


def test_start_leads_to_the_first_question_in_at_most_seven_statements(
    student_client, edition, django_assert_max_num_queries
):
    # Session, student, occasion, edition, attempts so far, the occasion held against its
    # end, the new one; a savepoint apart.
    with django_assert_max_num_queries(7 + 2):
        response = student_client.post(START)
    assert response.url == page(Attempt.objects.get(), "question", 1)


def test_b20_start_goes_on_at_the_first_unanswered_question(student_client, attempt):
    answer(student_client, attempt, 1, "a")
    assert student_client.post(START).url == page(attempt, "question", 2)


def test_start_of_an_unknown_occasion_is_not_found(student_client, edition):
    assert student_client.get(f"/ko/quizzes/{uuid4()}/start/").status_code == 404


def test_f07_start_of_a_quiz_without_an_edition_says_it_is_not_ready(student_client):
    response = student_client.post(START)
    assert response.status_code == 200
    assert "아직 준비 중인 퀴즈예요" in text_of(response)


def test_start_of_a_closed_occasion_makes_no_attempt(student_client, edition, occasion_fields):
    occasion_fields.update(is_open=False, closes_at=timezone.now() - timedelta(minutes=5))
    assert "이 퀴즈는 닫혔어요" in text_of(student_client.post(START))
    assert not Attempt.objects.exists()


def test_strangers_are_led_to_the_join_page(client, attempt):
    assert "/join/" in client.get(page(attempt, "question", 1)).url


@pytest.mark.parametrize("name", ["question", "check", "submit", "result"])
def test_t23_pages_of_another_students_attempt_are_not_found(attempt, classroom, name):
    stranger = client_of(classroom.students.get(number=2))
    args = [1] if name == "question" else []
    assert stranger.get(page(attempt, name, *args)).status_code == 404
    assert stranger.post(page(attempt, name, *args)).status_code in (404, 405)


def test_b22_a_question_says_where_it_stands(student_client, attempt):
    response = student_client.get(page(attempt, "question", 2))
    assert "2 / 3" in text_of(response)


def test_question_page_needs_few_statements(student_client, attempt, django_assert_max_num_queries):
    student_client.get(page(attempt, "question", 1))
    # Session, student, attempt, occasion, answers, help channels; the paper is kept in memory.
    with django_assert_max_num_queries(6):
        student_client.get(page(attempt, "question", 1))


def test_question_number_out_of_range_is_not_found(student_client, attempt):
    assert student_client.get(page(attempt, "question", 4)).status_code == 404


def test_t28_no_key_and_no_explanation_before_the_result(student_client, attempt):
    for name, args in (("question", [1]), ("check", [])):
        text = text_of(student_client.get(page(attempt, name, *args)))
        assert " why" not in text
        assert 'feedback"' not in text.replace("data-feedback", "")
        assert "is_right" not in text
        assert "choice--right" not in text


def test_answering_saves_and_goes_to_the_next_question(student_client, attempt):
    response = answer(student_client, attempt, 1, "b")
    assert response.url == page(attempt, "question", 2)
    assert Answer.objects.get().chosen == [uuid_of("q1b")]


def test_last_answer_goes_to_the_check_page(student_client, attempt):
    assert answer(student_client, attempt, 3, "a").url == page(attempt, "check")


def test_f01_a_form_sent_twice_answers_its_own_question_only(student_client, attempt):
    answer(student_client, attempt, 1, "a")
    late = answer(student_client, attempt, 2, "a", item="q1")
    assert late.url == page(attempt, "question", 2)
    assert list(Answer.objects.values_list("item__key", flat=True)) == [uuid_of("q1")]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ([], "답을 고르거나"),
        (["nonsense"], "이 문제에 없는 답이에요"),
        ([str(uuid_of("q2a"))], "이 문제에 없는 답이에요"),
        ([str(uuid_of("q1a")), str(uuid_of("q1b"))], "답을 하나만 골라 주세요"),
        ([str(uuid_of("q1a")), "unsure"], "함께 골랐어요"),
    ],
)
def test_f02_an_impossible_answer_is_explained_and_changes_nothing(
    student_client, attempt, chosen, message
):
    answer(student_client, attempt, 1, "b")
    data = {"item": str(uuid_of("q1")), "chosen": chosen}
    response = student_client.post(page(attempt, "question", 1), data)
    assert message in text_of(response)
    assert Answer.objects.get().chosen == [uuid_of("q1b")]


def test_f03_an_answer_sent_after_handing_in_starts_nothing(student_client, attempt):
    student_client.post(page(attempt, "submit"))
    response = answer(student_client, attempt, 1, "a")
    assert response.url == page(attempt, "result")
    assert "이미 제출했어요" in text_of(student_client.get(response.url))
    assert Attempt.objects.count() == 1
    assert not Answer.objects.exists()


def test_back_after_handing_in_leads_to_the_result(student_client, attempt):
    student_client.post(page(attempt, "submit"))
    assert student_client.get(page(attempt, "question", 1)).url == page(attempt, "result")
    assert student_client.get(page(attempt, "check")).url == page(attempt, "result")


def test_t44_handing_in_twice_gives_one_result(student_client, attempt, submitted):
    first, second = (student_client.post(page(attempt, "submit")) for _ in range(2))
    assert first.url == second.url == page(attempt, "result")
    assert len(submitted) == 1


def test_result_of_an_open_attempt_leads_back_to_it(student_client, attempt):
    assert student_client.get(page(attempt, "result")).url == page(attempt, "question", 1)


def test_check_page_tells_answered_from_missing(student_client, attempt):
    answer(student_client, attempt, 1)
    text = text_of(student_client.get(page(attempt, "check")))
    rows = text.partition("<dl")[2].partition("</dl>")[0]
    assert rows.count("badge--done") == 1
    assert rows.count("badge--neutral") == 2
    assert page(attempt, "question", 2) in text


def test_check_page_shows_what_was_chosen_and_hides_the_other_options(student_client, attempt):
    answer(student_client, attempt, 1, "b")
    answer(student_client, attempt, 2)
    text = text_of(student_client.get(page(attempt, "check")))
    rows = re.findall(r"<li[^>]*data-option[^>]*>[^<]*</li>", text)
    shown = [row for row in rows if "hidden" not in row]
    assert [re.sub("<[^>]*>", "", row) for row in shown] == ["보기 q1b", "잘 모르겠어요"]


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "%TIME% 저장됨"), ("en", "Saved at %TIME%")]
)
def test_question_hands_its_script_one_place_for_the_time(student_client, attempt, language, words):
    url = page(attempt, "question", 1).replace("/ko/", f"/{language}/")
    text = text_of(student_client.get(url))
    assert f'data-saved="{words}"' in text
    assert text.count("TIME") == 1


def test_b31_result_shows_own_answer_right_answer_and_why(student_client, attempt):
    answer(student_client, attempt, 1, "b")
    answer(student_client, attempt, 2, "a", "b")
    student_client.post(page(attempt, "submit"))
    text = text_of(student_client.get(page(attempt, "result")))
    assert "3개 중 1개를 맞혔어요" in text
    assert "아쉬워요" in text
    assert text.count("내가 고른 답") == 3
    assert "보기 q1b feedback" in text
    assert text.count("물음 q1 why") == 1


def test_result_links_the_lesson_step_when_there_is_one(student_client, student, occasion_fields):
    step = uuid4()
    questions = [make_question("q1", lesson_step=step), make_question("q2")]
    publish(make_quiz(questions))
    edition = Edition.objects.latest_for(uuid_of("quiz"))
    attempt = make_attempt(student, edition, occasion=uuid_of("occasion"))
    occasion_fields.update(lesson_step_url=lambda key: f"/lesson/{key}/")
    student_client.post(page(attempt, "submit"))
    text = text_of(student_client.get(page(attempt, "result")))
    assert text.count("수업에서 다시 보기") == 1
    assert f"/lesson/{step}/" in text


def test_b30_at_once_shows_why_before_the_next_question(student_client, student, occasion_fields):
    attempt = Attempt.objects.create(
        student=student,
        edition=make_edition(feedback="at_once"),
        occasion=uuid_of("occasion"),
    )
    response = answer(student_client, attempt, 1, "b")
    assert response.url == page(attempt, "question", 1)
    text = text_of(student_client.get(response.url))
    assert "물음 q1 why" in text
    assert "보기 q1b feedback" in text
    assert "물음 q2 why" not in text


def test_english_page_shows_english_and_keeps_the_place(student_client, attempt):
    text = text_of(student_client.get(page(attempt, "question", 1).replace("/ko/", "/en/")))
    assert "Question q1?" in text
    assert 'lang="ko"' not in text.partition("<main")[2].partition("</main")[0]


def test_question_without_english_is_shown_in_korean_and_says_so(student_client, student):
    attempt = Attempt.objects.create(
        student=student, edition=make_edition(in_english=False), occasion=uuid_of("occasion")
    )
    text = text_of(student_client.get(page(attempt, "question", 1).replace("/ko/", "/en/")))
    assert "물음 q1?" in text
    assert 'lang="ko"' in text.partition("<main")[2].partition("</main")[0]


def test_submit_takes_the_answers_that_waited_on_the_device(student_client, attempt):
    waiting = [{"item": str(uuid_of("q1")), "chosen": [str(uuid_of("q1a"))], "client_rev": 3}]
    student_client.post(page(attempt, "submit"), {"answers": json.dumps(waiting)})
    attempt.refresh_from_db()
    assert attempt.points == 1


def test_submit_with_a_broken_set_hands_nothing_in_and_says_so(student_client, attempt):
    response = student_client.post(page(attempt, "submit"), {"answers": "{"}, follow=True)
    assert "아직 제출하지 못했어요" in text_of(response)
    attempt.refresh_from_db()
    assert attempt.is_open


def test_again_is_practice_and_starts_once(student_client, attempt):
    student_client.post(page(attempt, "submit"))
    assert student_client.post(START).url == page(attempt, "result")
    again = [student_client.post(START, {"again": "1"}).url for _ in range(2)]
    assert again[0] == again[1]
    assert sorted(Attempt.objects.values_list("number", flat=True)) == [1, 2]


def test_closed_quiz_tells_so_and_keeps_what_was_saved(student_client, attempt, occasion_fields):
    answer(student_client, attempt, 1, "a")
    occasion_fields.update(is_open=False, closes_at=timezone.now() - timedelta(minutes=5))
    assert "이 퀴즈는 닫혔어요" in text_of(student_client.get(page(attempt, "question", 2)))
    assert "이 퀴즈는 닫혔어요" in text_of(student_client.post(page(attempt, "submit")))
    assert Answer.objects.count() == 1
