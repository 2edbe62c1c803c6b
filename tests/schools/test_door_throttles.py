"""Who has to wait at the door, and whom that must never hit: seats, devices, codes."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.models import AuditEntry
from schools.actions import unlock_everybody, unlock_student
from schools.devices import SALT, Device
from schools.models import JoinCode
from tests.factories.schools import StudentFactory
from tests.fixtures_schools import client_of, client_past_password
from tests.schools.door import (
    CODE,
    guess,
    is_signed_in,
    lock,
    sign_in,
    take_seat,
    type_code,
)
from tests.statements import data_statements

pytestmark = pytest.mark.django_db
DEVICE = settings.DEVICE_COOKIE_NAME


def device_with(*, pins=0, codes=0, at) -> Client:
    """A browser that got so much wrong a moment ago."""
    client, since = Client(), int(at.timestamp())
    client.cookies[DEVICE] = signed(f"{pins}-{since}-{codes}-{since}")
    return client


def signed(told: str, salt=SALT) -> str:
    """A cookie as the platform itself would sign it."""
    response = HttpResponse()
    response.set_signed_cookie(DEVICE, told, salt=salt)
    return response.cookies[DEVICE].value


# --- a student's seat


def test_t04_after_five_wrong_pins_the_right_one_waits_too(client, open_all_day, clock):
    response = guess(client, times=5)
    assert "5초" in response.text
    assert take_seat(client).status_code == 200, "the right PIN, too early"
    clock.pass_seconds(6)
    assert take_seat(client).status_code == 302


def test_t04_a_day_allows_twenty_wrong_pins_however_patient_the_guesser(
    client, open_all_day, clock, student
):
    type_code(client)
    for _ in range(60):
        take_seat(client, pin="000000")
        clock.pass_seconds(301)
    student.refresh_from_db()
    assert student.failed_tries == 20
    refused = take_seat(client)
    assert "선생님" in refused.text
    assert "data-wait=" not in refused.text, "nobody is made to sit out a whole day"
    clock.pass_seconds(24 * 60 * 60)
    sign_in(client)
    assert is_signed_in(client)


def test_t04_teacher_lets_a_locked_student_in_at_once(classroom, client, teacher):
    guess(client, times=5)
    unlock_student(classroom=classroom, number=1, by=teacher)
    assert take_seat(client).status_code == 302


def test_t04_victim_comes_in_from_a_device_that_waits_once_the_teacher_says_so(
    classroom, teacher, clock, open_all_day
):
    lock(classroom, 1)
    victims = device_with(pins=20, at=clock.now)
    sign_in(victims)
    assert not is_signed_in(victims)
    unlock_student(classroom=classroom, number=1, by=teacher)
    sign_in(victims)
    assert is_signed_in(victims)


def test_t04_teachers_word_holds_for_a_few_tries_and_ten_minutes(
    classroom, teacher, clock, open_all_day
):
    device = device_with(pins=20, at=clock.now)
    unlock_student(classroom=classroom, number=1, by=teacher)
    assert "맞지 않아요" in guess(device, times=2).text
    clock.pass_seconds(601)
    late = device_with(pins=20, at=clock.now)
    assert "맞지 않아요" not in guess(late).text


# --- a device


def test_device_waits_after_twenty_wrong_pins_of_anybody_and_then_goes_on(
    classroom, client, clock, open_all_day
):
    type_code(client)
    for number in range(40, 60):  # numbers nobody has: no seat is locked
        response = take_seat(client, number)
    assert 'data-wait="600"' in response.text
    assert "10분" in response.text
    assert take_seat(client).status_code == 200, "the right PIN of a student who never failed"
    assert is_signed_in(Client()) is False
    sign_in(other := Client())
    assert is_signed_in(other), "no other device waits"
    clock.pass_seconds(601)
    assert take_seat(client).status_code == 302


def test_device_waits_after_ten_unknown_codes_whatever_it_types_then(
    classroom, client, clock, open_all_day
):
    answers = [type_code(client, f"ZZZZ{place:04}") for place in range(2222, 2232)]
    assert ['data-wait="300"' in answer.text for answer in answers] == [False] * 9 + [True]
    with data_statements(at_most=0):
        refused = type_code(client)
    assert "칠판의 코드와 같나요?" not in refused.text
    clock.pass_seconds(301)
    assert type_code(client).status_code == 302


def test_waiting_device_learns_nothing_about_numbers_or_pins(classroom, clock, open_all_day):
    answers = set()
    for number, pin in [(1, "314159"), (1, "000000"), (77, "314159")]:
        device = device_with(pins=20, at=clock.now)
        type_code(device)
        response = take_seat(device, number, pin)
        answers.add(response.text.count("field__error"))
        assert not is_signed_in(device)
    assert len(answers) == 1
    assert classroom.students.get(number=1).failed_tries == 0


def test_device_cookie_says_counts_only_and_stays_on_this_host(client, classroom):
    guess(client)
    cookie = client.cookies[DEVICE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert not cookie["domain"]
    pins, since, codes, codes_since = cookie.value.partition(":")[0].split("-")
    assert (pins, codes, codes_since) == ("1", "0", "0")
    assert since.isdigit()


@override_settings(SESSION_COOKIE_SECURE=True, DEVICE_COOKIE_NAME="__Host-dev")
def test_device_cookie_in_production_is_bound_to_the_host_and_to_tls(classroom):
    client = Client()
    client.post("/ko/join/", {"code": "ZZZZ2345"})
    assert client.cookies["__Host-dev"]["secure"] is True


@given(st.text(alphabet="0123456789.:-_aZ", max_size=40))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_forged_device_cookie_is_no_better_than_none(rf, forged):
    request = rf.get("/")
    request.COOKIES[DEVICE] = forged
    device = Device.of(request)
    assert (device.failures.tries, device.unknown_codes.tries) == (0, 0)


def test_device_cookie_of_another_time_or_purpose_counts_for_nothing(rf, clock):
    request = rf.get("/")
    now = int(clock.now.timestamp())
    request.COOKIES[DEVICE] = signed(f"20-{now}-0-0", salt="another purpose")
    assert Device.of(request).seconds_before_a_pin() == 0
    request.COOKIES[DEVICE] = device_with(pins=20, at=clock.now).cookies[DEVICE].value
    assert Device.of(request).seconds_before_a_pin() > 0
    clock.pass_seconds(601)
    assert Device.of(request).seconds_before_a_pin() == 0


# --- a code


@pytest.fixture
def nearly_spent(classroom):
    """The code of the class, one wrong try before the one too many."""
    classroom.join_codes.update(failed_tries=99, failed_since=timezone.now())
    return classroom.join_codes.get()


def test_t05_hundred_wrong_tries_change_the_code_for_the_time_it_had_left(nearly_spent, classroom):
    guess(Client())
    spent, fresh = classroom.join_codes.order_by("pk")
    assert (spent.closed_because, spent.closed_at is None) == (JoinCode.ClosedBecause.TRIES, False)
    assert fresh.code != CODE
    assert (fresh.expires_at, fresh.closed_at) == (spent.expires_at, None)
    entry = AuditEntry.objects.get(action="schools.rotate_join_code")
    assert (entry.by, entry.place) == (None, classroom.school.neis_code)


def test_t05_tries_spread_over_more_than_ten_minutes_leave_the_code(nearly_spent):
    JoinCode.objects.update(failed_since=timezone.now() - timedelta(seconds=601))
    guess(Client())
    assert JoinCode.objects.get().failed_tries == 1


@pytest.mark.usefixtures("open_all_day")
def test_t05_attack_on_every_seat_leaves_who_is_inside_alone(classroom, teacher):
    teacher_client = client_past_password(teacher)
    for number in range(4, 31):
        StudentFactory(classroom=classroom, number=number)
    inside = client_of(classroom.students.get(number=7))
    for number in range(1, 31):
        code = classroom.join_codes.open().get().code
        guess(Client(), number, times=5, code=code)
    assert inside.get(reverse("curriculum:home")).status_code == 200
    new_code = classroom.join_codes.open().get().code
    assert new_code != CODE
    assert "자동으로 바뀌었" in teacher_client.get(board := board_of(classroom)).text
    assert new_code[:4] in teacher_client.get(board).text
    sign_in(victim := Client(), 3, code=new_code)
    assert not is_signed_in(victim)
    unlock_everybody(classroom=classroom, by=teacher)
    for number in range(1, 31):
        sign_in(student := Client(), number, code=new_code)
        assert is_signed_in(student)


def board_of(classroom) -> str:
    return reverse("curriculum:class-board", args=[classroom.pk])


def test_t05_class_list_tells_the_teacher_until_they_make_a_code_themselves(
    nearly_spent, classroom, teacher_client
):
    guess(Client())
    classes = reverse("curriculum:class-list")
    assert "자동으로 바뀌었" in teacher_client.get(classes).text
    teacher_client.post(reverse("schools:class-code", args=[classroom.pk]), {"do": "open"})
    assert "자동으로 바뀌었" not in teacher_client.get(classes).text


def test_wrong_pin_costs_two_statements_more_and_a_right_one_none(client, classroom):
    """Both beside the session and the class that the page names."""
    guess(Client())  # what pages keep in memory is there
    type_code(client)
    with data_statements(at_most=6) as statements:
        take_seat(client, pin="000000")
    assert len([line for line in statements if "schools_joincode" in line]) >= 2
    with data_statements(at_most=6) as statements:
        take_seat(client)
    assert not [line for line in statements if line.startswith('UPDATE "schools_joincode"')]
