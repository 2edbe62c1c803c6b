"""What a student sees and does: home, module, lesson steps, the door to the survey."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum.actions import end_assignment, start_lesson
from curriculum.models import Completion, Occasion
from helplines.actions import load_help_channels
from helplines.directory import all_channels
from lessons.models import LessonPage
from quizzes.actions import start_attempt, submit_attempt
from quizzes.models import Edition
from tests.factories.curriculum import LESSON_LENGTH, make_assignment, make_module, step_of
from tests.fixtures_schools import client_of


@pytest.fixture
def _warm(db):
    """The help strip lies in memory, as in a running server."""
    load_help_channels()
    all_channels()


@pytest.fixture
def step_url(assignment, lesson_step):
    """The address of a lesson step by its number."""
    return lambda number: reverse(
        "curriculum:lesson-step", args=[assignment.pk, lesson_step.key, number]
    )


@pytest.fixture
def module_url(assignment):
    """The address of the assignment's task list."""
    return reverse("curriculum:module", args=[assignment.pk])


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def submit_quiz(assignment, student, quiz_step):
    attempt = start_attempt(
        student=student,
        occasion=Occasion.id_for(assignment.pk, quiz_step.key),
        edition=Edition.objects.latest_for(quiz_step.target_key),
    )
    return submit_attempt(attempt_id=attempt.pk, student=student)


def test_home_without_assignment_says_to_wait(student_client):
    assert "아직 받은 수업이 없어요" in page(student_client, reverse("curriculum:home"))


def test_home_shows_the_assignment_as_the_thing_to_do_now(assignment, student_client):
    html = page(student_client, reverse("curriculum:home"))
    assert "지금 할 것" in html
    assert "믿음의 모듈" in html
    assert "시작 전" in html


def test_home_in_english_shows_the_english_title(assignment, student_client):
    assert "Module of trust" in page(student_client, "/en/home/")


def test_home_names_class_and_homeroom_teacher(assignment, student_client, classroom, teacher):
    html = page(student_client, reverse("curriculum:home"))
    assert f"{classroom} · {teacher} 선생님" in " ".join(html.split())


def test_home_says_what_the_class_does_with_the_teacher_now(
    assignment, student_client, classroom, teacher
):
    other = make_assignment(classroom, module=make_module_like(assignment.module), by=teacher)
    words = "지금 선생님과 함께 하고 있어요"
    assert words not in page(student_client, reverse("curriculum:home"))
    for led in (assignment, other):
        start_lesson(assignment=led, by=teacher)
        html = page(student_client, reverse("curriculum:home"))
        now = html[html.index("지금 할 것") :].partition("</article>")[0]
        assert words in now
        assert str(led.pk) in now
        end_assignment(assignment=led, by=teacher)


@pytest.mark.usefixtures("_warm")
def test_home_asks_nine_statements_for_any_number_of_assignments(
    assignment, student_client, classroom, teacher, django_assert_num_queries
):
    other = make_module_like(assignment.module)
    make_assignment(classroom, module=other, by=teacher)
    with django_assert_num_queries(9):
        student_client.get(reverse("curriculum:home"))


def make_module_like(module):
    copy = module.copy(update_attrs={"slug": "second"}, keep_live=False)
    copy.save_revision().publish()
    return copy


def test_lesson_published_anew_reaches_the_next_reader(assignment, student_client, step_url):
    before = page(student_client, step_url(1))
    lesson = LessonPage.objects.in_language("ko").get()
    lesson.steps[0].value["title"] = "새 제목"
    lesson.save_revision().publish()
    after = page(student_client, step_url(1))
    assert "새 제목" in after and "새 제목" not in before


def test_lesson_taken_back_is_not_found(assignment, student_client, step_url):
    page(student_client, step_url(1))
    for lesson in LessonPage.objects.all():
        lesson.unpublish()
    assert student_client.get(step_url(1)).status_code == 404


def test_continue_asks_seven_statements(
    assignment, student_client, step_url, django_assert_max_num_queries
):
    """The three of reading, one to make sure of the row, one to write it, and a savepoint's two."""
    url = step_url(1)
    student_client.get(url)
    with django_assert_max_num_queries(7):
        student_client.post(url)


def test_continue_saves_and_leads_to_the_next_step(student_client, step_url):
    response = student_client.post(step_url(1))
    assert response["Location"] == step_url(2)
    assert Completion.objects.get().reached == 1


def test_continue_twice_saves_once(student_client, step_url):
    for _ in range(2):
        student_client.post(step_url(1))
    assert Completion.objects.get().reached == 1


def test_reading_without_continue_saves_nothing(student_client, step_url):
    page(student_client, step_url(2))
    assert not Completion.objects.exists()


def test_last_continue_finishes_and_leads_to_the_list(student_client, step_url, module_url):
    response = student_client.post(step_url(LESSON_LENGTH))
    assert response["Location"] == module_url
    assert Completion.objects.get().finished_at is not None


def test_another_device_resumes_at_the_exact_step(student, student_client, step_url, module_url):
    student_client.post(step_url(1))
    tablet = client_of(student)
    assert f'href="{step_url(2)}"' in page(tablet, module_url)
    assert "3단계 중 1단계" in page(tablet, module_url)


@pytest.mark.parametrize("number", [0, LESSON_LENGTH + 1, 999])
def test_lesson_step_that_is_not_there_is_404(student_client, step_url, number):
    assert student_client.get(step_url(number)).status_code == 404


def test_lesson_step_of_a_quiz_is_404(student_client, assignment, quiz_step):
    url = reverse("curriculum:lesson-step", args=[assignment.pk, quiz_step.key, 1])
    assert student_client.get(url).status_code == 404


def test_foreign_assignment_is_404_everywhere(assignment, neighbours, step_url, module_url):
    stranger = client_of(neighbours[2])
    door = reverse("curriculum:survey-door", args=[assignment.pk])
    for url in (module_url, door, step_url(1)):
        assert stranger.get(url).status_code == 404
    assert stranger.post(step_url(1)).status_code == 404
    assert not Completion.objects.exists()


def test_nobody_signed_in_is_led_to_the_join_page(client, module_url):
    assert reverse("schools:join") in client.get(module_url)["Location"]


def test_closed_assignment_can_be_read_but_records_nothing(
    assignment, teacher, student_client, step_url, module_url
):
    end_assignment(assignment=assignment, by=teacher)
    assert "마감됐어요" in page(student_client, step_url(1))
    assert "퀴즈는 마감됐어요" in page(student_client, module_url)
    assert student_client.post(step_url(1))["Location"] == step_url(2)
    assert not Completion.objects.exists()


def test_closed_assignment_refuses_a_new_quiz(assignment, teacher, student_client, quiz_step):
    end_assignment(assignment=assignment, by=teacher)
    occasion = Occasion.id_for(assignment.pk, quiz_step.key)
    response = student_client.post(reverse("quizzes:start", args=[occasion]))
    assert response.status_code == 200
    assert not Occasion.objects.get().assignment.completions.exists()


def test_assignment_before_its_opening_can_be_seen_but_not_begun(
    classroom, teacher, module, student_client
):
    opens_at = timezone.now() + timedelta(days=1)
    early = make_assignment(classroom, module=module, by=teacher, opens_at=opens_at)
    lesson = step_of(early, "lesson")
    html = page(student_client, reverse("curriculum:module", args=[early.pk]))
    assert "그때까지 기다려 주세요" in html
    assert str(lesson.key) not in html
    url = reverse("curriculum:lesson-step", args=[early.pk, lesson.key, 1])
    assert student_client.get(url).status_code == 302


def test_module_counts_lesson_and_quiz_but_never_the_survey(
    assignment, student, student_client, step_url, quiz_step, module_url
):
    student_client.post(step_url(LESSON_LENGTH))
    submit_quiz(assignment, student, quiz_step)
    assert "모두 마쳤어요" in page(student_client, module_url)
    assert not Completion.objects.filter(step__kind="survey").exists()


def test_finished_quiz_leads_to_its_result_while_a_practice_is_open(
    assignment, student, student_client, quiz_step, module_url
):
    submitted = submit_quiz(assignment, student, quiz_step)
    start_attempt(
        student=student,
        occasion=submitted.occasion,
        edition=submitted.edition,
        may_repeat=True,
    )
    assert reverse("quizzes:result", args=[submitted.pk]) in page(student_client, module_url)


def test_survey_door_leads_to_the_other_host_without_a_referrer(
    assignment, student_client, settings
):
    html = page(student_client, reverse("curriculum:survey-door", args=[assignment.pk]))
    (link,) = re.findall(rf'<a [^>]*href="{settings.SURVEY_URL}/ko/m/"[^>]*>', html)
    assert 'rel="noreferrer noopener"' in link and 'target="_blank"' in link
    assert "새 탭에서 열려요" in html
    assert "조사는 신고가 아니에요" in html
    assert "data-exit-link" in html


@pytest.mark.usefixtures("_warm")
def test_survey_door_records_nothing(assignment, student_client, django_assert_num_queries):
    """Four statements, all of them reading: session, student, assignment, key of the tickets."""
    url = reverse("curriculum:survey-door", args=[assignment.pk])
    with django_assert_num_queries(4) as captured:
        student_client.get(url)
    assert all(query["sql"].startswith("SELECT") for query in captured.captured_queries)


def test_sensitive_lesson_shows_its_note_first_and_the_exit(classroom, teacher, student_client):
    module = make_module("M2", is_sensitive=True, content_note="힘든 이야기가 조금 나와요.")
    assignment = make_assignment(classroom, module=module, by=teacher)
    step = step_of(assignment, "lesson")
    url = reverse("curriculum:lesson-step", args=[assignment.pk, step.key, 1])
    html = page(student_client, url)
    assert html.index("힘든 이야기가 조금 나와요.") < html.index("step-card__title")
    assert "data-exit-link" in html
    assert "먼저 읽을 안내가 있어요" in page(student_client, reverse("curriculum:home"))


def test_sensitive_lesson_skipped_counts_like_one_that_was_read(classroom, teacher, student_client):
    module = make_module("M2", is_sensitive=True, content_note="힘든 이야기가 조금 나와요.")
    assignment = make_assignment(classroom, module=module, by=teacher)
    url = reverse(
        "curriculum:lesson-step", args=[assignment.pk, step_of(assignment, "lesson").key, 1]
    )
    assert 'name="skip"' in page(student_client, url)
    response = student_client.post(url, {"skip": "1"})
    assert response["Location"] == reverse("curriculum:module", args=[assignment.pk])
    completion = Completion.objects.get()
    assert completion.finished_at and completion.reached == LESSON_LENGTH


def test_lesson_that_touches_on_no_harm_cannot_be_skipped(student_client, step_url):
    assert 'name="skip"' not in page(student_client, step_url(1))
    student_client.post(step_url(1), {"skip": "1"})
    assert Completion.objects.get().finished_at is None
