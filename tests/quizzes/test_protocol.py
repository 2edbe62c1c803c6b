"""Save and submit as a machine of states, and with two requests at the same moment."""

import threading
from datetime import timedelta
from uuid import uuid4

import hypothesis.strategies as st
import pytest
from django.db import connection, connections, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from quizzes import grading
from quizzes.actions import (
    AttemptClosed,
    GivenAnswer,
    move_closing,
    reopen_attempt,
    save_answer,
    start_attempt,
    submit_attempt,
)
from quizzes.edition_papers import paper_of
from quizzes.kinds import Response
from quizzes.models import Answer, Attempt
from quizzes.turns import GRACE
from tests.factories.quizzes import uuid_of
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_of

ITEMS = st.sampled_from(["q1", "q3"])
LETTERS = st.sampled_from(["a", "b", ""])


class Protocol(RuleBasedStateMachine):
    """Whatever order saves, retries and submits arrive in, the newest saved answers count."""

    student = None
    edition = None
    marker = None
    sent = Bundle("sent")

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.occasion = uuid4()
        self.attempt = self.start()
        self.newest = {}
        self.result = None
        self.is_closed = False

    def start(self):
        return start_attempt(student=self.student, occasion=self.occasion, edition=self.edition)

    @rule()
    def start_again(self):
        assert self.start() == self.attempt

    @rule(target=sent, item=ITEMS, letter=LETTERS, rev=st.integers(0, 9))
    def save(self, item, letter, rev):
        message = (item, letter, rev)
        self.deliver(message)
        return message

    @rule(message=sent)
    def deliver_again(self, message):
        self.deliver(message)

    def deliver(self, message):
        item, letter, rev = message
        chosen = [uuid_of(f"{item}{letter}")] if letter else []
        values = {"attempt_id": self.attempt.pk, "student": self.student, "item_key": uuid_of(item)}
        try:
            saved = save_answer(**values, chosen=chosen, client_rev=rev)
        except AttemptClosed:
            assert self.result is not None or self.is_closed
            return
        assert self.result is None and not self.is_closed
        if item not in self.newest or rev > self.newest[item][0]:
            self.newest[item] = (rev, chosen)
        assert saved.saved_rev == self.newest[item][0]

    @rule(message=sent)
    def submit_with_what_waits(self, message):
        item, letter, rev = message
        chosen = [uuid_of(f"{item}{letter}")] if letter else []
        was_open = self.result is None
        self.hand_in([GivenAnswer(uuid_of(item), chosen, rev)])
        is_newer = item not in self.newest or rev > self.newest[item][0]
        if was_open and self.result is not None and is_newer:
            self.newest[item] = (rev, chosen)

    @rule()
    def submit(self):
        self.hand_in()

    def hand_in(self, answers=()):
        own = {"attempt_id": self.attempt.pk, "student": self.student}
        try:
            done = submit_attempt(**own, answers=answers)
        except AttemptClosed:
            assert self.is_closed and self.result is None
            return
        result = (done.points, done.submitted_at)
        assert self.result in (None, result)
        self.result = result

    @precondition(lambda self: self.result is not None)
    @rule()
    def reopen(self):
        self.attempt = reopen_attempt(attempt=self.attempt, reason="why", by=self.marker)
        self.result = None

    @rule(is_closed=st.booleans())
    def close_or_open(self, is_closed):
        an_hour_ago = timezone.now() - timedelta(hours=1)
        move_closing(occasions=[self.occasion], closes_at=an_hour_ago if is_closed else None)
        if self.result is None:  # what was handed in hears nothing of it
            self.is_closed = is_closed

    @invariant()
    def stored_answers_are_the_newest(self):
        answers = Answer.objects.filter(attempt=self.attempt).select_related("item")
        stored = {answer.item.key: answer.chosen for answer in answers}
        assert stored == {uuid_of(item): chosen for item, (_, chosen) in self.newest.items()}

    @invariant()
    def points_are_those_of_the_answers(self):
        if self.result is None:
            return
        chosen = {uuid_of(item): keys for item, (_, keys) in self.newest.items()}
        expected = grading.add_up(
            grading.mark(item, Response(tuple(chosen.get(item.key, ()))))
            for item in paper_of(self.edition.pk).items
        )
        assert self.result[0] == expected.points

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)


def test_t47_t48_t49_any_order_of_saves_retries_submits_closings_and_reopenings(student, edition):
    marker = staff_as("homeroom_teacher", classroom=student.classroom)
    known = {"student": student, "edition": edition, "marker": marker}
    machine = type("ProtocolOfTest", (Protocol,), known)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def at_once(*works):
    """Run functions in threads of their own, released at the same moment; gives their results."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            barrier.wait(timeout=10)
            results[place] = work()
        except AttemptClosed as closed:
            results[place] = closed
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.mark.django_db(transaction=True)
def test_t45_starting_in_twenty_tabs_at_once_gives_one_attempt(student, edition):
    occasion = uuid4()

    def start():
        return start_attempt(student=student, occasion=occasion, edition=edition)

    assert len(set(at_once(*[start] * 20))) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_t44_handing_in_twenty_times_at_once_gives_one_result(attempt, submitted):
    def submit():
        return submit_attempt(attempt_id=attempt.pk, student=attempt.student)

    results = at_once(*[submit] * 20)
    assert len({result.submitted_at for result in results}) == 1
    assert len(submitted) == 1


@pytest.mark.django_db(transaction=True)
def test_f18_answers_given_at_once_all_count_and_no_point_is_lost(attempt):
    right = {"q1": "a", "q2": "ab", "q3": "a"}

    def save(item, letters):
        chosen = [uuid_of(f"{item}{letter}") for letter in letters]
        own = {"attempt_id": attempt.pk, "student": attempt.student}
        return save_answer(**own, item_key=uuid_of(item), chosen=chosen, client_rev=1)

    at_once(*[lambda pair=pair: save(*pair) for pair in right.items()])
    assert submit_attempt(attempt_id=attempt.pk, student=attempt.student).points == 3


@pytest.mark.django_db(transaction=True)
def test_f18_two_first_visits_at_once_make_one_attempt(student, student_client, edition):
    def visit():
        return client_of(student).post(reverse("quizzes:start", args=[uuid_of("occasion")])).url

    assert len(set(at_once(*[visit] * 8))) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_t49_a_lesson_that_ends_during_a_submit_takes_it_once(attempt, submitted, occasion_fields):
    def end_lesson():
        ends_at = timezone.now()
        occasion_fields.update(is_open=False, closes_at=ends_at)
        return move_closing(occasions=[attempt.occasion], closes_at=ends_at)

    def submit():
        waiting = [GivenAnswer(uuid_of("q1"), [uuid_of("q1a")], 5)]
        own = {"attempt_id": attempt.pk, "student": attempt.student}
        return submit_attempt(**own, answers=waiting)

    results = at_once(end_lesson, *[submit] * 8)[1:]
    assert {result.points for result in results} == {1}
    assert len({result.submitted_at for result in results}) == 1
    assert len(submitted) == 1


@pytest.mark.django_db(transaction=True)
def test_t49_after_the_grace_nothing_is_taken_however_many_ask(attempt, submitted, occasion_fields):
    long_ago = timezone.now() - GRACE - timedelta(seconds=1)
    occasion_fields.update(is_open=False, closes_at=long_ago)

    def submit():
        return submit_attempt(attempt_id=attempt.pk, student=attempt.student)

    assert all(isinstance(result, AttemptClosed) for result in at_once(*[submit] * 8))
    assert submitted == []


@pytest.mark.django_db(transaction=True)
def test_t47_a_save_beside_a_submit_is_counted_or_refused_but_never_lost(attempt):
    def submit():
        return submit_attempt(attempt_id=attempt.pk, student=attempt.student)

    def save():
        return save_answer(
            attempt_id=attempt.pk,
            student=attempt.student,
            item_key=uuid_of("q1"),
            chosen=[uuid_of("q1a")],
            client_rev=1,
        )

    saved, result = at_once(save, submit)
    was_refused = isinstance(saved, AttemptClosed)
    assert result.points == (0 if was_refused else 1)
    assert Answer.objects.filter(attempt=attempt).exists() is not was_refused


@pytest.mark.django_db(transaction=True)
def test_t48_twenty_saves_at_once_keep_the_newest(attempt):
    def save(rev):
        return save_answer(
            attempt_id=attempt.pk,
            student=attempt.student,
            item_key=uuid_of("q1"),
            chosen=[],
            client_rev=rev,
        )

    results = at_once(*[lambda rev=rev: save(rev) for rev in range(1, 21)])
    assert Answer.objects.get().client_rev == 20
    assert all(saved.saved_rev >= rev for rev, saved in enumerate(results, start=1))
    assert connection.in_atomic_block is False
