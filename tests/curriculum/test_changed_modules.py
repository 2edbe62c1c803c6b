"""An editor adds a step, or takes one out: what was finished before stays finished."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum.actions import count_running_year, end_assignment, issue_certificate
from curriculum.class_board import read_class_board
from curriculum.class_results import read_class_results
from curriculum.completion_report import read_completion_report
from curriculum.models import Assignment, Completion, ModulePage, RunningCount, Step
from curriculum.progress import State
from tests.factories.curriculum import block, make_assignment, publish_steps
from tests.factories.lessons import make_lesson
from tests.fixtures_schools import client_of


@pytest.fixture
def finished(classroom, assignment, lesson_step, quiz_step):
    """Number 1 finished everything; number 2 has read the lesson."""
    first, second = classroom.students.filter(number__in=(1, 2)).order_by("number")
    for student, step in ((first, lesson_step), (first, quiz_step), (second, lesson_step)):
        Completion.objects.create(
            assignment=assignment, student=student, step=step, finished_at=timezone.now()
        )
    return first


def add_lesson(module) -> None:
    """An editor adds a second lesson at the end."""
    lesson = make_lesson("M2", "ko")
    page = ModulePage.objects.get(pk=module.pk)
    publish_steps(page, [*page.steps.raw_data, block("late", "lesson", {"lesson": lesson.pk})])


def take_out_quiz(module) -> None:
    page = ModulePage.objects.get(pk=module.pk)
    publish_steps(page, [each for each in page.steps.raw_data if each["type"] != "quiz"])


def told(assignment) -> dict[str, list]:
    """What each reading says of everybody's module, by number."""
    found = Assignment.objects.with_steps().select_related("module", "classroom__school")
    assignment = found.get(pk=assignment.pk)
    classroom = assignment.classroom
    (row,) = read_completion_report(classroom.school, classroom.school_year, "ko").rows
    count_running_year(school_year=classroom.school_year)
    homes = [client_of(each).get(reverse("curriculum:home")) for each in classroom.students.all()]
    tasks = [
        task
        for page in homes
        for task in [
            page.context["home"].now,
            *page.context["home"].following,
            *page.context["home"].done,
        ]
        if task
    ]
    return {
        "board": [seat.state for seat in read_class_board(assignment).seats],
        "results": [each.cells[0].state for each in read_class_results(classroom, "ko").rows],
        "home": [task.state for task in tasks],
        "report": row.finished,
        "ministry": RunningCount.objects.get(module_key__isnull=False).finished,
    }


EVERYWHERE = [State.FINISHED, State.IN_PROGRESS, State.NOT_STARTED]


@pytest.mark.parametrize("is_over", [False, True])
def test_step_added_later_makes_nobody_unfinished(assignment, module, teacher, finished, is_over):
    if is_over:
        end_assignment(assignment=assignment, by=teacher)
    add_lesson(module)
    states = told(assignment)
    assert states.pop("report") == states.pop("ministry") == 1
    assert set(map(tuple, states.values())) == {tuple(EVERYWHERE)}


@pytest.mark.parametrize("is_over", [False, True])
def test_certificate_is_there_after_a_step_was_added(
    assignment, module, teacher, finished, is_over
):
    if is_over:
        end_assignment(assignment=assignment, by=teacher)
    add_lesson(module)
    with_steps = Assignment.objects.with_steps().select_related("module").get(pk=assignment.pk)
    assert issue_certificate(assignment=with_steps, student=finished)
    page = client_of(finished).get(reverse("curriculum:certificate", args=[assignment.pk]))
    assert page.status_code == 200


def test_assignment_that_is_over_keeps_the_steps_it_had(assignment, module, teacher, finished):
    end_assignment(assignment=assignment, by=teacher)
    add_lesson(module)
    take_out_quiz(module)
    found = Assignment.objects.with_steps().get(pk=assignment.pk)
    assert [str(step.kind) for step in found.steps] == ["lesson", "quiz", "survey"]
    assert told(assignment)["board"] == EVERYWHERE


def test_new_assignment_has_the_steps_of_today(classroom, assignment, module, teacher, finished):
    end_assignment(assignment=assignment, by=teacher)
    add_lesson(module)
    again = make_assignment(classroom, module=module, by=teacher)
    found = Assignment.objects.with_steps().get(pk=again.pk)
    assert [str(step.kind) for step in found.steps] == ["lesson", "quiz", "survey", "lesson"]


def test_step_taken_out_of_a_running_module_is_not_needed(assignment, module, finished):
    take_out_quiz(module)
    assert told(assignment)["report"] == 2


def test_lesson_taken_out_is_still_read_where_the_module_is_over(
    assignment, module, teacher, finished, lesson_step
):
    end_assignment(assignment=assignment, by=teacher)
    page = ModulePage.objects.get(pk=module.pk)
    publish_steps(page, [each for each in page.steps.raw_data if each["type"] != "lesson"])
    address = reverse("curriculum:lesson-step", args=[assignment.pk, lesson_step.pk, 1])
    assert client_of(finished).get(address).status_code == 200


def test_step_put_back_is_as_one_that_was_added(assignment, module, finished, quiz_step):
    blocks = list(ModulePage.objects.get(pk=module.pk).steps.raw_data)
    take_out_quiz(module)
    publish_steps(ModulePage.objects.get(pk=module.pk), blocks)
    back = Step.objects.get(pk=quiz_step.pk)
    assert back.is_current and back.removed_at is None
    assert timezone.now() - back.added_at < timedelta(minutes=1)
