"""A class over all its modules: states, scores, order, who came and went, the same in the file."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from curriculum.actions import undo_assigning
from curriculum.class_results import Cell, read_class_results
from curriculum.models import Completion, Occasion
from curriculum.progress import State
from curriculum.results_order import Order
from curriculum.time_bands import band_of
from quizzes.actions import save_answer, start_attempt, submit_attempt
from schools.actions import move_student
from tests.factories.curriculum import give_to_group, latest_edition, make_assignment
from tests.factories.quizzes import uuid_of
from tests.factories.schools import ClassroomFactory, staff_as
from tests.statements import data_statements


@pytest.fixture
def url(classroom):
    """The page."""
    return reverse("curriculum:class-results", args=[classroom.pk])


@pytest.fixture
def hand_in(assignment, quiz_step):
    """Lets a student hand in the quiz with so many of the first two questions right."""

    def hand_in(number: int, right: int):
        student = assignment.classroom.students.get(number=number)
        occasion = Occasion.id_for(assignment.pk, quiz_step.key)
        attempt = start_attempt(student=student, occasion=occasion, edition=latest_edition())
        for name, letters in (("q1", "a"), ("q3", "a"))[:right]:
            save_answer(
                attempt_id=attempt.pk,
                student=student,
                item_key=uuid_of(name),
                chosen=[uuid_of(f"{name}{letter}") for letter in letters],
                client_rev=1,
            )
        submit_attempt(attempt_id=attempt.pk, student=student)
        return student

    return hand_in


def numbers(classroom, **query) -> list[int]:
    results = read_class_results(classroom, "ko")
    return [row.number for row in Order.asked(query, len(results.columns)).rows(results)]


def test_cell_has_state_score_and_attempts(classroom, hand_in):
    hand_in(2, right=1)
    rows = read_class_results(classroom, "ko").rows
    assert rows[1].cells[0] == Cell(State.IN_PROGRESS, 1, 3, 1, "0–5분")
    assert rows[0].cells[0].state is State.NOT_STARTED


def test_module_of_a_group_says_who_was_not_given_it(teacher_client, url, classroom, teacher):
    give_to_group(classroom, classroom.students.get(number=2), by=teacher)
    results = read_class_results(classroom, "ko")
    states = [row.cells[0].state for row in results.rows]
    assert states == [None, State.NOT_STARTED, None]
    assert results.counts[0].total == 1
    assert numbers(classroom, state="not_started") == [2]
    assert numbers(classroom, sort="0") == [1, 3, 2]
    assert teacher_client.get(url).content.decode().count("배정 안 됨") == 2
    sheet = teacher_client.get(f"{url}csv/").content.decode("utf-8-sig")
    assert sheet.count("배정 안 됨") == 2


def test_module_that_was_undone_before_anybody_began_is_no_column(classroom, teacher):
    given = make_assignment(classroom, by=teacher)
    undo_assigning(batch=given.batch, by=teacher)
    assert read_class_results(classroom, "ko").columns == []


def test_table_is_sorted_by_score_and_back_by_number(classroom, hand_in):
    hand_in(2, right=2)
    hand_in(3, right=0)
    assert numbers(classroom, sort="0", order="down") == [2, 3, 1]
    assert numbers(classroom, sort="0") == [1, 3, 2]
    assert numbers(classroom, sort="number", order="down") == [3, 2, 1]


def test_order_that_makes_no_sense_is_left_out(classroom, assignment):
    assert numbers(classroom, sort="77", order="x", state="nonsense") == [1, 2, 3]
    assert numbers(classroom, sort="٠") == [1, 2, 3]


def test_rows_are_narrowed_to_a_state(classroom, hand_in):
    hand_in(2, right=1)
    assert numbers(classroom, state="in_progress") == [2]


def test_heading_says_how_it_is_sorted(teacher_client, url, hand_in):
    hand_in(2, right=1)
    page = teacher_client.get(url, {"sort": "0", "order": "down"}).text
    assert page.count('aria-sort="descending"') == 1
    assert page.count('aria-sort="none"') == 1


def test_who_moved_keeps_the_record_with_a_tag_in_both_classes(classroom, hand_in, teacher):
    student = hand_in(1, right=1)
    other = ClassroomFactory(school=classroom.school, school_year=classroom.school_year)
    admin = staff_as("school_admin", school=classroom.school)
    move_student(student=student, classroom=other, number=9, by=admin)
    kept = read_class_results(classroom, "ko").rows[0]
    assert kept.tag.went_to == other
    assert kept.cells[0].score == "1/3"
    (arrived,) = read_class_results(other, "ko").rows
    assert arrived.tag.came_from == classroom
    assert read_class_results(classroom, "ko").counts[0].total == 2


def test_who_left_without_a_record_is_not_in_the_table(classroom, assignment):
    classroom.students.filter(number=3).update(left_on=timezone.localdate())
    assert numbers(classroom) == [1, 2]


def test_scores_are_spread_over_bands(classroom, hand_in):
    hand_in(1, right=0)
    hand_in(2, right=2)
    bands = read_class_results(classroom, "ko").bands
    assert [band.counts for band in bands] == [[1], [0], [0], [1], [0]]


def test_page_is_one_reading_whatever_the_size(teacher_client, url, hand_in):
    hand_in(2, right=1)
    teacher_client.get(url)
    with data_statements(at_most=10):
        assert "1/3" in teacher_client.get(url).text


def test_file_and_screen_say_the_same(teacher_client, url, hand_in):
    hand_in(2, right=1)
    sheet = teacher_client.get(f"{url}csv/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert rows[2][0] == "2"
    assert "1/3" in rows[2] and "0–5분" in rows[2]
    workbook = load_workbook(io.BytesIO(teacher_client.get(f"{url}xlsx/").content))
    assert workbook.sheetnames == ["결과", "코드북"]


def test_page_leads_who_takes_the_csv_to_what_its_columns_say(teacher_client, url, hand_in):
    hand_in(2, right=1)
    address = re.search(r'href="([^"]+/codebook/)"', teacher_client.get(url).text)[1]
    answer = teacher_client.get(address)
    assert "results-codebook-" in answer["Content-Disposition"]
    told = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(teacher_client.get(f"{url}xlsx/").content))["코드북"]
    assert ("열", "뜻") == tuple(told[0])
    assert list(map(tuple, told)) == list(book.iter_rows(min_row=2, max_col=2, values_only=True))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [([], ""), ([0], "0–5분"), ([3, 2], "0–5분"), ([5.1], "5–10분"), ([30, 20], "40분 넘음")],
)
def test_time_is_told_in_bands(minutes, words):
    assert band_of(timedelta(minutes=each) for each in minutes) == words


def test_finished_counts_only_who_is_here(classroom, assignment, lesson_step, quiz_step):
    for number in (1, 2):
        for step in (lesson_step, quiz_step):
            Completion.objects.create(
                assignment=assignment,
                student=classroom.students.get(number=number),
                step=step,
                finished_at=timezone.now(),
            )
    classroom.students.filter(number=2).update(left_on=timezone.localdate())
    counts = read_class_results(classroom, "ko").counts[0]
    assert (counts.finished, counts.total) == (1, 2)


def test_t24_foreign_class_is_404(teacher_client, neighbours):
    foreign = reverse("curriculum:class-results", args=[neighbours[0].pk])
    assert teacher_client.get(foreign).status_code == 404
