"""Transactions that the database gives up: tried again, then a friendly word (T-52)."""

import json
import threading

import pytest
from django.db import OperationalError, connection, connections
from django.urls import reverse

from core.retrying import StillBusy
from quizzes import actions
from quizzes.actions import save_answer, start_attempt, submit_attempt
from quizzes.models import Answer, Attempt
from tests.factories.quizzes import uuid_of
from tests.fixtures_schools import client_of
from tests.quizzes.given_up import (
    another_session,
    give_up_writes,
    times_written,
    wait_until_somebody_waits,
)

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize("sqlstate", ["40001", "40P01"])


def save(attempt):
    keys = {"item_key": uuid_of("q1"), "chosen": [uuid_of("q1a")], "client_rev": 1}
    return save_answer(attempt_id=attempt.pk, student=attempt.student, **keys)


def submit(attempt):
    return submit_attempt(attempt_id=attempt.pk, student=attempt.student)


def start(attempt):
    return start_attempt(
        student=attempt.student, occasion=uuid_of("another"), edition=attempt.edition
    )


WAYS = pytest.mark.parametrize(
    ("act", "table"),
    [(save, "quizzes_answer"), (submit, "quizzes_attempt"), (start, "quizzes_attempt")],
    ids=["save", "submit", "start"],
)


@BOTH
@WAYS
def test_t52_given_up_three_times_succeeds_at_the_fourth(attempt, act, table, sqlstate):
    give_up_writes(table, times=3, sqlstate=sqlstate)
    assert act(attempt)
    assert times_written() == 4


@WAYS
def test_t52_given_up_each_time_ends_after_three_more_tries(attempt, act, table):
    give_up_writes(table, times=99, sqlstate="40001")
    with pytest.raises(StillBusy):
        act(attempt)
    assert times_written() == 4
    assert not Answer.objects.exists()
    assert Attempt.objects.get().is_open


def test_t52_another_fault_of_the_database_is_not_tried_again(attempt):
    give_up_writes("quizzes_answer", times=99, sqlstate="53100")  # disk full
    with pytest.raises(OperationalError):
        save(attempt)
    assert times_written() == 1


def test_t52_a_script_hears_when_to_come_back(attempt):
    give_up_writes("quizzes_answer", times=99, sqlstate="40001")
    keys = {"item": str(uuid_of("q1")), "chosen": [str(uuid_of("q1a"))], "client_rev": 1}
    response = client_of(attempt.student).post(
        reverse("quizzes:save", args=[attempt.pk]),
        json.dumps(keys),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json() == {"state": "busy"}


def test_t52_a_form_is_answered_with_a_page_that_sends_it_again(attempt):
    give_up_writes("quizzes_answer", times=99, sqlstate="40P01")
    address = reverse("quizzes:question", args=[attempt.pk, 1])
    data = {"item": str(uuid_of("q1")), "chosen": str(uuid_of("q1a"))}
    response = client_of(attempt.student).post(address, data)
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert f'action="{address}"' in page
    for name, value in data.items():
        assert f'name="{name}" value="{value}"' in page


def in_a_thread(work) -> tuple[threading.Thread, list]:
    results = []

    def run():
        try:
            results.append(work())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, results


def test_t52_a_save_in_a_real_deadlock_is_tried_again_and_stored(attempt):
    save(attempt)
    with another_session() as other:
        # The other one waits patiently, so that the database ends ours.
        other.execute("SET LOCAL deadlock_timeout = '20s'")
        other.execute("SELECT * FROM quizzes_answer FOR UPDATE")
        thread, results = in_a_thread(
            lambda: save_answer(
                attempt_id=attempt.pk,
                student=attempt.student,
                item_key=uuid_of("q1"),
                chosen=[uuid_of("q1b")],
                client_rev=2,
            )
        )
        wait_until_somebody_waits(other)
        other.execute("SELECT * FROM quizzes_attempt FOR UPDATE")
    thread.join(timeout=20)
    assert results[0].saved_rev == 2
    assert Answer.objects.get().chosen == [uuid_of("q1b")]


def test_t52_a_submit_that_cannot_be_serialised_is_tried_again(attempt, submitted):
    def submit_in_one_row():
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_isolation = 'repeatable read'")
        return actions.submit_attempt(attempt_id=attempt.pk, student=attempt.student)

    with another_session() as other:
        other.execute("UPDATE quizzes_attempt SET started_at = started_at")
        thread, results = in_a_thread(submit_in_one_row)
        wait_until_somebody_waits(other)
    thread.join(timeout=20)
    assert not results[0].is_open
    assert len(submitted) == 1
