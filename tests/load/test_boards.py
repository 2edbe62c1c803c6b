"""What a live board costs: processor of a changed answer and of "unchanged", beside a bare view.

Times are processor time of this process, so other work on the machine does not count; a bare view
with our middleware is measured in the same run. Requests come in as the server hands them on, by
WSGI. Between two looks at the changed board five of forty students answered, as in a lesson.
"""

import io
import statistics
import time
from itertools import cycle

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.db.models import F
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from config.urls.platform import urlpatterns as ours
from curriculum.actions import save_lesson_progress, start_lesson
from curriculum.models import Occasion
from quizzes.actions import save_answer, start_attempt
from quizzes.models import Answer
from tests.factories.curriculum import LESSON_LENGTH, latest_edition
from tests.factories.schools import StudentFactory

# Nine rounds of thirty requests; the middle round counts.
ROUNDS, A_ROUND = 9, 30
CLASS_SIZE, AT_WORK = 40, 5


def bare(request):
    """The least a view can do."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *ours]


class Browser:
    """Sends requests the way the server does, without a test client's work around them."""

    def __init__(self, cookies=""):
        # The connection is the test's; the server's own would be looked at here.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        self.application, self.cookies = get_wsgi_application(), cookies

    def get(self, address: str, etag: str = "") -> tuple[str, dict]:
        """Status and headers."""
        told: list = []
        place, _, query = address.partition("?")
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": place, "QUERY_STRING": query}
        environ |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
        environ |= {"HTTP_COOKIE": self.cookies, "HTTP_IF_NONE_MATCH": etag}
        environ["wsgi.input"] = io.BytesIO()
        response = self.application(environ, lambda *given: told.extend(given))
        b"".join(response)
        response.close()
        return told[0], dict(told[1])


def cpu_ms(ask, before=lambda: None) -> float:
    """Processor time of one request: the mean of a round, of the middle round.

    Args:
        before: what happens between two requests; it does not count.
    """
    ask()
    rounds = []
    for _ in range(ROUNDS):
        spent = 0.0
        for _ in range(A_ROUND):
            before()
            begun = time.process_time()
            ask()
            spent += time.process_time() - begun
        rounds.append(spent * 1000 / A_ROUND)
    return statistics.median(rounds)


@pytest.fixture
def board(classroom, assignment, teacher, lesson_step, quiz_step):
    """Address of the board of forty who read and answer."""
    start_lesson(assignment=assignment, by=teacher)
    edition = latest_edition()
    items = [(item, item.options.first()) for item in edition.items.all()]
    for number in range(4, CLASS_SIZE + 1):
        StudentFactory(classroom=classroom, number=number)
    for student in classroom.students.all():
        row = {"assignment": assignment, "student": student, "step": lesson_step}
        save_lesson_progress(**row, reached=student.number % 4, length=LESSON_LENGTH)
        occasion = Occasion.id_for(assignment.pk, quiz_step.key)
        attempt = start_attempt(student=student, occasion=occasion, edition=edition)
        for item, option in items:
            save_answer(
                attempt_id=attempt.pk, student=student, item_key=item.key, chosen=[option.key]
            )
    address = reverse("curriculum:class-board-live", args=[classroom.pk])
    return f"{address}?assignment={assignment.pk}"


@pytest.fixture
def lesson(classroom):
    """Let some more students answer once more, the next five each time."""
    seats = cycle(range(1, CLASS_SIZE + 1, AT_WORK))

    def some_answer():
        first = next(seats)
        theirs = Answer.objects.filter(attempt__student__number__range=(first, first + AT_WORK - 1))
        theirs.update(client_rev=F("client_rev") + 1, saved_at=timezone.now())

    return some_answer


def test_board_of_forty_beside_a_bare_view(board, lesson, teacher_client, settings, capsys):
    settings.ROOT_URLCONF = __name__
    teacher_client.get(reverse("curriculum:class-board", args=[board.split("/")[3]]))
    cookies = "; ".join(f"{name}={each.value}" for name, each in teacher_client.cookies.items())
    browser, stranger, kept = Browser(cookies), Browser(), {}

    def look():
        status, headers = browser.get(board, kept.get("etag", ""))
        kept["etag"] = headers["ETag"]
        return status

    look()
    spent = {
        "bare view": cpu_ms(lambda: stranger.get("/bare/")),
        "changed board": cpu_ms(look, lesson),
        "unchanged": cpu_ms(look),
        "board let in anew": cpu_ms(lambda: browser.get(board)),
    }
    lesson()
    assert (look(), look()) == ("200 OK", "304 Not Modified")
    with capsys.disabled():
        for name, ms in spent.items():
            print(f"\n{name}: {ms:.2f} ms, {ms / spent['bare view']:.1f} times a bare view", end="")
        print()
    assert spent["changed board"] <= spent["board let in anew"] / 3
    assert spent["unchanged"] <= 3 * spent["bare view"]
