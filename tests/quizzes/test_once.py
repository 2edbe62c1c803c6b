"""What is asked for twice happens once: lost replies and jobs delivered again (T-46, T-53)."""

import json
from datetime import timedelta
from http.client import HTTPConnection, HTTPException

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from quizzes.actions import NothingToRegrade, regrade_attempts, submit_attempt
from quizzes.models import Answer, Attempt, Edition, Regrade
from tests.factories.quizzes import make_attempt, make_question, make_quiz, publish, uuid_of
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_of
from tests.quizzes.cutting_proxy import CuttingProxy
from tests.quizzes.test_protocol import at_once

TOKEN = "k" * 32


@pytest.fixture
def proxy(attempt, live_server):
    """A proxy in front of a running server, which cuts the first reply."""
    with CuttingProxy(live_server.thread.port, cuts=1) as proxy:
        yield proxy


class Tablet:
    """A browser of one student that sends again whatever got no answer."""

    def __init__(self, student, port: int):
        session = client_of(student).cookies[settings.SESSION_COOKIE_NAME].value
        self.port, self.tries = port, 0
        self.headers = {
            "Host": "localhost",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session};"
            f" {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-CSRFToken": TOKEN,
        }

    def post(self, path: str, body: str = "", **headers) -> tuple[int, str, str]:
        """Status, address and body of the first answer that arrives."""
        while True:
            self.tries += 1
            line = HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                line.request("POST", path, body, {**self.headers, **headers})
                answer = line.getresponse()
                return answer.status, answer.headers.get("Location", ""), answer.read().decode()
            except (OSError, HTTPException):
                assert self.tries < 5
            finally:
                line.close()


@pytest.mark.django_db(transaction=True)
def test_t46_a_submit_whose_reply_is_cut_gives_the_same_result_once(proxy, attempt, submitted):
    tablet = Tablet(attempt.student, proxy.port)
    path = reverse("quizzes:submit", args=[attempt.pk])
    status, address, _ = tablet.post(path)
    assert (status, address) == (302, reverse("quizzes:result", args=[attempt.pk]))
    assert (tablet.tries, proxy.cut) == (2, 1)
    assert len(submitted) == 1
    assert Attempt.objects.get().submitted_at <= proxy.cut_at


@pytest.mark.django_db(transaction=True)
def test_t46_a_save_whose_reply_is_cut_is_stored_once(proxy, attempt):
    tablet = Tablet(attempt.student, proxy.port)
    sent = {"item": str(uuid_of("q1")), "chosen": [str(uuid_of("q1a"))], "client_rev": 7}
    kind = {"Content-Type": "application/json", "Accept": "application/json"}
    path = reverse("quizzes:save", args=[attempt.pk])
    status, _, body = tablet.post(path, json.dumps(sent), **kind)
    assert (status, json.loads(body)["saved_rev"]) == (200, 7)
    assert (tablet.tries, proxy.cut) == (2, 1)
    assert Answer.objects.get().saved_at <= proxy.cut_at


@pytest.mark.django_db(transaction=True)
def test_t46_a_start_whose_reply_is_cut_begins_one_attempt(proxy, attempt):
    Attempt.objects.all().delete()
    tablet = Tablet(attempt.student, proxy.port)
    status, address, _ = tablet.post(reverse("quizzes:start", args=[uuid_of("occasion")]))
    assert (tablet.tries, proxy.cut) == (2, 1)
    begun = Attempt.objects.get()
    assert (status, address) == (302, reverse("quizzes:question", args=[begun.pk, 1]))


@pytest.fixture
def due_quiz(db):
    """A quiz whose publication is due."""
    quiz = make_quiz([make_question("q1")])
    revision = quiz.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()


def test_t53_publishing_what_is_due_twice_cuts_one_edition(due_quiz):
    for _ in range(2):
        call_command("publish_scheduled")
    assert Edition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_t53_two_workers_that_publish_at_once_cut_one_edition(due_quiz):
    at_once(*[lambda: call_command("publish_scheduled")] * 2)
    assert Edition.objects.count() == 1


def corrected(student) -> Edition:
    """A newer edition of a quiz that somebody handed in; another answer is right now."""
    quiz = publish(make_quiz([make_question("q1")]))
    attempt = make_attempt(student, Edition.objects.latest_for(uuid_of("quiz")))
    submit_attempt(attempt_id=attempt.pk, student=student)
    question = quiz.questions()[0]
    question.points = 2
    publish(question)
    publish(quiz)
    return Edition.objects.latest_for(uuid_of("quiz"))


def test_t53_a_regrade_delivered_twice_changes_results_once(student):
    onto = corrected(student)
    regrade_attempts(onto=onto, by=staff_as("reviewer"))
    with pytest.raises(NothingToRegrade):
        regrade_attempts(onto=onto, by=staff_as("reviewer"))
    assert Regrade.objects.count() == 1
    assert Attempt.objects.get().points_possible == 2
