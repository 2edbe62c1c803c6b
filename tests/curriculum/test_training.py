"""The training track: staff learn with a record of their own, and count in no class."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from curriculum.class_board import read_class_board
from curriculum.completion_report import read_completion_report
from curriculum.models import Assignment, Completion, StaffCompletion, Step
from quizzes.models import Attempt
from tests.factories.curriculum import LESSON_LENGTH, block, latest_edition, publish_steps
from tests.statements import data_statements


@pytest.fixture
def lesson_url(module, lesson_step):
    """The last step of the lesson."""
    key = module.translation_key
    return reverse("curriculum:training-step", args=[key, lesson_step.key, LESSON_LENGTH])


def done_url(module, step) -> str:
    return reverse("curriculum:training-done", args=[module.translation_key, step.key])


def take_quiz(client, *, leave_out: int = 0) -> None:
    """Go through the quiz without knowing anything, perhaps not to its end."""
    quiz = latest_edition().quiz_key
    client.post(reverse("quizzes:try", args=[quiz]))
    items = list(latest_edition().items.order_by("position"))
    for number, item in enumerate(items[: len(items) - leave_out], start=1):
        address = reverse("quizzes:try-question", args=[quiz, number])
        client.post(address, {"item": str(item.key), "chosen": ["unsure"]})
    client.post(reverse("quizzes:try-result", args=[quiz]))


def test_turning_pages_records_nothing_and_finishing_does(
    teacher_client, teacher, module, lesson_step, lesson_url
):
    assert teacher_client.get(lesson_url).status_code == 200
    assert not StaffCompletion.objects.exists()
    for _ in range(2):
        teacher_client.post(done_url(module, lesson_step))
    assert StaffCompletion.objects.get().user == teacher
    assert AuditEntry.objects.filter(action="curriculum.finish_training_step").exists()


def test_quiz_answered_to_the_end_counts_and_leaves_no_answer(teacher_client, quiz_step):
    take_quiz(teacher_client)
    assert StaffCompletion.objects.get().step == quiz_step
    assert not Attempt.objects.exists()


def test_quiz_before_a_lesson_does_not_finish_the_quiz_after_it(
    teacher_client, module, lesson_step, quiz_step
):
    lesson, quiz, survey = module.steps.raw_data
    publish_steps(module, [quiz, lesson, block("after", "quiz", quiz["value"]), survey])
    rows = Step.objects.current_of([module.translation_key]).filter(kind="quiz")
    before, after = rows.order_by("position")
    for _ in range(2):  # once more before the lesson is still before the lesson
        take_quiz(teacher_client)
        assert StaffCompletion.objects.get().step == before
    page = teacher_client.get(reverse("curriculum:training-module", args=[module.translation_key]))
    assert "수업 전 퀴즈" in page.text and "수업 후 퀴즈" in page.text
    teacher_client.post(done_url(module, lesson_step))
    assert not StaffCompletion.objects.filter(step=after).exists()
    take_quiz(teacher_client)
    assert StaffCompletion.objects.filter(step=after).exists()


def test_quiz_with_a_question_left_out_does_not_count(teacher_client, quiz_step):
    take_quiz(teacher_client, leave_out=1)
    assert not StaffCompletion.objects.exists()


def test_student_and_visitor_may_not_try_what_staff_may(client, student_client, quiz_step):
    address = reverse("quizzes:try", args=[latest_edition().quiz_key])
    assert client.get(address).status_code == 404
    assert student_client.get(address).status_code == 404


def test_staff_is_never_counted_as_a_student(
    teacher_client, classroom, assignment, module, lesson_step, quiz_step
):
    teacher_client.post(done_url(module, lesson_step))
    take_quiz(teacher_client)
    assert not Completion.objects.exists()
    with_steps = Assignment.objects.with_steps().get(pk=assignment.pk)
    assert read_class_board(with_steps).counts.not_started == 3
    (row,) = read_completion_report(classroom.school, classroom.school_year, "ko").rows
    assert (row.assigned, row.finished) == (3, 0)


def test_record_lists_a_module_once_every_step_is_finished(
    teacher_client, teacher, module, lesson_step, quiz_step
):
    record = reverse("curriculum:training-record")
    teacher_client.post(done_url(module, lesson_step))
    assert module.title not in teacher_client.get(record).text
    take_quiz(teacher_client)
    page = teacher_client.get(record)
    assert module.title in page.text
    assert teacher.email in page.text
    assert page.context["minutes"] == module.minutes


def test_quiz_is_not_a_step_to_finish_by_a_button(teacher_client, module, quiz_step):
    assert teacher_client.post(done_url(module, quiz_step)).status_code == 404


def test_step_beyond_the_lesson_is_404(teacher_client, module, lesson_step):
    address = reverse(
        "curriculum:training-step", args=[module.translation_key, lesson_step.key, 99]
    )
    assert teacher_client.get(address).status_code == 404


def test_list_costs_the_same_for_any_number_of_modules(teacher_client, module):
    with data_statements(at_most=12):
        assert module.title in teacher_client.get(reverse("curriculum:training")).text
