"""Trying a quiz without an account: everything stays in the visitor's session."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from quizzes import trials
from quizzes.kinds import KINDS
from quizzes.models import Answer, Attempt
from tests.factories.quizzes import make_edition, make_edition_of_every_kind, uuid_of

QUIZ = uuid_of("quiz")


def page(name: str, *args) -> str:
    return reverse(f"quizzes:{name}", args=[QUIZ, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def answer(client, number: int, *letters: str):
    chosen = [str(uuid_of(f"q{number}{letter}")) for letter in letters] or ["unsure"]
    data = {"item": str(uuid_of(f"q{number}")), "chosen": chosen}
    return client.post(page("try-question", number), data)


@pytest.fixture
def opened(db):
    """A quiz that visitors may try."""
    return make_edition(is_open_to_visitors=True)


def test_a_quiz_that_is_not_open_to_visitors_does_not_exist(client, edition):
    assert client.get(page("try")).status_code == 404
    assert client.post(page("try")).status_code == 404
    assert client.get(page("try-question", 1)).status_code == 404
    assert client.get(reverse("quizzes:try", args=[uuid4()])).status_code == 404


def test_f04_looking_at_the_first_page_stores_nothing(client, opened):
    assert client.get(page("try")).status_code == 200
    assert not Session.objects.exists()


def test_b33_the_whole_try_lives_in_the_session_for_three_days(client, opened):
    client.post(page("try"))
    ends_at = Session.objects.get().expire_date
    assert abs((ends_at - timezone.now()).total_seconds() - trials.LIFETIME_SECONDS) < 60
    answer(client, 1, "a")
    assert not Attempt.objects.exists()
    assert not Answer.objects.exists()
    trial = trials.find(client.session, QUIZ)
    assert trial.answers[uuid_of("q1")].chosen == (uuid_of("q1a"),)


def test_b29_a_question_without_a_begun_try_leads_to_the_first_page(client, opened):
    assert client.get(page("try-question", 1)).url == page("try")
    assert client.get(page("try-result")).url == page("try")


def test_b20_b22_a_visitor_goes_on_where_they_stopped(client, opened):
    assert client.post(page("try")).url == page("try-question", 1)
    assert answer(client, 1, "a").url == page("try-question", 2)
    assert "2 / 3" in text_of(client.get(page("try-question", 2)))
    assert client.get(page("try-result")).url == page("try-question", 2)


def test_t28_a_visitor_sees_no_key_before_the_result(client, opened):
    client.post(page("try"))
    assert " why" not in text_of(client.get(page("try-question", 1)))


def test_b25_f14_a_visitors_result_has_title_words_and_own_answers(client, db):
    make_edition(is_open_to_visitors=True, success_text="아주 잘했어요!", failure_text="다시!")
    client.post(page("try"))
    for number, letters in ((1, "a"), (2, "ab"), (3, "b")):
        answer(client, number, *letters)
    text = text_of(client.get(page("try-result")))
    assert "3개 중 2개를 맞혔어요" in text
    assert "아주 잘했어요!" in text
    assert "퀴즈" in text
    assert text.count("내가 고른 답") == 4
    assert "보기 q3b feedback" in text


def test_b30_a_visitor_sees_why_after_each_question_and_cannot_change_it(client, db):
    make_edition(is_open_to_visitors=True, feedback="at_once")
    client.post(page("try"))
    assert answer(client, 1, "b").url == page("try-question", 1)
    assert "물음 q1 why" in text_of(client.get(page("try-question", 1)))
    answer(client, 1, "a")
    trial = trials.find(client.session, QUIZ)
    assert trial.answers[uuid_of("q1")].chosen == (uuid_of("q1b"),)


def test_f15_nothing_claims_that_a_try_is_recorded(client, opened):
    assert "기록하지 않아요" in text_of(client.get(page("try")))


def test_b34_the_total_of_the_session_adds_quizzes_up():
    session = {}
    assert trials.total(session) == (0, 0)
    trials.add_to_total(session, Decimal("1.5"), 3)
    trials.add_to_total(session, Decimal(2), 2)
    for points, possible in ((Decimal(1), 0), (Decimal(-1), 5)):
        trials.add_to_total(session, points, possible)
    assert trials.total(session) == (Decimal("3.5"), 5)


def test_b35_after_the_result_it_starts_afresh_and_the_total_goes_on(client, opened):
    for _ in range(2):
        client.post(page("try"))
        assert not trials.find(client.session, QUIZ).answers
        for number in (1, 2, 3):
            answer(client, number, "a")
        for _again in range(2):
            text = text_of(client.get(page("try-result")))
    assert trials.total(client.session) == (4, 6)
    assert "6점 가운데 4점" in text


def test_f03_an_answer_after_the_result_changes_nothing(client, opened):
    client.post(page("try"))
    client.post(page("try-result"))
    assert answer(client, 1, "a").url == page("try-result")
    assert not trials.find(client.session, QUIZ).answers


def test_f02_an_impossible_answer_of_a_visitor_is_explained(client, opened):
    client.post(page("try"))
    data = {"item": str(uuid_of("q1")), "chosen": ["nonsense"]}
    response = client.post(page("try-question", 1), data)
    assert response.status_code == 422
    assert "이 문제에 없는 답이에요" in text_of(response)


def test_a_visitor_may_try_every_kind(client, db):
    make_edition_of_every_kind(is_open_to_visitors=True)
    client.post(page("try"))
    for number, name in enumerate(KINDS, start=1):
        assert client.get(page("try-question", number)).status_code == 200
        data = {"item": str(uuid_of(name)), "chosen": "unsure"}
        client.post(page("try-question", number), data)
    assert client.get(page("try-result")).status_code == 200


def test_a_session_keeps_a_few_tries_only():
    session = {}
    keys = [uuid4() for _ in range(trials.MOST_TRIALS + 2)]
    for key in keys:
        trials.begin(session, key, uuid4())
    kept = [key for key in keys if trials.find(session, key)]
    assert kept == keys[-trials.MOST_TRIALS :]
