"""The board and the projector while a class works: who needs help, the strip, 304, agreement."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from curriculum.actions import (
    call_for_help,
    end_assignment,
    lead_class,
    pause_screens,
    save_lesson_progress,
    start_lesson,
)
from curriculum.class_board import read_class_board
from curriculum.models import Assignment, Completion, Lead, Occasion
from curriculum.progress import QUIET_AFTER, Need, State
from quizzes.actions import save_answer, start_attempt, submit_attempt
from schools.models import Student
from tests.factories.curriculum import LESSON_LENGTH, latest_edition
from tests.factories.schools import StudentFactory
from tests.fixtures_schools import client_past_password

WORDS = {State.NOT_STARTED: "시작 전", State.IN_PROGRESS: "하는 중", State.FINISHED: "끝"}


def sit(assignment, number, quiz_step):
    student = assignment.classroom.students.get(number=number)
    occasion = Occasion.id_for(assignment.pk, quiz_step.key)
    return start_attempt(student=student, occasion=occasion, edition=latest_edition())


def answer(attempt, *rights: bool):
    """Answer the first questions right or wrong."""
    for item, is_right in zip(attempt.edition.items.order_by("position"), rights, strict=False):
        option = item.options.filter(is_right=is_right).first()
        save_answer(
            attempt_id=attempt.pk,
            student=attempt.student,
            item_key=item.key,
            chosen=[option.key],
        )


def board_of(assignment):
    rows = Assignment.objects.with_steps().select_related("module", "classroom__school", "lead")
    return read_class_board(rows.get(pk=assignment.pk))


def needs(assignment) -> list:
    return [seat.need for seat in board_of(assignment).seats]


def read(assignment, number, lesson_step, reached=1):
    save_lesson_progress(
        assignment=assignment,
        student=assignment.classroom.students.get(number=number),
        step=lesson_step,
        reached=reached,
        length=LESSON_LENGTH,
    )


def test_board_sees_who_called_who_is_wrong_and_who_is_quiet(
    assignment, student, teacher, lesson_step, quiz_step, teacher_client, live_url
):
    start_lesson(assignment=assignment, by=teacher)
    call_for_help(assignment=Assignment.objects.get(pk=assignment.pk), student=student)
    answer(sit(assignment, 2, quiz_step), False, False, False)
    read(assignment, 3, lesson_step)
    Completion.objects.update(moved_at=timezone.now() - QUIET_AFTER)
    assert needs(assignment) == [Need.CALLED, Need.WRONG, Need.QUIET]
    html = teacher_client.get(live_url).content.decode()
    assert html.count("seat--help") == 3
    for words in ("다녀왔습니다", "틀린 답이 많음", "5분 동안 멈춰 있음", "그중 도움 필요"):
        assert words in html


def test_board_of_an_ended_lesson_sends_the_teacher_to_nobody(
    assignment, student, teacher, quiz_step
):
    start_lesson(assignment=assignment, by=teacher)
    call_for_help(assignment=Assignment.objects.get(pk=assignment.pk), student=student)
    answer(sit(assignment, 2, quiz_step), False, False, False)
    end_assignment(assignment=assignment, by=teacher)
    assert needs(assignment) == [None, None, None]


def test_board_in_a_pause_calls_nobody_quiet(assignment, teacher, lesson_step):
    start_lesson(assignment=assignment, by=teacher)
    read(assignment, 3, lesson_step)
    Completion.objects.update(moved_at=timezone.now() - QUIET_AFTER)
    pause_screens(assignment=assignment, by=teacher)
    assert needs(assignment) == [None, None, None]


def test_strip_counts_questions_and_names_nobody(assignment, quiz_step, teacher_client, live_url):
    answer(sit(assignment, 1, quiz_step), True, False)
    answer(sit(assignment, 2, quiz_step), True)
    cells = board_of(assignment).strip
    assert [(c.right, c.wrong, c.unanswered) for c in cells] == [(2, 0, 1), (0, 1, 2), (0, 0, 3)]
    strip = teacher_client.get(live_url).content.decode().split('class="strip"')[1]
    assert "맞음 2, 틀림 0" in strip
    assert not re.search(r"\d+번(?! 문제)", strip)


def test_board_of_forty_with_a_quiz_takes_four_statements(
    assignment, classroom, quiz_step, teacher_client, live_url, django_assert_num_queries
):
    """Beside session and user: role, class, assignment, everybody's state."""
    for number in range(4, 41):
        StudentFactory(classroom=classroom, number=number)
    for number in range(1, 6):
        answer(sit(assignment, number, quiz_step), True, number > 2)
    teacher_client.get(live_url)  # the paper of the edition is kept from here on
    with django_assert_num_queries(2 + 4):
        teacher_client.get(live_url)


def test_t24_lead_and_help_of_a_foreign_class_are_404(assignment, neighbours):
    client = client_past_password(neighbours[1])
    for name, more in (("lead", []), ("help-settle", [1])):
        url = reverse(f"curriculum:{name}", args=[assignment.pk, *more])
        assert client.post(url, {"do": "start"}).status_code == 404
    assert not Lead.objects.exists()


def changes(assignment, teacher, lesson_step, quiz_step):
    """What a board must notice, one after the other."""
    student = assignment.classroom.students.get(number=1)
    yield lambda: start_lesson(assignment=assignment, by=teacher)
    yield lambda: read(assignment, 2, lesson_step)
    yield lambda: read(assignment, 2, lesson_step, 2)
    yield lambda: answer(sit(assignment, 1, quiz_step), True)
    yield lambda: answer(sit(assignment, 1, quiz_step), False)
    yield lambda: submit_attempt(attempt_id=sit(assignment, 1, quiz_step).pk, student=student)
    yield lambda: call_for_help(
        assignment=Assignment.objects.get(pk=assignment.pk), student=student
    )
    yield lambda: pause_screens(assignment=assignment, by=teacher)
    yield lambda: lead_class(assignment=assignment, step_key=lesson_step.key, number=2, by=teacher)
    yield lambda: Student.objects.filter(pk=student.pk).update(nickname="졸린 수달")
    yield lambda: StudentFactory(classroom=assignment.classroom, number=9)
    yield lambda: assignment.classroom.join_codes.update(code="ABCD2345")
    yield lambda: end_assignment(assignment=assignment, by=teacher)


def test_every_change_reaches_the_board(
    assignment, teacher, lesson_step, quiz_step, teacher_client, live_url
):
    etag = teacher_client.get(live_url)["ETag"]
    for place, change in enumerate(changes(assignment, teacher, lesson_step, quiz_step)):
        change()
        answered = teacher_client.get(live_url, headers={"If-None-Match": etag})
        assert answered.status_code == 200, f"change {place} was not noticed"
        etag = answered["ETag"]
        again = teacher_client.get(live_url, headers={"If-None-Match": etag})
        assert again.status_code == 304


def test_board_changes_by_itself_when_somebody_falls_quiet(
    clock, assignment, lesson_step, teacher_client, live_url
):
    read(assignment, 1, lesson_step)
    Completion.objects.update(moved_at=clock.now - QUIET_AFTER + timedelta(seconds=30))
    etag = teacher_client.get(live_url)["ETag"]
    assert teacher_client.get(live_url, headers={"If-None-Match": etag}).status_code == 304
    clock.pass_seconds(31)
    assert teacher_client.get(live_url, headers={"If-None-Match": etag}).status_code == 200
