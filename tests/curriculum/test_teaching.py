"""What a teacher sees and does: classes, assigning, the board, results."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum.actions import save_lesson_progress
from curriculum.forms import AssignForm
from curriculum.models import Assignment, Occasion
from curriculum.module_versions import read_version
from quizzes.actions import save_answer, start_attempt, submit_attempt
from quizzes.models import Edition
from tests.factories.curriculum import LESSON_LENGTH
from tests.factories.schools import StudentFactory, staff_as
from tests.fixtures_schools import client_past_password

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture
def board_url(classroom):
    """The board of the class."""
    return reverse("curriculum:class-board", args=[classroom.pk])


@pytest.fixture
def live_url(classroom):
    """The part of the board that changes."""
    return reverse("curriculum:class-board-live", args=[classroom.pk])


@pytest.fixture
def check_url(classroom):
    """Where the assign form goes."""
    return reverse("curriculum:assign-check", args=[classroom.pk])


@pytest.fixture
def wanted(module):
    """A form filled in: from today, until the end of the day a week later."""
    today = timezone.localdate()
    return {
        "module": module.pk,
        "checked_version": read_version(module).code,
        "opens_on": today.isoformat(),
        "opens_time": "00:00",
        "closes_on": (today + timedelta(days=7)).isoformat(),
        "closes_time": "23:59",
    }


def read(assignment, number, step, reached):
    save_lesson_progress(
        assignment=assignment,
        student=assignment.classroom.students.get(number=number),
        step=step,
        reached=reached,
        length=LESSON_LENGTH,
    )


def answer_one_right_and_submit(assignment, number, quiz_step):
    student = assignment.classroom.students.get(number=number)
    edition = Edition.objects.latest_for(quiz_step.target_key)
    attempt = start_attempt(
        student=student, occasion=Occasion.id_for(assignment.pk, quiz_step.key), edition=edition
    )
    item = edition.items.first()
    save_answer(
        attempt_id=attempt.pk,
        student=student,
        item_key=item.key,
        chosen=[item.options.get(is_right=True).key],
        client_rev=1,
    )
    submit_attempt(attempt_id=attempt.pk, student=student)


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_class_list_shows_own_classes_only(assignment, teacher_client, neighbours):
    html = text(teacher_client.get(reverse("curriculum:class-list")))
    assert str(assignment.classroom.pk) in html
    assert str(neighbours[0].pk) not in html
    assert "믿음의 모듈" in html


def test_class_list_of_a_teacher_without_class_explains(client, classroom, teacher):
    teacher.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    client.force_login(teacher)
    assert client.get(reverse("curriculum:class-list")).status_code == 404


@pytest.mark.parametrize(
    "name", ["class-board", "class-board-live", "projector", "projector-live", "assign"]
)
def test_t24_pages_of_a_foreign_class_are_404(teacher_client, neighbours, name):
    url = reverse(f"curriculum:{name}", args=[neighbours[0].pk])
    assert teacher_client.get(url).status_code == 404


def test_t24_foreign_assignment_gives_no_results_file_or_end(assignment, neighbours):
    client = client_past_password(neighbours[1])
    for path in ("results/", "results/csv/", "results/xlsx/"):
        assert client.get(f"/ko/assignments/{assignment.pk}/{path}").status_code == 404
    url = reverse("curriculum:assignment-end", args=[assignment.pk])
    assert client.post(url, {"confirmed": "yes"}).status_code == 404
    assignment.refresh_from_db()
    assert assignment.ended_at is None


def test_t24_board_of_one_class_with_the_assignment_of_another_stays_empty(
    client, assignment, neighbours
):
    client.force_login(neighbours[1])
    url = reverse("curriculum:class-board", args=[neighbours[0].pk])
    assert "믿음의 모듈" not in text(client.get(url, {"assignment": str(assignment.pk)}))
    assert client.get(url, {"assignment": "not-an-id"}).status_code == 404


def test_classes_are_not_there_for_other_staff(client, board_url):
    client.force_login(staff_as("editor"))
    assert client.get(board_url).status_code == 404


def test_board_without_assignment_offers_to_assign(teacher_client, board_url):
    html = text(teacher_client.get(board_url))
    assert "아직 배정한 것이 없습니다" in html
    assert "hx-get" not in html


def test_board_counts_everybody_in_words_and_numbers(
    assignment, lesson_step, quiz_step, teacher_client, live_url
):
    read(assignment, 1, lesson_step, LESSON_LENGTH)
    answer_one_right_and_submit(assignment, 1, quiz_step)
    read(assignment, 2, lesson_step, 1)
    html = text(teacher_client.get(live_url))
    assert [html.count(f"seat--{state}") for state in ("done", "working", "idle")] == [1, 1, 1]
    for word in ("시작 전", "하는 중", "끝"):
        assert word in html


def test_board_counts_an_opened_quiz_as_in_progress(
    assignment, student, quiz_step, teacher_client, live_url
):
    start_attempt(
        student=student,
        occasion=Occasion.id_for(assignment.pk, quiz_step.key),
        edition=Edition.objects.latest_for(quiz_step.target_key),
    )
    assert "seat--working" in text(teacher_client.get(live_url))


def test_board_of_forty_asks_four_statements_beside_session_and_user(
    assignment, classroom, teacher_client, live_url, django_assert_num_queries
):
    """Role, class, assignment with its steps, everybody's state."""
    for number in range(4, 41):
        StudentFactory(classroom=classroom, number=number)
    with django_assert_num_queries(2 + 4):
        teacher_client.get(f"{live_url}?assignment={assignment.pk}")


def test_board_answers_304_until_something_changes(
    assignment, lesson_step, teacher_client, live_url
):
    url = f"{live_url}?assignment={assignment.pk}"
    etag = teacher_client.get(url)["ETag"]
    unchanged = teacher_client.get(url, headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    read(assignment, 3, lesson_step, 1)
    changed = teacher_client.get(url, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed["ETag"] != etag


def test_t103_projector_shows_counters_and_code_but_no_number_and_no_score(
    assignment, lesson_step, quiz_step, classroom, teacher_client
):
    answer_one_right_and_submit(assignment, 1, quiz_step)
    html = text(teacher_client.get(reverse("curriculum:projector", args=[classroom.pk])))
    assert str(classroom.join_codes.open().get()) in html
    assert "seat" not in html
    assert "1/3" not in html
    live = text(teacher_client.get(reverse("curriculum:projector-live", args=[classroom.pk])))
    assert "번" not in live
    assert "counter" in live


def test_assign_checks_first_then_assigns(teacher_client, check_url, wanted, classroom):
    html = text(teacher_client.post(check_url, wanted))
    assert "배정하기 전에 확인" in html
    assert "학생 3명" in html
    assert not Assignment.objects.exists()
    response = teacher_client.post(check_url, {**wanted, "confirmed": "yes"}, follow=True)
    assert "배정했습니다" in response.content.decode()
    assert Assignment.objects.get().classroom == classroom


def test_assign_twice_with_a_double_click_makes_one(teacher_client, check_url, wanted, board_url):
    for _ in range(2):
        response = teacher_client.post(check_url, {**wanted, "confirmed": "yes"})
        assert response["Location"] == board_url
    assert Assignment.objects.count() == 1


def test_assign_a_module_that_is_running_explains(assignment, teacher_client, check_url, wanted):
    for data in (wanted, {**wanted, "confirmed": "yes"}):
        response = teacher_client.post(check_url, data)
        assert response.status_code == 409
        assert "이미 배정했습니다" in response.content.decode()
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("module", "", "모듈을 고르십시오."),
        ("opens_on", "어제", "날짜는 2026-03-02처럼"),
        ("opens_on", "2020-01-01", "지난 날짜입니다."),
        ("closes_on", "2020-01-01", "마감이 이미 지났습니다."),
        ("closes_on", "", "날짜도 고르거나"),
        ("closes_time", "99:99", "시각은 14:30처럼"),
    ],
)
def test_assign_tells_a_mistake_at_its_field(
    teacher_client, check_url, wanted, field, value, sentence
):
    response = teacher_client.post(check_url, {**wanted, field: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert f'id="id_{field}_error"' in html
    assert wanted["opens_time"] in html


def test_assign_tells_all_mistakes_at_once(teacher_client, check_url, wanted):
    response = teacher_client.post(check_url, {**wanted, "module": "", "closes_on": "2020-01-01"})
    html = response.content.decode()
    assert 'id="id_module_error"' in html
    assert 'id="id_closes_on_error"' in html


def test_switching_the_language_on_the_check_page_leads_back_to_the_form(
    teacher_client, check_url, classroom
):
    assert teacher_client.get(check_url)["Location"] == reverse(
        "curriculum:assign", args=[classroom.pk]
    )


def test_assign_takes_full_width_digits_and_dots(classroom, wanted):
    form = AssignForm(
        {**wanted, "closes_on": "２０９９．０３．０２", "closes_time": "１４：３０"},
        classroom=classroom,
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["closes_at"] == datetime(2099, 3, 2, 14, 30, tzinfo=SEOUL)


@pytest.mark.parametrize(("moment", "day"), [("24:00", 2), ("", 2), ("00:00", 1)])
def test_t92_midnight_is_the_last_minute_of_the_day_before(classroom, wanted, moment, day):
    form = AssignForm(
        {**wanted, "closes_on": "2099-03-02", "closes_time": moment}, classroom=classroom
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["closes_at"] == datetime(2099, 3, day, 23, 59, tzinfo=SEOUL)


def test_end_asks_first(assignment, teacher_client):
    url = reverse("curriculum:assignment-end", args=[assignment.pk])
    for response in (teacher_client.get(url), teacher_client.post(url)):
        assert "배정을 끝낼까요?" in text(response)
    assignment.refresh_from_db()
    assert assignment.ended_at is None
    teacher_client.post(url, {"confirmed": "yes"})
    assignment.refresh_from_db()
    assert assignment.ended_at is not None


def test_results_screen_and_files_say_the_same(assignment, lesson_step, quiz_step, teacher_client):
    read(assignment, 1, lesson_step, LESSON_LENGTH)
    answer_one_right_and_submit(assignment, 1, quiz_step)
    url = reverse("curriculum:results", args=[assignment.pk])
    assert "1/3" in text(teacher_client.get(url))
    csv = teacher_client.get(f"{url}csv/").content.decode("utf-8-sig").split("\r\n")
    assert csv[1] == "1,,끝,끝,끝,1/3"
    assert csv[2] == "2,,시작 전,시작 전,시작 전,"
    workbook = openpyxl.load_workbook(io.BytesIO(teacher_client.get(f"{url}xlsx/").content))
    values = [
        [str(cell or "") for cell in row] for row in workbook.active.iter_rows(values_only=True)
    ]
    assert csv[1].split(",") in values


def test_results_keep_the_first_score_when_a_student_practises(
    assignment, student, quiz_step, teacher_client
):
    answer_one_right_and_submit(assignment, 1, quiz_step)
    occasion = Occasion.id_for(assignment.pk, quiz_step.key)
    edition = Edition.objects.latest_for(quiz_step.target_key)
    again = start_attempt(student=student, occasion=occasion, edition=edition, may_repeat=True)
    submit_attempt(attempt_id=again.pk, student=student)
    html = text(teacher_client.get(reverse("curriculum:results", args=[assignment.pk])))
    assert "1/3" in html
    assert "0/3" not in html


def test_results_never_name_the_survey(assignment, teacher_client):
    url = reverse("curriculum:results", args=[assignment.pk])
    header = teacher_client.get(f"{url}csv/").content.decode("utf-8-sig").split("\r\n")[0]
    assert header.endswith("퀴즈,퀴즈: 점수")
    assert "조사" not in header


def test_results_file_of_an_unknown_type_is_404(assignment, teacher_client):
    assert teacher_client.get(f"/ko/assignments/{assignment.pk}/results/pdf/").status_code == 404
