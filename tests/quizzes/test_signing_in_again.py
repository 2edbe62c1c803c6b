"""A session that ends in the middle of a quiz: number and PIN, and nothing is lost (T-82)."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse

from quizzes.models import Answer, Attempt
from schools import return_pass
from tests.factories.quizzes import uuid_of
from tests.factories.schools import PIN

HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')
AS_SCRIPT = {"headers": {"Accept": "application/json"}}


def page(attempt, name, *args):
    return reverse(f"quizzes:{name}", args=[attempt.pk, *args])


def pass_of(attempt) -> str:
    return return_pass.give_return_pass(attempt.student_id)


@pytest.fixture
def left_alone(student_client):
    """A browser whose student sat there a moment ago; the session is gone."""
    student_client.get("/ko/home/")
    Session.objects.all().delete()
    return student_client


def answer(client, attempt, **more):
    data = {"item": str(uuid_of("q1")), "chosen": str(uuid_of("q1a"))}
    told = {"return_pass": pass_of(attempt), **data, **more}
    return client.post(page(attempt, "question", 1), told)


def come_back(client, attempt, response, *, number=1, pin=PIN):
    carried = dict(HIDDEN.findall(response.content.decode()))
    data = {**carried, "number": number, "pin": pin}
    return client.post(page(attempt, "sign-in-again"), data, follow=True)


def test_t82_an_answer_sent_without_a_session_waits_for_number_and_pin(left_alone, attempt):
    asked = answer(left_alone, attempt)
    assert asked.status_code == 401
    assert "사라지지 않았어요" in asked.content.decode()
    assert not Answer.objects.exists()
    response = come_back(left_alone, attempt, asked)
    assert response.redirect_chain == [(page(attempt, "question", 2), 302)]
    assert "다시 로그인했고" in response.content.decode()
    assert Answer.objects.get().chosen == [uuid_of("q1a")]


def test_t82_a_mistyped_pin_keeps_the_answer_and_counts(left_alone, attempt):
    refused = come_back(left_alone, attempt, answer(left_alone, attempt), pin="000000")
    assert refused.status_code == 401
    attempt.student.refresh_from_db()
    assert attempt.student.failed_tries == 1
    come_back(left_alone, attempt, refused)
    assert Answer.objects.get().chosen == [uuid_of("q1a")]


def test_t82_another_number_cannot_answer_in_this_quiz(left_alone, attempt):
    refused = come_back(left_alone, attempt, answer(left_alone, attempt), number=2)
    assert refused.status_code == 401
    assert "field--error" in refused.content.decode()
    assert not Session.objects.exists() and not Answer.objects.exists()


@pytest.mark.parametrize(
    "told", ["", "forged", signing.dumps("x", salt="other")], ids=["none", "forged", "another's"]
)
def test_t82_a_page_too_old_leads_to_the_code_and_says_what_to_do(left_alone, attempt, told):
    response = answer(left_alone, attempt, return_pass=told)
    assert response["Location"].startswith(f"{reverse('schools:join')}?next=")
    assert "%2Fattempts%2F" in response["Location"]
    assert "한 번 더" in left_alone.get(response["Location"]).content.decode()


def test_t82_a_pass_is_worth_nothing_after_two_hours(left_alone, attempt, monkeypatch):
    asked = answer(left_alone, attempt)
    monkeypatch.setattr(return_pass, "LIFE_SECONDS", -1)
    response = come_back(left_alone, attempt, asked)
    assert response.redirect_chain[0][0].startswith(reverse("schools:join"))
    assert not Session.objects.exists()


def test_t82_handing_in_without_a_session_leads_back_to_the_check(left_alone, attempt):
    asked = left_alone.post(page(attempt, "submit"), {"return_pass": pass_of(attempt)})
    assert asked.status_code == 401
    response = come_back(left_alone, attempt, asked)
    assert response.redirect_chain == [(page(attempt, "check"), 302)]
    assert Attempt.objects.get().is_open


def sign_in_by_script(client, attempt, **more):
    data = {"return_pass": pass_of(attempt), "number": 1, "pin": PIN, **more}
    return client.post(page(attempt, "sign-in-again"), data, **AS_SCRIPT)


def test_t82_a_script_gets_the_new_token_and_sends_what_waits(attempt, left_alone):
    body = {"item": str(uuid_of("q1")), "chosen": [str(uuid_of("q1b"))], "client_rev": 7}
    sent = {"content_type": "application/json", **AS_SCRIPT}
    assert left_alone.post(page(attempt, "save"), json.dumps(body), **sent).status_code == 401
    assert sign_in_by_script(left_alone, attempt).json()["token"]
    saved = left_alone.post(page(attempt, "save"), json.dumps(body), **sent)
    assert saved.json()["saved_rev"] == 7


@pytest.mark.parametrize(
    ("more", "status", "state"),
    [
        ({"pin": "000000"}, 422, "refused"),
        ({"number": 2}, 422, "refused"),
        ({"pin": ""}, 422, "refused"),
        ({"return_pass": "forged"}, 410, "over"),
    ],
)
def test_t82_a_script_hears_why_it_was_refused(attempt, left_alone, more, status, state):
    response = sign_in_by_script(left_alone, attempt, **more)
    assert (response.status_code, response.json()["state"]) == (status, state)
    assert not Session.objects.exists()


def test_t82_another_students_pass_opens_no_door_to_this_attempt(attempt, classroom):
    second = classroom.students.get(number=2)
    told = {"return_pass": return_pass.give_return_pass(second.pk), "number": 2, "question": "1"}
    sent = {"pin": PIN, "item": str(uuid_of("q1")), "chosen": str(uuid_of("q1a")), **told}
    assert Client().post(page(attempt, "sign-in-again"), sent).status_code == 404
    assert not Answer.objects.exists()
