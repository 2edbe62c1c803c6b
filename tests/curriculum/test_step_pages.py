"""The short way to a step shows what the long way shows, and answers only when all is in order."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum.actions import end_assignment
from curriculum.models import Assignment
from curriculum.views import learning
from schools.models import Student
from tests.factories.schools import ClassroomFactory, StudentFactory
from tests.fixtures_schools import client_of

TOKEN = re.compile(r'value="\w{64}"')


@pytest.fixture
def address(assignment, lesson_step):
    """The second step of the lesson."""
    return reverse("curriculum:lesson-step", args=[assignment.pk, lesson_step.key, 2])


@pytest.fixture
def long_way(monkeypatch):
    """Lets the next requests take the long way; returns a switch."""

    def take():
        monkeypatch.setattr(learning, "short_way", lambda *request: None)

    return take


def shown(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return TOKEN.sub("", response.content.decode())


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("nickname", ["", "졸린 <수달>"])
@pytest.mark.parametrize("is_over", [False, True])
def test_short_way_shows_what_the_long_way_shows(
    assignment, student, teacher, address, long_way, language, nickname, is_over
):
    Student.objects.filter(pk=student.pk).update(nickname=nickname)
    if is_over:
        end_assignment(assignment=assignment, by=teacher)
    client = client_of(student)
    address = address.replace("/ko/", f"/{language}/")
    short = shown(client, address)
    long_way()
    assert shown(client, address) == short


def test_two_students_one_after_the_other_each_see_their_own_number(
    classroom, assignment, student, address
):
    neighbour = classroom.students.exclude(pk=student.pk).first()
    for one in (student, neighbour, student):
        html = shown(client_of(one), address)
        assert f"{one.number}번 아니에요?" in html
        assert one.device_key in html


def test_step_of_a_running_lesson_takes_two_statements(student, address, django_assert_num_queries):
    client = client_of(student)
    client.get(address)
    with django_assert_num_queries(2):
        client.get(address)


def test_step_is_never_stored_by_caches_between(student, address):
    client = client_of(student)
    client.get(address)
    response = client.get(address)
    assert "no-store" in response.headers["Cache-Control"]
    assert "Cookie" in response.headers["Vary"]


def test_student_of_another_class_meets_no_step(address):
    stranger = StudentFactory(classroom=ClassroomFactory(class_number=9))
    assert client_of(stranger).get(address).status_code == 404


def test_student_who_left_or_was_signed_in_elsewhere_takes_the_long_way(student, address):
    client = client_of(student)
    client.get(address)
    Student.objects.filter(pk=student.pk).update(sign_in_count=student.sign_in_count + 1)
    assert "/other-device/" in client.get(address).headers["Location"]
    student.refresh_from_db()
    client = client_of(student)
    Student.objects.filter(pk=student.pk).update(left_on=timezone.localdate())
    assert "/join/" in client.get(address).headers["Location"]


def test_assignment_that_has_not_opened_leads_to_its_list(student, assignment, address):
    later = timezone.now() + timedelta(hours=1)
    Assignment.objects.filter(pk=assignment.pk).update(opens_at=later, closes_at=None)
    answer = client_of(student).get(address)
    assert urlsplit(answer.headers["Location"]).path.endswith(f"/modules/{assignment.pk}/")


def test_something_to_tell_is_told_on_the_next_step(
    student, teacher, assignment, lesson_step, address
):
    client = client_of(student)
    client.get(address)
    end_assignment(assignment=assignment, by=teacher)
    first = reverse("curriculum:lesson-step", args=[assignment.pk, lesson_step.key, 1])
    assert client.post(first).status_code == 302
    told = "기록되지"
    assert client.get(address).content.decode().count(told) == 2
    assert client.get(address).content.decode().count(told) == 1


def test_stranger_is_led_to_the_door(client, address):
    assert "/join/" in client.get(address).headers["Location"]
