"""A student's way in: two pages, every refusal, throttle, sessions."""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from schools.actions import close_join_code, unlock_student
from schools.views.door import own_path
from tests.factories.schools import PIN, JoinCodeFactory, StudentFactory
from tests.fixtures_schools import client_of
from tests.statements import data_statements

pytestmark = pytest.mark.django_db
CODE = "7KTMW4XP"
JOIN, SEAT = "/ko/join/", "/ko/join/seat/"


def type_code(client, code=CODE, **extra):
    return client.post(JOIN, {"code": code, **extra})


def take_seat(client, number=1, pin=PIN):
    return client.post(SEAT, {"number": number, "pin": pin})


def sign_in(client, number=1, pin=PIN, **extra):
    type_code(client, **extra)
    return take_seat(client, number, pin)


def is_signed_in(client):
    return "student_id" in client.session


def test_student_with_code_number_and_pin_arrives_at_their_page(client, classroom):
    assert type_code(client).url == SEAT
    page = client.get(SEAT)
    assert str(classroom) in page.text
    assert str(classroom.school) not in page.text
    response = take_seat(client)
    assert response.url == reverse("curriculum:home")
    assert client.get("/ko/").url == reverse("curriculum:home")


@pytest.mark.parametrize("typed", ["7ktm-w4xp", " ７ＫＴＭ Ｗ４ＸＰ ", "7ㅏㅅㅡㅈ4ㅌㅔ"])
def test_t22_code_in_another_form_opens_the_class(client, classroom, typed):
    assert type_code(client, typed).url == SEAT


def test_number_and_pin_in_full_width_digits_are_taken(client, classroom):
    type_code(client)
    assert take_seat(client, "１번", "３１４ １５９").status_code == 302


def test_sign_in_takes_at_most_six_statements(client, classroom):
    type_code(client)
    with data_statements(at_most=6):
        response = take_seat(client)
    assert response.status_code == 302


def test_page_of_a_student_asks_one_question_about_them(student_client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the session, then the student with class and school
        student_client.get(reverse("schools:front"))


@pytest.fixture
def three_dead_codes(classroom):
    """An expired and a closed code beside the open one; a third never existed."""
    earlier = timezone.now() - timedelta(hours=2)
    JoinCodeFactory(
        code="XPRD2345", opened_at=earlier, expires_at=timezone.now() - timedelta(minutes=1)
    )
    JoinCodeFactory(code="CGSD2345", closed_at=timezone.now(), closed_because="teacher")
    return ["ZZZZ2345", "XPRD2345", "CGSD2345"]


def test_t06_unknown_expired_and_closed_code_get_the_same_answer(three_dead_codes):
    Client().get(JOIN)  # what pages keep in memory is there for all three
    seen = set()
    for code in three_dead_codes:
        with data_statements(at_most=2) as statements:
            response = type_code(Client(), code)
        body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)
        asked = tuple(re.sub(r"'[^']*'", "?", statement) for statement in statements)
        seen.add((response.status_code, body.replace(code, ""), len(response.content), asked))
    assert len(seen) == 1
    assert "칠판의 코드와 같나요?" in body


def test_t07_code_closed_between_the_pages_lets_nobody_in(client, classroom, teacher):
    type_code(client)
    close_join_code(classroom=classroom, by=teacher)
    assert take_seat(client).url == JOIN
    assert not is_signed_in(client)


@pytest.mark.parametrize("number, pin", [(1, "000000"), (77, PIN), (2, "12"), ("", ""), (0, PIN)])
def test_wrong_number_or_pin_is_refused_at_the_field_and_keeps_the_number(
    client, classroom, number, pin
):
    type_code(client)
    response = take_seat(client, number, pin)
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.text
    assert f'value="{pin}"' not in response.text or not pin
    assert not is_signed_in(client)
    assert take_seat(client).status_code == 302


def test_seat_page_without_a_code_leads_back_to_the_code(client, db):
    assert client.get(SEAT).url == JOIN
    assert take_seat(client).url == JOIN


def test_student_who_left_the_class_cannot_come_in(client, student):
    student.left_on = timezone.localdate()
    student.save()
    assert sign_in(client).status_code == 200
    assert not is_signed_in(client)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it: noon of a school day in Korea."""

    class Clock:
        now = timezone.now().astimezone(timezone.get_default_timezone()).replace(hour=12)

        def pass_seconds(self, seconds):
            self.now += timedelta(seconds=seconds)

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def open_all_day(classroom, clock):
    classroom.join_codes.update(
        opened_at=clock.now - timedelta(days=1), expires_at=clock.now + timedelta(days=3)
    )


def test_t04_after_five_wrong_pins_the_right_one_waits_too(client, open_all_day, clock):
    type_code(client)
    for _ in range(5):
        response = take_seat(client, pin="000000")
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
    assert take_seat(client).status_code == 302


def test_t04_teacher_lets_a_locked_student_in_at_once(
    client, open_all_day, clock, classroom, teacher
):
    type_code(client)
    for _ in range(5):
        take_seat(client, pin="000000")
    unlock_student(classroom=classroom, number=1, by=teacher)
    assert take_seat(client).status_code == 302


def test_t01_thirty_students_of_one_address_come_in_whatever_three_of_them_mistype(db, classroom):
    for number in range(4, 31):
        StudentFactory(classroom=classroom, number=number)
    for number in range(1, 31):
        client = Client(REMOTE_ADDR="203.0.113.7")
        if number % 10 == 0:
            assert sign_in(client, number, "000000").status_code == 200
        assert sign_in(client, number).status_code == 302


def test_t10_session_key_changes_at_sign_in_and_the_old_one_is_dead(client, classroom):
    type_code(client)
    planted = client.session.session_key
    take_seat(client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_t13_next_student_on_the_device_replaces_the_one_before(client, classroom):
    sign_in(client, 1)
    sign_in(client, 2)
    assert client.session["student_id"] == str(classroom.students.get(number=2).pk)


def test_t14_second_device_takes_over_and_the_first_is_told(classroom):
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    assert first.get(reverse("curriculum:home")).url == reverse("schools:taken-over")
    assert second.get(reverse("schools:front")).url == reverse("curriculum:home")


@pytest.mark.parametrize("accept, expected", [("text/html", 302), ("application/json", 401)])
def test_t14_first_device_gets_a_notice_or_a_word_its_script_understands(student, accept, expected):
    first = client_of(student)
    sign_in(Client(), student.number)
    response = first.get(reverse("curriculum:home"), headers={"accept": accept})
    assert response.status_code == expected
    if expected == 302:
        assert "저장" in first.get(response.url).text
    else:
        assert response.json() == {"state": "taken-over"}


def test_teacher_signed_in_on_the_device_is_not_left_to_a_student(teacher_client, classroom):
    sign_in(teacher_client)
    assert "_auth_user_id" not in teacher_client.session


def test_t11_sign_out_empties_the_browser_and_says_what_to_do(student_client):
    key = student_client.session.session_key
    response = student_client.post(reverse("schools:student-sign-out"), {"then": "finish"})
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not Session.objects.filter(session_key=key).exists()
    assert "다음 친구에게 줘도" in student_client.get(response.url).text


def test_sign_out_by_a_link_is_refused(student_client):
    assert student_client.get(reverse("schools:student-sign-out")).status_code == 405


@pytest.mark.parametrize(
    "asked, led_to",
    [
        ("/ko/help/?a=1", "/ko/help/?a=1"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("/\\evil.example", None),
        ("javascript:alert(1)", None),
        ("http:evil.example", None),
        ("schools:taken-over", None),
        ("nowhere", None),
        ("/" + "a" * 2000, None),
    ],
)
def test_t17_after_sign_in_only_pages_of_ours_follow(client, classroom, asked, led_to):
    response = sign_in(client, next=asked)
    assert response.url == (led_to or reverse("curriculum:home"))


@given(st.text(alphabet="/\\:@.?#%\t\n \0aej", max_size=12))
def test_t17_whatever_is_asked_the_path_stays_on_this_host(asked):
    path = own_path(RequestFactory().get("/"), asked)
    assert path in ("", asked)
    assert urlsplit(urljoin("http://testserver/ko/join/", path)).netloc == "testserver"
    assert not path or (path[0] == "/" and path[1:2] not in ("/", "\\"))


def test_page_for_students_leads_a_stranger_to_the_code_and_back(client, db):
    response = client.get(reverse("curriculum:home"))
    assert response.url.startswith(f"{JOIN}?next=%2Fko%2F")


def test_t16_sign_in_without_csrf_token_is_refused(classroom):
    client = Client(enforce_csrf_checks=True)
    for address in (JOIN, SEAT, reverse("schools:student-sign-out")):
        assert client.post(address, {"code": CODE}).status_code == 403


@pytest.mark.parametrize("address", ["/", "/j/"])
def test_plain_addresses_lead_to_korean_pages(client, db, address):
    assert client.get(address).url.startswith("/ko/")
