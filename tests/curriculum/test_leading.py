"""A teacher in front of the class, and what the students' pages say of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from curriculum.actions import (
    LessonNotOn,
    call_for_help,
    end_assignment,
    lead_class,
    pause_screens,
    resume_screens,
    start_lesson,
)
from curriculum.models import Assignment, Completion, HelpCall, Lead, Occasion
from curriculum.models.leads import LED_FOR
from quizzes.actions import start_attempt
from quizzes.models import Answer, Attempt
from schools.models import Classroom
from tests.factories.curriculum import latest_edition, step_of
from tests.fixtures_schools import client_of

HELP_ME = "선생님, 도와주세요"


@pytest.fixture
def on(assignment, teacher):
    """The assignment with the lesson started."""
    start_lesson(assignment=assignment, by=teacher)
    return Assignment.objects.select_related("module", "classroom__school").get(pk=assignment.pk)


@pytest.fixture
def attempt(on, student, quiz_step):
    """The student's open attempt at the quiz."""
    occasion = Occasion.id_for(on.pk, quiz_step.key)
    return start_attempt(student=student, occasion=occasion, edition=latest_edition())


@pytest.fixture
def step_url(assignment, lesson_step):
    """The second step of the lesson."""
    return reverse("curriculum:lesson-step", args=[assignment.pk, lesson_step.key, 2])


def press(client, assignment, **data):
    return client.post(reverse("curriculum:lead", args=[assignment.pk]), data)


def told(client, assignment) -> dict:
    return client.get(reverse("curriculum:signal", args=[assignment.pk])).json()


def audited() -> list[str]:
    return [line.action.partition(".")[2] for line in AuditEntry.objects.order_by("id")]


def test_start_opens_what_was_to_open_later(assignment, teacher_client):
    later = timezone.now() + timedelta(hours=1)
    Assignment.objects.filter(pk=assignment.pk).update(opens_at=later)
    press(teacher_client, assignment, do="start")
    assert Assignment.objects.get(pk=assignment.pk).is_open


@pytest.mark.parametrize(
    "presses",
    [
        [{"do": "start"}],
        [{"do": "start"}, {"do": "pause"}],
        [{"do": "start"}, {"do": "pause"}, {"do": "resume"}],
    ],
)
def test_t44_every_button_pressed_twice_is_pressed_once(assignment, teacher_client, presses):
    for data in presses[:-1]:
        press(teacher_client, assignment, **data)
    before = len(audited())
    for _ in range(2):
        assert press(teacher_client, assignment, **presses[-1]).status_code == 302
    assert len(audited()) == before + 1


def test_buttons_without_a_lesson_change_nothing_and_say_so(assignment, teacher_client):
    for data in ({"do": "pause"}, {"do": "resume"}, {"do": "free"}, {"show": ""}):
        answer = press(teacher_client, assignment, **data)
        assert answer.status_code == 302
    assert not Lead.objects.exists()
    assert "수업 시작" in teacher_client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("data", [{}, {"do": "fly"}, {"to": "x"}, {"to": "x:1"}, {"show": "1"}])
def test_unknown_buttons_are_404(on, teacher_client, data):
    assert press(teacher_client, on, **data).status_code == 404


def test_class_is_never_led_to_the_survey(on, teacher_client):
    survey = step_of(on, "survey")
    assert press(teacher_client, on, to=f"{survey.key}:1").status_code == 404


def test_pause_reaches_open_pages_and_new_ones(on, student, teacher, step_url):
    client = client_of(student)
    assert "data-pause-page" not in client.get(step_url).content.decode()
    assert told(client, on)["is_paused"] is False
    pause_screens(assignment=on, by=teacher)
    assert told(client, on)["is_paused"] is True
    html = client.get(step_url).content.decode()
    assert "data-pause-page" in html and "이어서 하기" in html
    resume_screens(assignment=on, by=teacher)
    assert "data-pause-page" not in client.get(step_url).content.decode()


def test_pause_loses_no_step_and_no_answer(on, student, teacher, attempt, step_url):
    pause_screens(assignment=on, by=teacher)
    client = client_of(student)
    client.post(step_url)
    assert Completion.objects.get(student=student, step__kind="lesson").reached == 2
    item = attempt.edition.items.first()
    option = item.options.first()
    url = reverse("quizzes:question", args=[attempt.pk, 1])
    client.post(url, {"item": item.key, "chosen": option.key})
    assert Answer.objects.get(attempt=attempt).chosen == [option.key]
    assert "data-pause-page" in client.get(url).content.decode()


def test_time_limit_ends_later_by_the_pause(on, teacher, attempt):
    due_at = timezone.now() + timedelta(minutes=10)
    Attempt.objects.filter(pk=attempt.pk).update(due_at=due_at)
    pause_screens(assignment=on, by=teacher)
    Lead.objects.update(paused_at=timezone.now() - timedelta(minutes=3))
    resume_screens(assignment=on, by=teacher)
    attempt.refresh_from_db()
    assert timedelta(minutes=3) <= attempt.due_at - due_at < timedelta(minutes=4)


def test_forgotten_pause_ends_with_the_lesson(on, student, teacher, step_url):
    pause_screens(assignment=on, by=teacher)
    Lead.objects.update(started_at=timezone.now() - LED_FOR)
    client = client_of(student)
    assert "data-class-signal" not in client.get(step_url).content.decode()
    assert told(client, on) == {"is_on": False}


def test_class_at_a_step_is_told_on_other_steps_only(on, student, teacher, lesson_step, step_url):
    lead_class(assignment=on, step_key=lesson_step.key, number=3, by=teacher)
    client = client_of(student)
    third = step_url.replace("/2/", "/3/")
    assert "3단계를 하고 있어요" in client.get(step_url).content.decode()
    assert f'data-here="{third}"' in client.get(third).content.decode()
    assert told(client, on)["place_url"] == third
    # Nobody is moved, and nobody's progress is.
    assert not Completion.objects.exists()


def test_class_at_the_quiz_is_told_in_the_lesson(on, student, teacher, quiz_step, step_url):
    lead_class(assignment=on, step_key=quiz_step.key, number=1, by=teacher)
    html = client_of(student).get(step_url).content.decode()
    assert "퀴즈를 풀고 있어요" in html
    assert reverse("quizzes:start", args=[Occasion.id_for(on.pk, quiz_step.key)]) in html


def test_help_is_called_for_and_taken_back_without_a_script(on, student, step_url):
    client, url = client_of(student), reverse("curriculum:help-call", args=[on.pk])
    assert HELP_ME in client.get(step_url).content.decode()
    for _ in range(2):
        assert client.post(url, {"do": "call", "next": step_url})["Location"] == step_url
    assert HelpCall.objects.get().student == student
    assert "이제 괜찮아요" in client.get(step_url).content.decode()
    client.post(url, {"do": "take-back", "next": "//evil.example/"})
    assert not HelpCall.objects.exists()


def test_t17_help_leads_back_to_our_own_pages_only(on, student):
    url = reverse("curriculum:help-call", args=[on.pk])
    answer = client_of(student).post(url, {"do": "call", "next": "//evil.example/"})
    assert answer["Location"] == reverse("curriculum:module", args=[on.pk])


def test_nobody_can_be_called_without_a_lesson(assignment, student, step_url):
    assert HELP_ME not in client_of(student).get(step_url).content.decode()
    with pytest.raises(LessonNotOn):
        call_for_help(assignment=assignment, student=student)


def test_teacher_settles_a_call(on, student, teacher_client):
    call_for_help(assignment=on, student=student)
    url = reverse("curriculum:help-settle", args=[on.pk, student.number])
    teacher_client.post(url)
    assert not HelpCall.objects.exists()
    assert audited()[-1] == "settle_help"


def test_lesson_begun_anew_begins_without_the_calls_of_the_one_before(on, student, teacher):
    call_for_help(assignment=on, student=student)
    start_lesson(assignment=on, by=teacher)
    assert HelpCall.objects.exists(), "the lesson is still on"
    Lead.objects.update(started_at=timezone.now() - LED_FOR)
    start_lesson(assignment=on, by=teacher)
    assert not HelpCall.objects.exists()


def test_signal_ends_with_the_assignment(on, student, teacher):
    end_assignment(assignment=on, by=teacher)
    assert told(client_of(student), on) == {"is_on": False}


def test_signal_that_is_unchanged_takes_one_statement(
    on, student, teacher, django_assert_num_queries
):
    client, url = client_of(student), reverse("curriculum:signal", args=[on.pk])
    etag = client.get(url)["ETag"]
    with django_assert_num_queries(1):
        unchanged = client.get(url, headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    pause_screens(assignment=on, by=teacher)
    assert client.get(url, headers={"If-None-Match": etag}).json()["is_paused"] is True


def test_step_of_a_led_lesson_still_takes_two_statements(
    on, student, step_url, django_assert_num_queries
):
    client = client_of(student)
    client.get(step_url)
    with django_assert_num_queries(2):
        assert HELP_ME in client.get(step_url).content.decode()


def test_class_of_a_former_year_is_only_read(teacher_client, classroom, assignment):
    board = reverse("curriculum:class-board", args=[classroom.pk])
    lead = reverse("curriculum:lead", args=[assignment.pk])
    offered = ("수업 시작", "새 PIN 카드", "다른 학급에도 배정하기", "모듈 배정하기")
    page = teacher_client.get(board).text
    assert all(words in page for words in offered)
    Classroom.objects.filter(pk=classroom.pk).update(school_year=2019)
    page = teacher_client.get(board).text
    assert "지난 학년도의 학급입니다" in page
    assert not any(words in page for words in offered)
    assert teacher_client.post(lead, {"do": "start"}).status_code == 404
    assert not Lead.objects.exists()
