"""A student's way in: two pages, every refusal, throttle, sessions."""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from schools.actions import close_join_code, note_failed_try, open_join_code
from schools.views.door import own_path
from tests.factories.schools import PIN, ClassroomFactory, JoinCodeFactory, StudentFactory
from tests.fixtures_schools import client_of
from tests.schools.door import CODE, JOIN, SEAT, is_signed_in, sign_in, take_seat, type_code
from tests.statements import data_statements

pytestmark = pytest.mark.django_db


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
    """Both pages together: the class, the student read and written, a session, the form between."""
    with data_statements(at_most=6):
        type_code(client)
        client.get(SEAT)
        response = take_seat(client)
    assert response.status_code == 302


def test_code_that_nobody_signed_leads_to_no_form(client, classroom):
    for forged in ("7KTMW4XP", signing.dumps(["7KTMW4XP", ""], salt="another purpose")):
        client.cookies[settings.JOIN_COOKIE_NAME] = forged
        assert client.get(SEAT).url == JOIN
        assert take_seat(client).url == JOIN


def test_code_is_forgotten_once_the_student_is_in(client, classroom):
    sign_in(client)
    assert client.cookies[settings.JOIN_COOKIE_NAME].value == ""


def test_page_of_a_student_asks_one_question_about_them(student_client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the session, then the student with class and school
        student_client.get(reverse("schools:front"))


def test_kept_form_carries_each_browsers_own_token_and_nothing_of_the_one_before(classroom):
    first, second = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    pages = [browser.get(JOIN).text for browser in (first, second)]
    tokens = [re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1] for page in pages]
    assert tokens[0] != tokens[1]
    refused = first.post(JOIN, {"code": "ZZZZ2345", "csrfmiddlewaretoken": tokens[0]})
    assert "ZZZZ2345" in refused.text
    assert "ZZZZ2345" not in second.get(JOIN).text
    assert second.post(JOIN, {"code": CODE, "csrfmiddlewaretoken": tokens[1]}).url == SEAT
    assert first.post(JOIN, {"code": CODE, "csrfmiddlewaretoken": tokens[1]}).status_code == 403


def test_kept_form_is_not_shown_where_something_of_the_browser_belongs_on_it(
    classroom, student_client, client, teacher
):
    Client().get(JOIN)
    assert "1번 아니에요?" in student_client.get(JOIN).text
    assert 'name="next" value="/ko/help/"' in client.get(JOIN, {"next": "/ko/help/"}).text
    assert "Class code" in client.get("/en/join/").text
    type_code(client)
    client.get(SEAT)
    close_join_code(classroom=classroom, by=teacher)
    assert "지금 열려 있지 않아요" in client.get(SEAT, follow=True).text


def test_kept_form_of_one_class_never_names_another(classroom):
    other = ClassroomFactory(grade=1, class_number=classroom.class_number + 1)
    JoinCodeFactory(classroom=other, code="8KTMW4XP")
    for code, name in ((CODE, classroom), ("8KTMW4XP", other), (CODE, classroom)):
        type_code(client := Client(), code)
        assert str(name) in client.get(SEAT).text


@pytest.fixture
def three_dead_codes(classroom):
    """An expired and a closed code beside the open one; a third never existed."""
    earlier = timezone.now() - timedelta(hours=2)
    JoinCodeFactory(
        code="XPRD2345", opened_at=earlier, expires_at=timezone.now() - timedelta(minutes=1)
    )
    JoinCodeFactory(code="CGSD2345", closed_at=timezone.now(), closed_because="teacher")
    return ["ZZZZ2345", "XPRD2345", "CGSD2345"]


def answer_to(code):
    """All that tells one refused code from another: body, headers, cookies, statements."""
    with data_statements(at_most=2) as statements:
        response = type_code(Client(), code)
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)
    return (
        response.status_code,
        body.replace(code, ""),
        len(response.content),
        tuple(sorted(response.headers.items())),
        tuple(sorted((name, len(cookie.value)) for name, cookie in response.cookies.items())),
        tuple(re.sub(r"'[^']*'", "?", statement) for statement in statements),
    )


def test_t06_unknown_expired_and_closed_code_get_the_same_answer(three_dead_codes):
    Client().get(JOIN)  # what pages keep in memory is there for all three
    answers = {answer_to(code) for code in three_dead_codes}
    assert len(answers) == 1
    assert "칠판의 코드와 같나요?" in answers.pop()[1]


def test_t06_during_an_alarm_the_three_still_get_the_same_answer(three_dead_codes):
    for _ in range(61):
        note_failed_try(address="127.0.0.1")
    Client().get(JOIN)
    answers = {answer_to(code) for code in three_dead_codes}
    assert len(answers) == 1
    assert 'data-wait="15"' in answers.pop()[1]


@pytest.mark.parametrize("ended", ["reset", "closed", "over"])
def test_t07_code_is_refused_after_the_lesson_and_who_is_inside_stays(
    client, classroom, teacher, ended
):
    sign_in(client)
    if ended == "reset":
        open_join_code(classroom=classroom, by=teacher)
    elif ended == "closed":
        close_join_code(classroom=classroom, by=teacher)
    else:
        a_minute = timedelta(minutes=1)
        began = timezone.now() - timedelta(hours=1)
        classroom.join_codes.update(opened_at=began, expires_at=timezone.now() - a_minute)
    late = Client()
    assert "칠판의 코드와 같나요?" in type_code(late).text
    assert not is_signed_in(late)
    assert client.get(reverse("curriculum:home")).status_code == 200


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
