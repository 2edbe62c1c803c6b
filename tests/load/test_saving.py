"""What saving an answer costs, beside the barest view that could do it.

`make bench-quizzes` runs it. No network and no test client: requests go into Django's handler with
every middleware of the platform, to a real PostgreSQL. Both sides are measured in turn, so that
whatever else the machine does meets both.
"""

import io
import json
import statistics
import time
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, override_settings
from django.urls import reverse, set_urlconf

from quizzes import occasions
from quizzes.models import Edition
from tests.factories.quizzes import (
    make_attempt,
    make_question,
    make_quiz,
    occasion_of,
    publish,
    uuid_of,
)
from tests.fixtures_schools import client_of
from tests.load import bare_upsert
from tests.statements import data_statements

pytestmark = pytest.mark.django_db
TURNS, A_TURN = 25, 40
MOST_OF_THE_BAREST = 1.4
CSRF = "k" * 32


@pytest.fixture
def edition(db):
    """Ten questions."""
    publish(make_quiz([make_question(f"q{number}") for number in range(1, 11)]))
    return Edition.objects.latest_for(uuid_of("quiz"))


@pytest.fixture
def attempt(student, edition):
    """An open attempt."""
    return make_attempt(student, edition)


class Door:
    """A loaded handler, and the request that one browser sends to it again and again."""

    def __init__(self, path: str, client: Client, body: dict, *, urlconf: str | None = None):
        self.handler, self.path, self.body, self.urlconf = BaseHandler(), path, body, urlconf
        self.handler.load_middleware()
        client.cookies[settings.CSRF_COOKIE_NAME] = CSRF
        self.cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())

    def ask(self, rev: int):
        """Send the answer with this revision."""
        body = json.dumps({**self.body, "client_rev": rev}).encode()
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "POST",
                "PATH_INFO": self.path,
                "SERVER_NAME": "testserver",
                "SERVER_PORT": "80",
                "REMOTE_ADDR": "127.0.0.1",
                "CONTENT_TYPE": "application/json",
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_ACCEPT": "application/json",
                "HTTP_COOKIE": self.cookies,
                "HTTP_X_CSRFTOKEN": CSRF,
                "wsgi.input": io.BytesIO(body),
            }
        )
        if self.urlconf:
            request.urlconf = self.urlconf
        answer = self.handler.get_response(request)
        set_urlconf(None)  # as the end of a request does
        return answer


@pytest.fixture
def ours(attempt, student):
    """The door of the product."""
    body = {"item": str(uuid_of("q1")), "chosen": [str(uuid_of("q1a"))]}
    return Door(reverse("quizzes:save", args=[attempt.pk]), client_of(student), body)


@pytest.fixture
def barest(attempt, teacher):
    """The door of the barest view, with a signed-in user."""
    client = Client()
    client.force_login(teacher)
    item = attempt.edition.items.get(key=uuid_of("q2"))
    body = {"attempt": str(attempt.pk), "item": item.pk, "chosen": [str(uuid_of("q2a"))]}
    with override_settings(MIDDLEWARE=bare_upsert.MIDDLEWARE):
        return Door("/save/", client, body, urlconf="tests.load.bare_upsert")


def cpu_ms(door: Door, first_rev: int) -> float:
    """Processor time of one save in this process: the mean of a turn."""
    begun = time.process_time()
    for rev in range(first_rev, first_rev + A_TURN):
        door.ask(rev)
    return (time.process_time() - begun) * 1000 / A_TURN


def test_saving_costs_at_most_1_4_times_the_barest_upsert(ours, barest, capsys):
    for door in (ours, barest):
        assert json.loads(door.ask(1).content)["saved_rev"] == 1
        cpu_ms(door, 2)
    turns = [(cpu_ms(ours, turn), cpu_ms(barest, turn)) for turn in _revisions()]
    own, bare = (statistics.median(side) for side in zip(*turns, strict=True))
    ratio = statistics.median(one / other for one, other in turns)
    with capsys.disabled():
        print(f"\nsave {own:.2f} ms, barest upsert {bare:.2f} ms of processor: ratio {ratio:.2f}")
    assert ratio <= MOST_OF_THE_BAREST


def _revisions():
    return range(1000, 1000 + TURNS * A_TURN, A_TURN)


def test_saving_needs_three_statements_and_writes_no_session(ours):
    with data_statements(at_most=3) as statements:
        assert json.loads(ours.ask(5).content)["saved_rev"] == 5
    writes = [sql for sql in statements if "INSERT" in sql or "UPDATE" in sql or "DELETE" in sql]
    assert len(writes) == 1
    assert "quizzes_answer" in writes[0]


@pytest.fixture
def occasion(edition):
    """An occasion that the floor above knows."""
    key = uuid4()

    def resolve(wanted, student):
        return occasion_of(edition.quiz_key) if wanted == key else None

    occasions.register(resolve)
    yield key
    occasions.unregister(resolve)


def test_starting_an_attempt_of_ten_questions_needs_six_statements(student, occasion, capsys):
    client = client_of(student)
    with data_statements(at_most=6) as statements:
        answer = client.post(reverse("quizzes:start", args=[occasion]))
    assert answer.status_code == 302 and "/attempts/" in answer["Location"]
    with capsys.disabled():
        print(f"\nstart of an attempt: {len(statements)} statements, request and all")
