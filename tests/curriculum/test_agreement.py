"""One truth of who is where: board, results, all modules, files, certificate and own page agree."""

import csv
import io
import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from curriculum.actions import save_lesson_progress
from curriculum.actions.exceptions import grant_exception
from curriculum.class_board import read_class_board
from curriculum.completion_report import read_completion_report
from curriculum.models import Assignment, AssignmentBatch, Completion, Occasion
from curriculum.progress import Need, State
from quizzes.actions import save_answer, start_attempt, submit_attempt
from quizzes.models import Attempt
from quizzes.models.allowances import AllowanceKind
from schools.actions import move_student
from schools.models import Student
from tests.factories.curriculum import LESSON_LENGTH, latest_edition, make_assignment
from tests.factories.schools import ClassroomFactory, staff_as, teacher_of
from tests.fixtures_schools import client_of, client_past_password

WORDS = {State.NOT_STARTED: "시작 전", State.IN_PROGRESS: "하는 중", State.FINISHED: "끝"}


def fresh(assignment) -> Assignment:
    rows = Assignment.objects.with_steps().select_related("module", "classroom__school", "lead")
    return rows.select_related("batch").get(pk=assignment.pk)


def read(assignment, student, lesson_step, reached: int) -> None:
    for step in range(1, reached + 1):
        save_lesson_progress(
            assignment=assignment,
            student=student,
            step=lesson_step,
            reached=step,
            length=LESSON_LENGTH,
        )


def answer(assignment, student, quiz_step, rights, *, hands_in: bool) -> None:
    """Begin the quiz, or one more time after handing in, and answer its first questions so."""
    attempt = start_attempt(
        student=student,
        occasion=Occasion.id_for(assignment.pk, quiz_step.key),
        edition=latest_edition(),
        may_repeat=True,
        changes=fresh(assignment).rule_changes,
    )
    for item, is_right in zip(attempt.edition.items.order_by("position"), rights, strict=False):
        chosen = [item.options.filter(is_right=is_right).first().key]
        save_answer(attempt_id=attempt.pk, student=student, item_key=item.key, chosen=chosen)
    if hands_in:
        submit_attempt(attempt_id=attempt.pk, student=student)


def reopen(assignment, student, quiz_step, by) -> None:
    grant_exception(
        student=student,
        occasion=Occasion.id_for(assignment.pk, quiz_step.key),
        kind=AllowanceKind.REOPEN,
        reason="잘못 냄",
        by=by,
    )


def table(client, url: str) -> dict[int, list[str]]:
    """The rows of a file by number."""
    text = client.get(f"{url}csv/").content.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text)) if row and row[0].isdigit()]
    return {int(row[0]): row for row in rows}


def told_everywhere(client, assignment) -> dict[int, set[tuple[str, str]]]:
    """State and score of everybody present, as each place tells them; agreement is one of each."""
    classroom = assignment.classroom
    seats = read_class_board(fresh(assignment)).seats
    results = table(client, reverse("curriculum:results", args=[assignment.pk]))
    modules = table(client, reverse("curriculum:class-results", args=[classroom.pk]))
    told = {}
    for seat in seats:
        own = modules[seat.number]
        at = next(place for place, word in enumerate(own) if word in WORDS.values())
        told[seat.number] = {
            (WORDS[seat.state], seat.steps[1].score),
            (results[seat.number][2], results[seat.number][-1]),
            (own[at], own[at + 1]),
        }
    return told


def own_page(assignment, number: int) -> str:
    """The state the student's own page of the module tells; the certificate says the same."""
    student = assignment.classroom.students.get(number=number)
    client = client_of(student)
    task = client.get(reverse("curriculum:module", args=[assignment.pk])).context["task"]
    certificate = client.get(reverse("curriculum:certificate", args=[assignment.pk]))
    assert (certificate.status_code == 200) is (task.state is State.FINISHED)
    return WORDS[task.state]


def assert_one_truth(client, assignment) -> dict[int, tuple[str, str]]:
    """Everybody's state and score, once it is proved that each place tells the same."""
    told = told_everywhere(client, assignment)
    for number, words in told.items():
        assert len(words) == 1, (number, words)
        assert own_page(assignment, number) == next(iter(words))[0]
    return {number: words.pop() for number, words in told.items()}


def finished_in_report(classroom) -> int:
    (row,) = read_completion_report(classroom.school, classroom.school_year, "ko").rows
    return row.finished


DONE = st.tuples(
    st.integers(0, LESSON_LENGTH),  # steps read
    st.none() | st.lists(st.booleans(), max_size=3),  # answers to the quiz, if begun
    st.booleans(),  # handed in
    st.booleans(),  # opened again by the teacher
)
EACH_WAY = [(0, [True], False, False), (3, [True], True, True), (3, [], True, False)]


@given(done=st.lists(DONE, min_size=3, max_size=3), is_practice_only=st.booleans())
@example(done=EACH_WAY, is_practice_only=False)
@example(done=EACH_WAY, is_practice_only=True)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_screen_results_and_file_never_disagree(
    done, is_practice_only, assignment, lesson_step, quiz_step, teacher, teacher_client, live_url
):
    Completion.objects.all().delete()
    Attempt.objects.all().delete()
    AssignmentBatch.objects.update(is_practice_only=is_practice_only)
    for number, (reached, rights, hands_in, is_reopened) in enumerate(done, start=1):
        student = assignment.classroom.students.get(number=number)
        read(assignment, student, lesson_step, reached)
        if rights is not None:
            answer(assignment, student, quiz_step, rights, hands_in=hands_in)
            if hands_in and is_reopened and not is_practice_only:
                reopen(assignment, student, quiz_step, teacher)
    told = assert_one_truth(teacher_client, assignment)
    words = [state for state, _score in told.values()]
    assert finished_in_report(assignment.classroom) == words.count("끝")
    assert not (is_practice_only and any(score for _state, score in told.values()))
    counters = re.findall(r'counter__value">(\d+)<', teacher_client.get(live_url).text)
    assert list(map(int, counters[:3])) == [words.count(word) for word in WORDS.values()]


@pytest.fixture
def _practice_only(assignment):
    AssignmentBatch.objects.update(is_practice_only=True)


@pytest.mark.usefixtures("_practice_only")
def test_practice_shows_who_works_and_who_needs_help_but_never_a_score(
    assignment, student, lesson_step, quiz_step, teacher_client
):
    answer(assignment, student, quiz_step, [False] * 3, hands_in=False)
    board = read_class_board(fresh(assignment))
    assert board.seats[0].state is State.IN_PROGRESS
    assert board.seats[0].need is Need.WRONG
    assert [(cell.wrong, cell.unanswered) for cell in board.strip] == [(1, 2)] * 3
    assert assert_one_truth(teacher_client, assignment)[1] == ("하는 중", "")
    read(assignment, student, lesson_step, LESSON_LENGTH)
    submit_attempt(attempt_id=Attempt.objects.get().pk, student=student)
    assert assert_one_truth(teacher_client, assignment)[1] == ("끝", "")


@pytest.mark.usefixtures("_practice_only")
def test_board_notices_every_answer_of_a_practice_quiz(
    assignment, student, quiz_step, teacher_client, live_url
):
    etag = teacher_client.get(live_url)["ETag"]
    for rights in ([True], [True, False], [True, False, True]):
        answer(assignment, student, quiz_step, rights, hands_in=False)
        page = teacher_client.get(live_url, headers={"If-None-Match": etag})
        assert page.status_code == 200
        etag = page["ETag"]


def test_practice_after_the_result_changes_neither_state_nor_score(
    assignment, student, lesson_step, quiz_step, teacher_client
):
    AssignmentBatch.objects.update(attempt_limit=1, allows_practice=True)
    read(assignment, student, lesson_step, LESSON_LENGTH)
    answer(assignment, student, quiz_step, [True, False, False], hands_in=True)
    before = assert_one_truth(teacher_client, assignment)
    answer(assignment, student, quiz_step, [False, False, False], hands_in=False)
    assert Attempt.objects.filter(is_practice=True).count() == 1
    assert assert_one_truth(teacher_client, assignment) == before


def test_reopened_quiz_is_being_worked_on_everywhere_and_is_to_do_now(
    assignment, student, lesson_step, quiz_step, teacher, teacher_client, student_client
):
    read(assignment, student, lesson_step, LESSON_LENGTH)
    answer(assignment, student, quiz_step, [True], hands_in=True)
    assert assert_one_truth(teacher_client, assignment)[1][0] == "끝"
    reopen(assignment, student, quiz_step, teacher)
    assert assert_one_truth(teacher_client, assignment)[1] == ("하는 중", "")
    assert finished_in_report(assignment.classroom) == 0
    home = student_client.get(reverse("curriculum:home")).context["home"]
    assert home.now.assignment == assignment and not home.done
    module = student_client.get(reverse("curriculum:module", args=[assignment.pk]))
    start = reverse("quizzes:start", args=[Occasion.id_for(assignment.pk, quiz_step.key)])
    assert f'action="{start}"' in module.text
    assert student_client.post(start)["Location"].endswith(f"{Attempt.objects.get().pk}/2/")


def test_reopened_quiz_opens_although_practice_came_after_it(
    assignment, student, quiz_step, teacher, student_client
):
    AssignmentBatch.objects.update(attempt_limit=1, allows_practice=True)
    answer(assignment, student, quiz_step, [True], hands_in=True)
    answer(assignment, student, quiz_step, [True], hands_in=True)
    reopen(assignment, student, quiz_step, teacher)
    recorded = Attempt.objects.get(is_practice=False)
    start = reverse("quizzes:start", args=[recorded.occasion])
    assert str(recorded.pk) in student_client.post(start)["Location"]


def test_who_moved_is_told_the_same_in_both_classes(
    assignment, module, student, lesson_step, quiz_step, teacher, teacher_client
):
    read(assignment, student, lesson_step, LESSON_LENGTH)
    answer(assignment, student, quiz_step, [True], hands_in=True)
    old = assignment.classroom
    other = ClassroomFactory(school=old.school, school_year=old.school_year)
    there = make_assignment(other, module=module, by=teacher)
    by = staff_as("school_admin", school=old.school)
    move_student(student=Student.objects.get(pk=student.pk), classroom=other, number=9, by=by)
    assert 1 not in assert_one_truth(teacher_client, assignment)
    kept = table(teacher_client, reverse("curriculum:class-results", args=[old.pk]))[1]
    assert "끝" in kept and "1/3" in kept
    url = reverse("curriculum:results", args=[assignment.pk])
    gone = table(teacher_client, url)[1]
    assert str(other) in gone[1]
    assert (gone[2], gone[-1]) == ("끝", "1/3")
    assert gone[1] in teacher_client.get(url).text
    assert set(assert_one_truth(client_past_password(teacher_of(other)), there)) == {9}
