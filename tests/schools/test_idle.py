"""Sessions that end by themselves: after how long, what moves the end on, what it costs (T-12)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from schools.actions import close_join_code
from tests.factories.curriculum import make_assignment
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_of
from tests.statements import data_statements

pytestmark = pytest.mark.django_db
STILL_HERE, BEEN_AWAY = "/ko/still-here/", "/ko/been-away/"
HOME = "/ko/home/"


def let_pass(minutes: float) -> None:
    """Let time go by for every session: each end comes nearer."""
    for session in Session.objects.all():
        session.expire_date -= timedelta(minutes=minutes)
        session.save()


def minutes_left(client) -> float:
    session = Session.objects.get(session_key=client.session.session_key)
    return (session.expire_date - timezone.now()).total_seconds() / 60


def is_inside(client) -> bool:
    return client.post(STILL_HERE).status_code == 200


@pytest.mark.parametrize("minutes, stays", [(29.5, True), (30.5, False)])
def test_t12_student_is_signed_out_after_thirty_minutes(student_client, minutes, stays):
    let_pass(minutes)
    assert is_inside(student_client) is stays


@pytest.mark.parametrize("minutes, stays", [(14.5, True), (15.5, False)])
def test_t12_staff_are_signed_out_after_fifteen_minutes(teacher_client, minutes, stays):
    let_pass(minutes)
    assert is_inside(teacher_client) is stays


def test_t12_any_page_moves_the_end_on(student_client):
    for _ in range(3):
        let_pass(25)
        assert student_client.get(HOME).status_code == 200
        assert minutes_left(student_client) == pytest.approx(30, abs=0.2)


def test_t12_request_writes_the_end_at_most_once_a_minute(student_client):
    student_client.get(HOME)
    with data_statements(at_most=20) as statements:
        student_client.get(HOME)
    assert not [line for line in statements if "UPDATE" in line]
    let_pass(2)
    with data_statements(at_most=20) as statements:
        student_client.get(HOME)
    assert len([line for line in statements if "UPDATE" in line]) == 1


def test_t12_asking_how_long_is_left_moves_nothing(student_client):
    let_pass(10)
    assert student_client.get(STILL_HERE).json()["seconds"] == pytest.approx(1200, abs=3)
    assert minutes_left(student_client) == pytest.approx(20, abs=0.2)
    assert student_client.post(STILL_HERE).json()["seconds"] == pytest.approx(1800, abs=3)


def test_still_here_of_nobody_is_told_so(client):
    for answer in (client.get(STILL_HERE), client.post(STILL_HERE)):
        assert (answer.status_code, answer.json()) == (401, {"seconds": 0})


@pytest.fixture
def poll(classroom, teacher):
    """The address a class board asks by itself every few seconds."""
    make_assignment(classroom=classroom, by=teacher)
    return reverse("curriculum:class-board-live", args=[classroom.pk])


def test_t12_board_of_a_lesson_that_is_on_keeps_its_teacher_signed_in(teacher_client, poll):
    let_pass(10)
    assert teacher_client.get(poll).status_code == 200
    assert minutes_left(teacher_client) == pytest.approx(15, abs=0.2)


def test_t12_board_left_open_after_the_lesson_ends_the_session_all_the_same(
    teacher_client, poll, classroom, teacher
):
    close_join_code(classroom=classroom, by=teacher)
    let_pass(10)
    assert teacher_client.get(poll).status_code == 200
    assert minutes_left(teacher_client) == pytest.approx(5, abs=0.2)
    let_pass(6)
    assert teacher_client.get(poll).status_code == 302


def test_t12_editor_that_only_stays_open_moves_nothing_on(client):
    client.force_login(staff_as("editor"))
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["lessons", "lessonpage", "1", 1])
    let_pass(10)
    client.post(ping)
    assert minutes_left(client) == pytest.approx(5, abs=0.2)
    client.get("/cms/")
    assert minutes_left(client) == pytest.approx(15, abs=0.2)


def test_t12_ending_an_unused_visit_keeps_what_waits_on_the_device(student_client):
    key = student_client.session.session_key
    response = student_client.post(BEEN_AWAY)
    assert response["Clear-Site-Data"] == '"cache", "cookies"'
    assert not Session.objects.filter(session_key=key).exists()
    page = student_client.get(response.url).text
    assert "같은 학생이 여기로 다시 들어오면" in page
    assert "번 아니에요?" not in page


def test_t12_session_on_another_device_does_not_keep_this_one(student, student_client):
    other = client_of(student)
    let_pass(29)
    other.get(HOME)
    let_pass(2)
    assert is_inside(other)
    assert not is_inside(student_client)


def test_visitor_between_code_and_pin_has_no_session_that_could_end(client, classroom):
    client.post("/ko/join/", {"code": "7KTMW4XP"})
    assert not Session.objects.exists()
    assert client.cookies[settings.JOIN_COOKIE_NAME]["max-age"] == 60 * 60
