"""Answers that a script saves as they are given."""

import json

import pytest
from django.urls import reverse

from quizzes.models import Answer, Attempt
from tests.factories.quizzes import make_edition, uuid_of
from tests.fixtures_schools import client_of


def page(attempt, name, *args):
    return reverse(f"quizzes:{name}", args=[attempt.pk, *args])


def send(client, attempt, item="q1", chosen=("q1a",), rev=1):
    keys = [str(uuid_of(name)) for name in chosen]
    return client.post(
        page(attempt, "save"),
        json.dumps({"item": str(uuid_of(item)), "chosen": keys, "client_rev": rev}),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_save_by_script_needs_three_statements_and_no_session_write(
    student_client, attempt, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        response = send(student_client, attempt, rev=5)
    assert response.json()["saved_rev"] == 5
    assert "session" not in response.cookies


def test_t47_save_by_script_after_handing_in_tells_where_the_result_is(student_client, attempt):
    student_client.post(page(attempt, "submit"))
    response = send(student_client, attempt)
    assert response.status_code == 409
    assert response.json() == {"state": "submitted", "url": page(attempt, "result")}


def test_save_by_script_without_a_session_keeps_its_answers(client, attempt):
    assert send(client, attempt).status_code == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"item": 1}', b'{"item": "x", "chosen": [], "client_rev": 1}', b"\xff"],
)
def test_save_of_something_else_than_an_answer_is_refused(student_client, attempt, body):
    response = student_client.post(page(attempt, "save"), body, content_type="application/json")
    assert response.status_code == 422


@pytest.mark.parametrize("rev", [-1, 2**53, "7", 1.5, True, None])
def test_save_with_a_revision_that_is_none_is_refused(student_client, attempt, rev):
    assert send(student_client, attempt, rev=rev).status_code == 422


def test_save_to_another_students_attempt_is_not_found(attempt, classroom):
    stranger = client_of(classroom.students.get(number=2))
    assert send(stranger, attempt).status_code == 404
    assert not Answer.objects.exists()


def test_at_once_the_first_answer_counts(student_client, student):
    attempt = Attempt.objects.create(
        student=student,
        edition=make_edition(feedback="at_once"),
        occasion=uuid_of("occasion"),
    )
    for letter in "ba":
        data = {"item": str(uuid_of("q1")), "chosen": [str(uuid_of(f"q1{letter}"))]}
        student_client.post(page(attempt, "question", 1), data)
    assert send(student_client, attempt, rev=2**52).json()["state"] == "shown"
    assert Answer.objects.get().chosen == [uuid_of("q1b")]
