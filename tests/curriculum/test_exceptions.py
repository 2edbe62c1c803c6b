"""A teacher grants one student an exception, and shows the class the answers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.templatetags.korean_time import korean_time
from curriculum.models import Occasion
from quizzes.actions import start_attempt, submit_attempt
from quizzes.models import Allowance, Release
from tests.factories.curriculum import latest_edition, make_assignment, make_module, step_of

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
    assert release not in page and "제출한 학생은 답을 볼 수 있습니다." in page
