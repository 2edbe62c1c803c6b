"""What a live board costs: processor of a full answer and of "unchanged", beside a bare view.

Times are processor time of this process, so other work on the
machine does not count; a bare view with our middleware is measured in the same run.
"""

import statistics
import time
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from config.urls.platform import urlpatterns as ours
from curriculum.actions import save_lesson_progress, start_lesson

from curriculum.models import Occasion
from quizzes.actions import save_answer, start_attempt
from tests.factories.curriculum import LESSON_LENGTH, latest_edition
from tests.factories.schools import StudentFactory

# Nine rounds of thirty requests; the middle round counts.
ROUNDS, A_ROUND = 9, 30
CLASS_SIZE, BOARDS, EVERY_SECONDS = 40, 1000, 15


def bare(request):
    """The least a view can do."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *ours]


def cpu_ms(ask) -> float:
    """Processor time of one request: the mean of a round, of the middle round."""
    ask()
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(A_ROUND):
            ask()
        rounds.append((time.process_time() - begun) * 1000 / A_ROUND)
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


def test_board_of_forty_beside_a_bare_view(board, teacher_client, settings, monkeypatch, capsys):
    settings.ROOT_URLCONF = __name__
    fresh = Client()
    # What is trusted for a while must not run out while all this is measured.
    etag = teacher_client.get(board)["ETag"]
    unsealed = etag[:-2] + ('0"' if etag[-2] != "0" else '1"')
    spent = {
        "bare view": cpu_ms(lambda: fresh.get("/bare/")),
        "full board": cpu_ms(lambda: teacher_client.get(board)),
        "unchanged": cpu_ms(lambda: teacher_client.get(board, headers={"If-None-Match": etag})),
        "unchanged, session asked": cpu_ms(
            lambda: teacher_client.get(board, headers={"If-None-Match": unsealed})
        ),
    }
    bare_ms = spent["bare view"]
    asked = spent["unchanged, session asked"]
    a_poll = (1 - long_way) * spent["unchanged"] + long_way * asked
    share = BOARDS / EVERY_SECONDS * a_poll / 1000
    with capsys.disabled():
        for name, ms in spent.items():
            print(f"\n{name}: {ms:.2f} ms, {ms / bare_ms:.1f} times a bare view", end="")
        print(f"\n{BOARDS} boards every {EVERY_SECONDS} s: {share:.1%} of a core")
    assert spent["unchanged"] <= 2 * bare_ms
