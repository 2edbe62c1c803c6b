"""A teacher grants one student an exception, and shows the class the answers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.templatetags.korean_time import korean_time
from curriculum.models import Assignment, AssignmentBatch, Occasion
from quizzes.actions import start_attempt, submit_attempt
from quizzes.models import Allowance, Attempt, Release
from tests.factories.curriculum import latest_edition, make_assignment, make_module, step_of
from tests.fixtures_schools import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(classroom, teacher):
    return make_assignment(classroom, module=make_module(), by=teacher)


@pytest.fixture
def occasion(assignment):
    return Occasion.id_for(assignment.pk, step_of(assignment, "quiz").key)


def grant(client, assignment, occasion, **fields):
    student = assignment.classroom.students.get(number=1)
    data = {"student": student.pk, "occasion": occasion, "reason": "기기 고장", **fields}
    return client.post(reverse("curriculum:exceptions", args=[assignment.pk]), data, follow=True)


def test_one_more_attempt_is_granted_with_its_reason(teacher_client, assignment, occasion):
    response = grant(teacher_client, assignment, occasion, kind="extra_attempt")
    assert "허용했습니다" in response.content.decode()
    assert "기기 고장" in response.content.decode()
    row = Allowance.objects.get()
    assert (row.kind, row.occasion) == ("extra_attempt", occasion)


def test_moments_of_what_was_allowed_are_told_with_their_weekday(
    teacher_client, assignment, occasion
):
    day = timezone.localdate() + timedelta(days=2)
    page = grant(teacher_client, assignment, occasion, kind="later_closing", closes_on=day).text
    allowed = Allowance.objects.get()
    for moment in (allowed.closes_at, allowed.granted_at):
        assert korean_time(moment) in page


def test_more_days_end_with_the_day_in_korea(teacher_client, assignment, occasion):
    day = timezone.localdate() + timedelta(days=2)
    grant(teacher_client, assignment, occasion, kind="later_closing", closes_on=day)
    ends_at = timezone.localtime(Allowance.objects.get().closes_at)
    assert (ends_at.date(), ends_at.hour, ends_at.minute) == (day, 23, 59)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "later_closing"},
        {"kind": "later_closing", "closes_on": "2020-01-01"},
        {"kind": "more_time"},
        {"kind": "extra_attempt", "reason": " "},
        {"kind": "reopen"},
        {"kind": "nonsense"},
    ],
)
def test_an_exception_that_makes_no_sense_is_explained(
    teacher_client, assignment, occasion, fields
):
    response = grant(teacher_client, assignment, occasion, **fields)
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert not Allowance.objects.exists()


def test_a_quiz_handed_in_by_mistake_is_opened_again(teacher_client, assignment, occasion):
    student = assignment.classroom.students.get(number=1)
    attempt = start_attempt(student=student, occasion=occasion, edition=latest_edition())
    submit_attempt(attempt_id=attempt.pk, student=student)
    grant(teacher_client, assignment, occasion, kind="reopen")
    attempt.refresh_from_db()
    assert attempt.is_open


def test_answers_are_shown_to_the_class(teacher_client, assignment, occasion):
    url = reverse("curriculum:answers-release", args=[assignment.pk])
    assert "볼 수 있습니다" in teacher_client.post(url, follow=True).content.decode()
    assert Release.objects.get().pk == occasion


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [("board", "curriculum:class-board"), ("results", "curriculum:results"), ("", None)],
)
def test_answers_shown_from_a_page_lead_back_to_it(teacher_client, assignment, page, leads_to):
    url = reverse("curriculum:answers-release", args=[assignment.pk])
    place = assignment.classroom_id if page == "board" else assignment.pk
    answer = teacher_client.post(url, {"page": page})
    assert answer["Location"].startswith(reverse(leads_to or "curriculum:exceptions", args=[place]))


def test_results_offer_to_show_the_answers_until_they_are_shown(teacher_client, assignment):
    url = reverse("curriculum:results", args=[assignment.pk])
    release = reverse("curriculum:answers-release", args=[assignment.pk])
    assert release in teacher_client.get(url).text
    teacher_client.post(release)
    page = teacher_client.get(url).text
    assert release not in page and "정답을 공개했습니다." in page


def close(assignment) -> None:
    """The closing time passes."""
    closes_at = timezone.now() - timedelta(minutes=5)
    Assignment.objects.filter(pk=assignment.pk).update(closes_at=closes_at)


def later() -> str:
    return str(timezone.localdate() + timedelta(days=2))


def module_page(client, assignment) -> str:
    return client.get(reverse("curriculum:module", args=[assignment.pk])).text


def test_more_days_lead_from_the_home_page_to_a_quiz_handed_in_after_closing(
    teacher_client, student_client, assignment, occasion
):
    grant(teacher_client, assignment, occasion, kind="later_closing", closes_on=later())
    close(assignment)
    home = student_client.get(reverse("curriculum:home")).context["home"]
    assert home.now.assignment == assignment
    page = module_page(student_client, assignment)
    start = reverse("quizzes:start", args=[occasion])
    assert f'href="{start}"' in page and "선생님이 시간을 더 주셨어요" in page
    assert "form-actions" in student_client.get(start).text
    question = student_client.post(start)["Location"]
    item = latest_edition().items.get(position=1)
    option = item.options.get(is_right=True)
    answer = {"item": str(item.key), "chosen": [str(option.key)], "client_rev": "1"}
    assert student_client.post(question, answer).status_code == 302
    attempt = Attempt.objects.get()
    assert f'action="{start}"' in module_page(student_client, assignment)
    student_client.post(reverse("quizzes:submit", args=[attempt.pk]))
    attempt.refresh_from_db()
    assert (attempt.is_open, attempt.points) == (False, 1)
    assert reverse("quizzes:result", args=[attempt.pk]) in module_page(student_client, assignment)


def test_more_days_of_one_student_open_nothing_for_another(teacher_client, assignment, occasion):
    grant(teacher_client, assignment, occasion, kind="later_closing", closes_on=later())
    close(assignment)
    other = client_of(assignment.classroom.students.get(number=2))
    start = reverse("quizzes:start", args=[occasion])
    assert start not in module_page(other, assignment)
    assert other.get(reverse("curriculum:home")).context["home"].now is None
    assert "이 퀴즈는 닫혔어요" in other.post(start).text
    assert not Attempt.objects.exists()


def test_quiz_without_more_days_stays_closed(student_client, assignment, occasion):
    close(assignment)
    start = reverse("quizzes:start", args=[occasion])
    assert start not in module_page(student_client, assignment)
    student_client.post(start)
    assert not Attempt.objects.exists()


def test_more_days_that_are_over_open_nothing(teacher_client, student_client, assignment, occasion):
    grant(teacher_client, assignment, occasion, kind="later_closing", closes_on=later())
    close(assignment)
    Allowance.objects.update(closes_at=timezone.now() - timedelta(minutes=2))
    start = reverse("quizzes:start", args=[occasion])
    assert start not in module_page(student_client, assignment)
    student_client.post(start)
    assert not Attempt.objects.exists()


def hand_in(assignment, occasion) -> Attempt:
    student = assignment.classroom.students.get(number=1)
    attempt = start_attempt(
        student=student, occasion=occasion, edition=latest_edition(), may_repeat=True
    )
    return submit_attempt(attempt_id=attempt.pk, student=student)


def test_one_more_attempt_after_closing_is_begun_from_the_result(
    teacher_client, student_client, assignment, occasion
):
    AssignmentBatch.objects.update(attempt_limit=1, allows_practice=False)
    first = hand_in(assignment, occasion)
    close(assignment)
    grant(teacher_client, assignment, occasion, kind="extra_attempt", closes_on=later())
    result = reverse("quizzes:result", args=[first.pk])
    assert result in module_page(student_client, assignment)
    start = reverse("quizzes:start", args=[occasion])
    assert f'action="{start}"' in student_client.get(result).text
    student_client.post(start, {"again": "1"})
    assert Attempt.objects.filter(is_practice=False).count() == 2
    assert Attempt.objects.get(number=2).is_open


@pytest.mark.parametrize("days_first", [True, False])
def test_quiz_opened_again_after_closing_can_be_handed_in(
    teacher_client, student_client, assignment, occasion, days_first
):
    attempt = hand_in(assignment, occasion)
    close(assignment)
    if days_first:
        grant(teacher_client, assignment, occasion, kind="later_closing", closes_on=later())
        grant(teacher_client, assignment, occasion, kind="reopen")
    else:
        grant(teacher_client, assignment, occasion, kind="reopen", closes_on=later())
    start = reverse("quizzes:start", args=[occasion])
    assert f'action="{start}"' in module_page(student_client, assignment)
    assert str(attempt.pk) in student_client.post(start)["Location"]
    student_client.post(reverse("quizzes:submit", args=[attempt.pk]))
    attempt.refresh_from_db()
    assert not attempt.is_open


@pytest.mark.parametrize("kind", ["reopen", "extra_attempt"])
def test_what_would_let_nobody_in_after_closing_asks_for_a_day(
    teacher_client, assignment, occasion, kind
):
    hand_in(assignment, occasion)
    close(assignment)
    response = grant(teacher_client, assignment, occasion, kind=kind)
    assert response.status_code == 422
    assert "마감됐습니다" in response.text
    assert not Allowance.objects.exists()


def test_more_days_must_be_more_than_everybody_has(teacher_client, assignment, occasion):
    closes_at = timezone.now() + timedelta(days=5)
    Assignment.objects.filter(pk=assignment.pk).update(closes_at=closes_at)
    response = grant(teacher_client, assignment, occasion, kind="later_closing", closes_on=later())
    assert response.status_code == 422
