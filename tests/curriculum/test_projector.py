"""T-103: what the whole room sees holds nobody, in texts, attributes and what is polled."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum.actions import call_for_help, end_assignment, show_answers, start_lesson
from curriculum.models import Assignment, Lead
from quizzes.actions import submit_attempt
from tests.curriculum.test_live_boards import answer, sit
from tests.factories.curriculum import LESSON_LENGTH, latest_edition
from tests.factories.schools import StudentFactory


@pytest.fixture
def projector_url(classroom, assignment):
    """The changing part of the projector, as the page asks for it."""
    address = reverse("curriculum:projector-live", args=[classroom.pk])
    return f"{address}?assignment={assignment.pk}"


class Everything(HTMLParser):
    """All texts and all values of attributes of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [value or "" for _name, value in attrs]

    def handle_data(self, data):
        self.found.append(data)

    def handle_comment(self, data):
        self.found.append(data)


def test_t103_projector_holds_nobody_in_texts_attributes_and_polls(
    assignment, classroom, teacher, quiz_step, teacher_client, projector_url
):
    start_lesson(assignment=assignment, by=teacher)
    for number in range(4, 8):
        StudentFactory(classroom=classroom, number=number, nickname=f"졸린 수달 {number}")
    for number in range(1, 8):
        answer(sit(assignment, number, quiz_step), True, False)
    first = classroom.students.get(number=1)
    call_for_help(assignment=Assignment.objects.get(pk=assignment.pk), student=first)
    submit_attempt(attempt_id=sit(assignment, 1, quiz_step).pk, student=first)
    item = latest_edition().items.earliest("position")
    page = projector_url.replace("projector/live/", "projector/")
    for key in (None, item.key):
        show_answers(assignment=assignment, item_key=key, by=teacher)
        for url in (page, projector_url):
            html = teacher_client.get(url).content.decode()
            told = "\n".join(Everything(html).found)
            assert "수달" not in told and "seat" not in told and "help/" not in told
            assert not re.search(r"\d+번(?! ?째)|\b1/3\b|맞음|틀림|도움 필요|조사", told)
            assert not any(str(student.pk) in told for student in classroom.students.all())
            right = item.options.get(is_right=True)
            assert (right.texts.get(language="ko").text in told) is (key is not None)


def test_answers_of_too_few_are_not_on_the_projector(
    assignment, teacher, quiz_step, teacher_client, projector_url
):
    start_lesson(assignment=assignment, by=teacher)
    answer(sit(assignment, 1, quiz_step), True)
    item = latest_edition().items.earliest("position")
    show_answers(assignment=assignment, item_key=item.key, by=teacher)
    html = teacher_client.get(projector_url).content.decode()
    assert "답이 조금 더 모이면" in html
    assert item.options.first().texts.get(language="ko").text not in html


def test_projector_drives_the_class_step_by_step(
    assignment, teacher_client, projector_url, lesson_step, quiz_step
):
    lead = reverse("curriculum:lead", args=[assignment.pk])
    teacher_client.post(lead, {"do": "start"})
    seen = []
    for _ in range(LESSON_LENGTH + 1):
        html = teacher_client.get(projector_url).content.decode()
        value = re.findall(r'name="to"\s+value="([^"]+)"', html)[-1]
        pressed = teacher_client.post(lead, {"to": value}, headers={"HX-Request": "true"})
        assert (pressed.status_code, pressed["HX-Trigger"]) == (204, "board-changed")
        seen.append(value)
    wanted = [f"{lesson_step.key}:{number}" for number in range(1, LESSON_LENGTH + 1)]
    assert seen == [*wanted, f"{quiz_step.key}:1"]
    assert 'value="resume"' not in html and Lead.objects.get().step_id == quiz_step.key


def test_way_back_from_the_projector_leads_to_the_same_assignment(
    teacher_client, classroom, assignment
):
    chosen = {"assignment": assignment.pk}
    page = teacher_client.get(reverse("curriculum:projector", args=[classroom.pk]), chosen).text
    board = reverse("curriculum:class-board", args=[classroom.pk])
    assert f'href="{board}?assignment={assignment.pk}"' in page


def test_projector_says_when_the_lesson_begins_and_that_it_is_over(
    assignment, teacher, teacher_client, projector_url
):
    def shown() -> str:
        return " ".join(teacher_client.get(projector_url).content.decode().split())

    over = "수업이 끝났어요"
    Assignment.objects.filter(pk=assignment.pk).update(opens_at=timezone.now() + timedelta(days=1))
    assert "에 시작해요." in shown() and "수업 시작" in shown()
    lead = reverse("curriculum:lead", args=[assignment.pk])
    teacher_client.post(lead, {"do": "start", "page": "projector"})
    assert not any(words in shown() for words in ("에 시작해요.", "수업 시작", over))
    end_assignment(assignment=assignment, by=teacher)
    assert over in shown() and "수업 시작" not in shown()
