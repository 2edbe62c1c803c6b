"""A real server that is killed while a class answers: what it acknowledged is in the database."""

import json
import os
import socket
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from subprocess import Popen
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections

from quizzes.models import Answer
from tests.factories.quizzes import make_attempt, make_edition, uuid_of
from tests.factories.schools import ClassroomFactory, StudentFactory
from tests.fixtures_schools import client_of
from tests.house.project import ROOT

STUDENTS, SAVES_OF_ONE = 20, 50
KILL_AFTER = 300
LETTERS = "abc"
TOKEN = "k" * 32


class Server:
    """The web server as the demo starts it, on the database of this test."""

    def __init__(self, data_dir):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = {
            **os.environ,
            "DATABASE_URL": url_of(connections["default"]),
            # Named, so that the settings start no server of their own for it.
            "SURVEY_DATABASE_URL": url_of(connections["survey"]),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATA_DIR": str(data_dir),
        }
        self.start()

    def start(self):
        """Start it and wait until it answers."""
        serve = f"-m granian --interface wsgi --port {self.port} --blocking-threads 4 --no-ws"
        self.process = Popen(
            [sys.executable, "-W", "ignore", *serve.split(), "config.wsgi:application"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        deadline = time.monotonic() + 30
        while not self.answers():
            assert time.monotonic() < deadline and self.process.poll() is None
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether anybody listens."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self):
        """What a power cut does: the server and its workers are gone at once."""
        os.killpg(self.process.pid, 9)
        self.process.wait(timeout=10)


def url_of(connection) -> str:
    """The address of a database of this test, as the settings read it."""
    database = connection.settings_dict
    return f"postgres://{database['USER']}@/{database['HOST']}/{database['NAME']}"


class Tablet(threading.Thread):
    """One student who answers again and again; a save that gets no answer is tried again."""

    def __init__(self, port: int, attempt, acknowledged: list):
        super().__init__()
        self.port, self.attempt, self.acknowledged = port, attempt, acknowledged
        cookies = client_of(attempt.student).cookies
        session = cookies[settings.SESSION_COOKIE_NAME].value
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session};"
            f" {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Host": f"localhost:{port}",
        }
        self.tries = 0

    def run(self):
        for rev in range(1, SAVES_OF_ONE + 1):
            while not self.save(rev):
                time.sleep(0.05)

    def save(self, rev: int) -> bool:
        """Whether the server said that it holds this revision."""
        self.tries += 1
        body = {"item": str(uuid_of("q1")), "chosen": [str(chosen_at(rev))], "client_rev": rev}
        try:
            asking = HTTPConnection("127.0.0.1", self.port, timeout=10)
            asking.request(
                "POST",
                f"/ko/attempts/{self.attempt.pk}/answers/",
                json.dumps(body),
                self.headers,
            )
            answer = asking.getresponse()
            told = answer.read()
        except (OSError, HTTPException):
            return False
        finally:
            asking.close()
        if answer.status != 200:
            return False
        self.acknowledged.append((self.attempt.pk, json.loads(told)["saved_rev"]))
        return True


def chosen_at(rev: int) -> UUID:
    return uuid_of(f"q1{LETTERS[rev % len(LETTERS)]}")


def newest(acknowledged) -> dict:
    """The newest revision that was acknowledged of each attempt."""
    found = {}
    for attempt, rev in acknowledged:
        found[attempt] = max(rev, found.get(attempt, 0))
    return found


def stored() -> dict:
    return {answer.attempt_id: answer for answer in Answer.objects.all()}


@pytest.fixture
def attempts(transactional_db):
    """Open attempts of a class."""
    edition, classroom = make_edition(), ClassroomFactory()
    students = [StudentFactory(classroom=classroom, number=n) for n in range(1, STUDENTS + 1)]
    return [make_attempt(student, edition) for student in students]


@pytest.fixture
def server(attempts, tmp_path):
    """A running server, whatever becomes of it."""
    server = Server(tmp_path)
    yield server
    if server.process.poll() is None:
        server.kill()


def test_t83_server_killed_during_a_thousand_saves_loses_nothing_it_acknowledged(server, attempts):
    acknowledged = []
    tablets = [Tablet(server.port, attempt, acknowledged) for attempt in attempts]
    for tablet in tablets:
        tablet.start()
    while len(acknowledged) < KILL_AFTER:
        time.sleep(0.001)
    server.kill()
    promised, kept = newest(list(acknowledged)), stored()
    assert all(kept[attempt].client_rev >= rev for attempt, rev in promised.items())
    server.start()
    for tablet in tablets:
        tablet.join(timeout=60)
    assert len(acknowledged) == STUDENTS * SAVES_OF_ONE
    assert sum(tablet.tries for tablet in tablets) > len(acknowledged)
    for answer in stored().values():
        assert answer.client_rev == SAVES_OF_ONE
        assert answer.chosen == [chosen_at(answer.client_rev)]
