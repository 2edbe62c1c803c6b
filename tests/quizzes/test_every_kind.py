"""A question of each kind: written, published, asked, answered by form and by script, marked."""

import json
import re

import pytest
from django.urls import reverse

from quizzes.actions import AttemptClosed, UnknownOption, save_answer, submit_attempt
from quizzes.edition_papers import paper_of
from quizzes.kinds import KINDS
from quizzes.models import Answer, Quiz
from quizzes.papers import Item
from tests.factories.quizzes import make_attempt, make_edition_of_every_kind, uuid_of
from tests.factories.right_answers import right_answer, right_fields

pytestmark = pytest.mark.django_db


def keys(*names: str) -> list:
    return [uuid_of(name) for name in names]


def item_of(attempt, name: str) -> Item:
    return paper_of(attempt.edition_id).items_by_key[uuid_of(name)]


def key_of(attempt, name: str) -> dict:
    return right_answer(item_of(attempt, name))


def as_form(attempt, name: str) -> dict:
    return {"item": str(uuid_of(name)), **right_fields(item_of(attempt, name))}


def number_of(name: str) -> int:
    return list(KINDS).index(name) + 1


def page(attempt, name: str, *args) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def attempt(student):
    return make_attempt(student, make_edition_of_every_kind(), occasion=uuid_of("occasion"))


def save(attempt, name, **answer):
    return save_answer(
        attempt_id=attempt.pk, student=attempt.student, item_key=uuid_of(name), **answer
    )


def test_edition_says_what_the_drafts_say_for_every_kind(attempt):
    quiz = Quiz.objects.get(locale__language_code="ko")
    paper = paper_of(attempt.edition_id)
    assert paper == quiz.paper()
    assert paper.digest() == attempt.edition.digest
    assert [item.language_for("en") for item in paper.items] == ["en"] * len(KINDS)


def test_the_key_earns_everything_and_the_essay_waits(attempt):
    for name in KINDS:
        save(attempt, name, **key_of(attempt, name))
    result = submit_attempt(attempt_id=attempt.pk, student=attempt.student)
    scored = len(KINDS) - 1  # an opinion is not scored
    assert (result.points, result.points_possible) == (scored - 1, scored)
    assert (result.points_waiting, result.is_waiting) == (1, True)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_answered_by_a_form_without_a_script(student_client, attempt, name):
    number = number_of(name)
    response = student_client.post(page(attempt, "question", number), as_form(attempt, name))
    assert response.status_code == 302
    stored, wanted = Answer.objects.get(), key_of(attempt, name)
    assert stored.chosen == wanted.get("chosen", [])
    assert (stored.text, stored.confidence) == (wanted.get("text", ""), wanted.get("confidence"))


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_saved_by_a_script_in_three_statements(
    student_client, attempt, name, django_assert_max_num_queries
):
    answer = {"item": uuid_of(name), "client_rev": 5, "chosen": [], **key_of(attempt, name)}
    with django_assert_max_num_queries(3):
        response = student_client.post(
            page(attempt, "save"), json.dumps(answer, default=str), content_type="application/json"
        )
    assert response.json()["saved_rev"] == 5


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("data", [{}, {"chosen": "nonsense"}])
def test_f02_every_kind_says_what_is_missing(student_client, attempt, name, data):
    number = number_of(name)
    sent = {"item": str(uuid_of(name)), **data}
    response = student_client.post(page(attempt, "question", number), sent)
    assert response.status_code == 422
    assert "field__error" in text_of(response)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_takes_im_not_sure(student_client, attempt, name):
    number = number_of(name)
    sent = {"item": str(uuid_of(name)), "chosen": "unsure"}
    assert student_client.post(page(attempt, "question", number), sent).status_code == 302
    stored = Answer.objects.get()
    assert stored.response.is_blank


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("one", {"chosen": keys("onea", "onea")}),
        ("one", {"text": "hello"}),
        ("several", {"chosen": keys("severala", "onea")}),
        ("order", {"chosen": keys("ordera", "orderb")}),
        ("order", {"chosen": keys("ordera", "orderb", "orderb")}),
        ("match", {"chosen": keys("matchextra", "matchextra")}),
        ("short", {"text": "x" * 201}),
        ("short", {"chosen": keys("shorta")}),
        ("essay", {"text": "x" * 5001}),
        ("likert", {"chosen": keys("likerta", "likertb")}),
        ("one", {"chosen": keys("onea"), "confidence": 2}),
        ("spot_the_fake", {"chosen": keys("spot_the_fakea"), "confidence": 4}),
    ],
)
def test_f02_an_answer_that_a_kind_cannot_have_is_refused(attempt, name, answer):
    with pytest.raises(UnknownOption):
        save(attempt, name, **answer)
    assert not Answer.objects.exists()


def test_match_refuses_a_prompt_that_is_matched_twice(attempt):
    chosen = key_of(attempt, "match")["chosen"]
    with pytest.raises(UnknownOption):
        save(attempt, "match", chosen=[*chosen, *chosen[:2]])


def test_match_takes_one_target_for_two_prompts(attempt):
    prompt, target, other = key_of(attempt, "match")["chosen"][:3]
    save(attempt, "match", chosen=[prompt, target, other, target])
    assert Answer.objects.get().chosen == [prompt, target, other, target]


def test_t28_no_page_before_the_result_tells_what_is_right(student_client, attempt):
    for number in range(1, len(KINDS) + 1):
        text = text_of(student_client.get(page(attempt, "question", number)))
        for secret in (" why", "Seoul", "서울", "choice--right", "partner", "place--changed"):
            assert secret not in text
    pairs = re.findall(r'data-prompt="([^"]+)"', text)
    assert len(pairs) == len(set(pairs))


def test_t28_the_place_of_a_target_does_not_follow_its_prompt(student_client, attempt):
    item = paper_of(attempt.edition_id).items_by_key[uuid_of("match")]
    right = [str(option.partner) for option in item.options_as("prompt")]
    orders = set()
    for seed in range(12):
        attempt.seed = seed
        attempt.save()
        text = text_of(student_client.get(page(attempt, "question", number_of("match"))))
        form = re.sub(r"<template.*?</template>", "", text, flags=re.DOTALL)
        found = re.findall(r'<option value="([0-9a-f-]{36})"', form)
        orders.add(tuple(key for key in dict.fromkeys(found) if key in right))
    assert len(orders) > 2


@pytest.mark.parametrize("language", ["ko", "en"])
def test_b31_result_of_every_kind_is_shown_with_own_answers(student_client, attempt, language):
    for name in KINDS:
        save(attempt, name, **key_of(attempt, name))
    student_client.post(page(attempt, "submit"))
    url = page(attempt, "result").replace("/ko/", f"/{language}/")
    text = text_of(student_client.get(url))
    assert "내 생각에는 먼저 멈춰야 해요." in text
    assert "ＳＥＯＵＬ 1" in text
    assert ("선생님이 읽을 때까지" if language == "ko" else "Waits for your teacher") in text


def test_f11_an_essay_that_waits_is_told_so_and_counts_neither_way(student_client, attempt):
    save(attempt, "essay", text="내 생각")
    save(attempt, "one", chosen=keys("onea"))
    student_client.post(page(attempt, "submit"))
    text = text_of(student_client.get(page(attempt, "result")))
    assert "선생님이 아직 답 1개를 읽지 않았어요" in text
    assert "쉽지 않지요" not in text


def test_t47_an_essay_saved_after_handing_in_is_refused(attempt):
    submit_attempt(attempt_id=attempt.pk, student=attempt.student)
    with pytest.raises(AttemptClosed):
        save(attempt, "essay", text="너무 늦었어요")


def test_order_keeps_the_students_order_on_the_page(student_client, attempt):
    chosen = keys("orderc", "ordera", "orderb")
    save(attempt, "order", chosen=chosen)
    text = text_of(student_client.get(page(attempt, "question", number_of("order"))))
    assert re.findall(r'data-step="([^"]+)"', text)[:3] == [str(key) for key in chosen]


def test_what_was_sent_stays_in_the_form_when_it_is_refused(student_client, attempt):
    number = number_of("essay")
    sent = {"item": str(uuid_of("essay")), "chosen": "unsure", "text": "내 글은 그대로예요"}
    response = student_client.post(page(attempt, "question", number), sent)
    assert response.status_code == 422
    assert "내 글은 그대로예요" in text_of(response)
