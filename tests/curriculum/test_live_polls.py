"""Polls of boards, projectors and students' pages: one statement where nothing changed, and no
answer at all to whoever may not ask any more.
"""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from curriculum.actions import pause_screens, start_lesson
from curriculum.known_polls import Question
from curriculum.models import AssignmentBatch, Lead
from curriculum.models.leads import LED_FOR
from schools.idle import IDLE_SECONDS_OF_STAFF
from schools.models import Membership, School, Student
from schools.sessions import REFRESH_POLLS_AFTER_SECONDS
from tests.curriculum.test_live_boards import answer, sit
from tests.factories.schools import SchoolFactory, StudentFactory
from tests.fixtures_schools import client_past_password

BOARDS = pytest.mark.parametrize("which", ["live_url", "projector_url"])


@pytest.fixture
def poll(teacher_client, live_url):
    """Ask for news of the board with the ETag of the last answer."""
    kept = {"etag": teacher_client.get(live_url)["ETag"]}

    def ask(client=teacher_client, url=live_url):
        answered = client.get(url, headers={"If-None-Match": kept["etag"]})
        kept["etag"] = answered.get("ETag", kept["etag"])
        return answered

    return ask


@BOARDS
def test_unchanged_board_takes_one_statement(
    request, assignment, teacher_client, django_assert_num_queries, which
):
    url = request.getfixturevalue(which)
    etag = teacher_client.get(url)["ETag"]
    with django_assert_num_queries(1):
        unchanged = teacher_client.get(url, headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_unchanged_signal_takes_one_statement(
    assignment, teacher, student_client, django_assert_num_queries
):
    start_lesson(assignment=assignment, by=teacher)
    url = reverse("curriculum:signal", args=[assignment.pk])
    etag = student_client.get(url)["ETag"]
    with django_assert_num_queries(1):
        unchanged = student_client.get(url, headers={"If-None-Match": etag})
    assert unchanged.status_code == 304


def test_changed_board_of_forty_takes_three_statements(
    assignment, classroom, quiz_step, poll, django_assert_num_queries
):
    """What it stands on, its head, everybody's state."""
    for number in range(4, 41):
        StudentFactory(classroom=classroom, number=number)
    for number in range(1, 6):
        answer(sit(assignment, number, quiz_step), True, number > 2)
    poll()  # the paper of the edition is kept from here on
    answer(sit(assignment, 6, quiz_step), True)
    with django_assert_num_queries(3):
        assert poll().status_code == 200


@BOARDS
def test_code_that_runs_out_is_news_although_nobody_does_anything(
    request, clock, assignment, classroom, teacher_client, which
):
    url = request.getfixturevalue(which)
    classroom.join_codes.update(expires_at=clock.now + timedelta(minutes=1))
    shown = {"If-None-Match": teacher_client.get(url)["ETag"]}
    assert teacher_client.get(url, headers=shown).status_code == 304
    clock.pass_seconds(90)
    assert teacher_client.get(url, headers=shown).status_code == 200


def test_lesson_that_nobody_ended_is_news_to_board_and_students_when_its_time_is_over(
    clock, assignment, teacher, teacher_client, student_client, live_url
):
    start_lesson(assignment=assignment, by=teacher)
    pause_screens(assignment=assignment, by=teacher)
    Lead.objects.update(started_at=clock.now - LED_FOR + timedelta(minutes=1))
    signal = reverse("curriculum:signal", args=[assignment.pk])
    pages = [(teacher_client, live_url), (student_client, signal)]
    shown = [{"If-None-Match": client.get(url)["ETag"]} for client, url in pages]

    def poll():
        return [
            client.get(url, headers=etag) for (client, url), etag in zip(pages, shown, strict=True)
        ]

    assert [each.status_code for each in poll()] == [304, 304]
    clock.pass_seconds(90)
    board, told = poll()
    assert (board.status_code, told.json()) == (200, {"is_on": False})


@pytest.mark.parametrize("ending", ["%0A", "?1", "?assignment="])
def test_address_that_is_only_like_that_of_a_signal_is_no_poll_of_ours(
    assignment, teacher, student_client, ending, rf
):
    start_lesson(assignment=assignment, by=teacher)
    url = reverse("curriculum:signal", args=[assignment.pk])
    etag = student_client.get(url)["ETag"]
    asked = {"HTTP_IF_NONE_MATCH": etag, "HTTP_COOKIE": f"session={'k' * 32}"}
    assert Question.of(rf.get(url, **asked).environ)
    assert Question.of(rf.get(url + ending, **asked).environ) is None


@pytest.mark.parametrize(
    "session_key", ["", "k" * 31, "k" * 33, "K" * 32, '"\\000' + "k" * 31 + '"']
)
def test_session_key_that_is_none_asks_nothing(assignment, student_client, session_key, rf):
    url = reverse("curriculum:signal", args=[assignment.pk])
    asked = {"HTTP_IF_NONE_MATCH": student_client.get(url)["ETag"]}
    cookie = f"session={session_key}"
    assert Question.of(rf.get(url, HTTP_COOKIE=cookie, **asked).environ) is None
    student_client.cookies.clear()
    asked_anew = student_client.get(url, headers={"Cookie": cookie})
    assert asked_anew.status_code == student_client.get(url).status_code


def test_question_is_the_same_whatever_else_a_browser_sends(assignment, student_client, rf):
    """Else each further cookie would be one more thing to remember."""
    url = reverse("curriculum:signal", args=[assignment.pk])
    asked = {"HTTP_IF_NONE_MATCH": student_client.get(url)["ETag"]}
    cookies = [f"session={'k' * 32}; other={number}" for number in range(3)]
    found = {Question.of(rf.get(url, HTTP_COOKIE=each, **asked).environ) for each in cookies}
    assert len(found) == 1 and None not in found


@pytest.mark.parametrize("method", ["head", "post"])
def test_only_a_get_is_a_poll(assignment, student_client, method, rf):
    url = reverse("curriculum:signal", args=[assignment.pk])
    asked = {"HTTP_IF_NONE_MATCH": student_client.get(url)["ETag"]}
    request = getattr(rf, method)(url, HTTP_COOKIE=f"session={'k' * 32}", **asked)
    assert Question.of(request.environ) is None


@BOARDS
@pytest.mark.parametrize("language", ["ko", "en"])
def test_short_way_shows_what_the_long_way_shows(
    request, assignment, teacher, teacher_client, quiz_step, which, language
):
    url = request.getfixturevalue(which).replace("/ko/", f"/{language}/")
    start_lesson(assignment=assignment, by=teacher)
    etag = teacher_client.get(url)["ETag"]
    Student.objects.filter(number=2).update(wait_until=timezone.now() + timedelta(minutes=2))
    answer(sit(assignment, 1, quiz_step), True, False)
    short = teacher_client.get(url, headers={"If-None-Match": etag})
    long = teacher_client.get(url)
    assert (short.status_code, long.status_code) == (200, 200)
    assert still(short) == still(long)
    assert 'name="csrfmiddlewaretoken" value="' in short.content.decode()


def still(response) -> str:
    """The page without what differs at each look: the token's mask and the second."""
    html = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r"\d\d:\d\d:\d\d", "", html)


def test_first_poll_of_a_board_that_was_opened_takes_the_short_way(
    assignment, classroom, teacher_client, live_url, django_assert_num_queries
):
    html = teacher_client.get(reverse("curriculum:class-board", args=[classroom.pk])).content
    etag = re.search(r'data-etag="([^"]+)"', html.decode())[1].replace("&quot;", '"')
    with django_assert_num_queries(1):
        unchanged = teacher_client.get(live_url, headers={"If-None-Match": etag})
    assert unchanged.status_code == 304


def end_session(teacher, classroom):
    Session.objects.all().delete()


def let_session_idle(teacher, classroom):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def change_password(teacher, classroom):
    teacher.set_password("another-long-password-2026")
    teacher.save()


def switch_account_off(teacher, classroom):
    teacher.is_active = False
    teacher.save()


def take_role(teacher, classroom):
    Membership.objects.filter(user=teacher).delete()


def let_role_end(teacher, classroom):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=teacher).update(starts_on=yesterday, ends_on=yesterday)


def give_role_of_another_class(teacher, classroom):
    other = classroom.__class__.objects.create(
        school=classroom.school, school_year=classroom.school_year, grade=6, class_number=9
    )
    Membership.objects.filter(user=teacher).update(classroom=other)


def owe_second_step(teacher, classroom):
    Membership.objects.create(user=teacher, role="analyst")
    Authenticator.objects.create(user=teacher, type="totp", data={})


def undo_assigning(teacher, classroom):
    batch = AssignmentBatch.objects.create(
        made_by=teacher, undone_at=timezone.now(), undone_by=teacher
    )
    classroom.assignments.update(batch=batch)


@pytest.mark.parametrize(
    ("take_away", "status"),
    [
        (end_session, 302),
        (let_session_idle, 302),
        (change_password, 302),
        (switch_account_off, 302),
        (take_role, 404),
        (let_role_end, 404),
        (give_role_of_another_class, 404),
        (owe_second_step, 302),
        (undo_assigning, 404),
    ],
)
def test_t24_whoever_may_not_ask_any_more_gets_no_304(
    poll, teacher, classroom, take_away, status, quiz_step, assignment
):
    assert poll().status_code == 304
    take_away(teacher, classroom)
    assert poll().status_code == status
    # Nor what changed since.
    answer(sit(assignment, 1, quiz_step), True)
    assert poll().status_code == status


def test_t24_moved_class_is_asked_about_anew(poll, classroom):
    assert poll().status_code == 304
    classroom.school = SchoolFactory()
    classroom.save()
    # The role is held in the class and goes with it; that was looked at, not remembered.
    assert poll().status_code == 200
    ended = {"valid_to": timezone.localdate(), "successor": SchoolFactory()}
    School.objects.filter(pk=classroom.school_id).update(**ended)
    assert poll().status_code == 200


@BOARDS
def test_t24_etag_of_one_browser_tells_another_nothing(
    request, assignment, teacher_client, teacher, neighbours, which
):
    url = request.getfixturevalue(which)
    etag = teacher_client.get(url)["ETag"]
    stranger = client_past_password(neighbours[1])
    assert stranger.get(url, headers={"If-None-Match": etag}).status_code == 404
    as_stranger = etag.replace(teacher.key.hex, neighbours[1].key.hex)
    assert stranger.get(url, headers={"If-None-Match": as_stranger}).status_code == 404
    # The same teacher in another browser is let in there, not by this ETag.
    again = client_past_password(teacher)
    assert again.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_t24_etag_is_worth_nothing_elsewhere(teacher_client, live_url, projector_url, poll):
    etag = teacher_client.get(live_url)["ETag"]
    elsewhere = (projector_url, live_url.replace("/ko/", "/en/"))
    for url in elsewhere:
        assert teacher_client.get(url, headers={"If-None-Match": etag}).status_code == 200
    forged = f'{etag[:-2]}{"1" if etag[-2] == "0" else "0"}"'
    assert teacher_client.get(live_url, headers={"If-None-Match": forged}).status_code == 200


def test_t24_board_of_another_class_is_not_named_by_an_assignment(
    assignment, neighbours, teacher_client, live_url, poll
):
    foreign = live_url.replace(str(assignment.classroom_id), str(neighbours[0].pk))
    assert poll(url=foreign).status_code == 404


def ends_at() -> float:
    return (Session.objects.get().expire_date - timezone.now()).total_seconds()


@pytest.mark.parametrize(("is_open", "statements"), [(True, 2), (False, 1)])
def test_board_in_a_lesson_keeps_its_session_once_in_four_minutes(
    poll, classroom, django_assert_num_queries, is_open, statements
):
    if not is_open:
        classroom.join_codes.update(expires_at=timezone.now())
        poll()
    left = timedelta(seconds=IDLE_SECONDS_OF_STAFF - REFRESH_POLLS_AFTER_SECONDS - 5)
    Session.objects.update(expire_date=timezone.now() + left)
    with django_assert_num_queries(statements):
        assert poll().status_code == 304
    assert (ends_at() > left.total_seconds() + 60) is is_open
    with django_assert_num_queries(1):
        assert poll().status_code == 304


def test_student_who_signed_in_elsewhere_or_left_gets_no_304(assignment, teacher, student_client):
    start_lesson(assignment=assignment, by=teacher)
    url = reverse("curriculum:signal", args=[assignment.pk])
    etag = {"If-None-Match": student_client.get(url)["ETag"]}
    assert student_client.get(url, headers=etag).status_code == 304
    Student.objects.filter(number=1).update(left_on=timezone.localdate())
    assert student_client.get(url, headers=etag).status_code == 302
    Student.objects.filter(number=1).update(left_on=None)
    Student.objects.filter(number=1).update(sign_in_count=7)
    assert student_client.get(url, headers=etag).status_code == 302
