"""Polls of boards and of students' pages that are due together: one statement, nobody's mix-up."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.wsgi import application
from curriculum.actions import start_lesson
from curriculum.due_polls import EVERY_SECONDS, OLDEST_SECONDS, DuePolls
from curriculum.known_polls import read_known
from curriculum.live_polls import NEVER_KEPT, UnchangedPolls
from schools.idle import IDLE_SECONDS_OF_STAFF
from schools.models import Student
from tests.curriculum.test_live_boards import answer, sit
from tests.fixtures_schools import client_of, client_past_password

TAKES_A_SECOND_OLD = {"Cache-Control": "max-age=1"}


class Page:
    """An open board or student's page: its browser, its address, its newest ETag.

    Attributes:
        reached_django: whether the last poll was handed on.
    """

    def __init__(self, client: Client, url: str):
        self.client, self.url = client, url
        self.etag = client.get(url)["ETag"]
        self.reached_django = False

    def poll(self) -> int:
        """As the page does when its time has come; gives the status."""
        waiting = {}

        def start_response(status, headers):
            waiting.update(headers, status=int(status[:3]))

        list(UnchangedPolls(lambda environ, start: [])(self._environ(), start_response))
        self.reached_django = not waiting
        if waiting:
            assert waiting == {"status": 304, "ETag": self.etag, "Cache-Control": NEVER_KEPT}
            return waiting["status"]
        headers = {"If-None-Match": self.etag, **TAKES_A_SECOND_OLD}
        answered = self.client.get(self.url, headers=headers)
        self.etag = answered.get("ETag", self.etag)
        return answered.status_code

    def _environ(self) -> dict:
        path, _, query = self.url.partition("?")
        told = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "QUERY_STRING": query}
        asks = {"HTTP_IF_NONE_MATCH": self.etag, "HTTP_CACHE_CONTROL": "max-age=1"}
        return self.client._base_environ() | told | asks


class Clock:
    """Seconds set by hand."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    for name in ("DUE_BOARDS", "DUE_SIGNALS"):
        monkeypatch.setattr(f"curriculum.live_polls.{name}", DuePolls(read_known, clock))
    return clock


@pytest.fixture
def boards(assignment, teacher, live_url, projector_url, clock) -> list[Page]:
    """A board and a projector, each in a session of its own, asking half a second apart."""
    pages = [Page(client_past_password(teacher), url) for url in (live_url, projector_url)]
    for page in pages:
        assert page.poll() == 304
        clock.now += 0.5
    return pages


def test_boards_due_within_a_second_share_a_statement(boards, clock, django_assert_num_queries):
    clock.now = 15
    with django_assert_num_queries(1):
        assert boards[0].poll() == 304
    clock.now = 15.5
    with django_assert_num_queries(0):
        assert boards[1].poll() == 304
    with django_assert_num_queries(1):
        assert boards[1].poll() == 304


def test_change_after_the_shared_look_is_seen_at_the_next_one(boards, assignment, quiz_step, clock):
    clock.now = 15
    boards[0].poll()
    answer(sit(assignment, 1, quiz_step), True)
    clock.now = 15.5
    assert boards[1].poll() == 304
    clock.now = 30
    assert [board.poll() for board in boards] == [200, 200]


def test_who_just_pressed_a_button_sees_the_state_of_this_moment(
    boards, assignment, quiz_step, clock
):
    clock.now = 15
    boards[0].poll()
    answer(sit(assignment, 1, quiz_step), True)
    clock.now = 15.5
    pressed = boards[1].client.get(boards[1].url, headers={"If-None-Match": boards[1].etag})
    assert pressed.status_code == 200


def test_session_that_ended_gets_a_waiting_304_for_a_second_and_nothing_more(boards, clock):
    clock.now = 15
    boards[0].poll()
    Session.objects.all().delete()
    clock.now = 15.5
    assert boards[1].poll() == 304
    assert boards[1].poll() == 302
    clock.now = 30
    assert [board.poll() for board in boards] == [302, 302]


def test_answer_that_was_not_fetched_in_its_second_is_looked_up_anew(boards, clock):
    clock.now = 15
    boards[0].poll()
    Session.objects.all().delete()
    clock.now = 16.1
    assert boards[1].poll() == 302


def test_waiting_answer_goes_to_the_session_it_was_read_for_only(boards, teacher, clock):
    """Whoever shows another one's ETag is asked who they are, and leaves that answer waiting."""
    clock.now = 15
    boards[0].poll()
    of_the_session, shown = boards[1].client, boards[1].etag
    clock.now = 15.2
    boards[1].client = Client()
    assert boards[1].poll() == 302
    boards[1].client = client_past_password(teacher)
    assert boards[1].poll() == 200
    boards[1].client, boards[1].etag = of_the_session, shown
    assert (boards[1].poll(), boards[1].reached_django) == (304, False)


def test_server_asks_what_waits_before_django():
    """The pages say how old an answer may be, and ask as often as the server counts on."""
    assert isinstance(application, UnchangedPolls)
    script = (settings.BASE_DIR / "static/js/class-signal.js").read_text()
    frame = get_template("curriculum/parts/board_live_frame.html").template.source
    assert f"ASK_EVERY_MS = {EVERY_SECONDS}_000" in script
    assert f'hx-trigger="every {EVERY_SECONDS}s,' in frame
    for path in ("class-signal.js", "board.js"):
        page = (settings.BASE_DIR / "static/js" / path).read_text()
        assert '"Cache-Control"' in page and f'"max-age={OLDEST_SECONDS}"' in page


def test_unchanged_pages_of_a_class_share_a_statement(
    assignment, teacher, classroom, clock, django_assert_num_queries
):
    start_lesson(assignment=assignment, by=teacher)
    url = reverse("curriculum:signal", args=[assignment.pk])
    students = Student.objects.filter(classroom=classroom, number__in=(1, 2, 3))
    pages = [Page(client_of(student), url) for student in students]
    assert [page.poll() for page in pages] == [304, 304, 304]
    clock.now = 15 - 0.1
    with django_assert_num_queries(1):
        assert [page.poll() for page in pages] == [304, 304, 304]


def test_session_that_falls_asleep_in_a_lesson_is_handed_on_to_be_kept(boards, clock):
    nearly_over = timezone.now() + timedelta(seconds=IDLE_SECONDS_OF_STAFF - 5 * 60)
    Session.objects.update(expire_date=nearly_over)
    clock.now = 15
    boards[0].poll()
    clock.now = 15.5
    assert (boards[1].poll(), boards[1].reached_django) == (304, True)
    assert Session.objects.filter(expire_date__gt=nearly_over).count() == 2


def test_board_that_was_made_anew_is_expected_as_it_is_now(boards, assignment, quiz_step, clock):
    answer(sit(assignment, 1, quiz_step), True)
    clock.now = 15
    assert boards[0].poll() == 200
    clock.now = 15.5
    assert (boards[1].poll(), boards[1].reached_django) == (200, True)
    clock.now = 30
    assert (boards[0].poll(), boards[0].reached_django) == (304, True)
    clock.now = 30.5
    assert (boards[1].poll(), boards[1].reached_django) == (304, False)
