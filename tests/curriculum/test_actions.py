"""Assigning, progress and editions through the actions, against the real database."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.models import AuditEntry
from curriculum.actions import (
    AlreadyAssigned,
    AssignmentClosed,
    assign_module,
    end_assignment,
    save_lesson_progress,
    sync_steps,
)
from curriculum.models import Assignment, Completion, ModulePage, Occasion, Step
from curriculum.progress import Kind
from quizzes import occasions
from quizzes.actions import start_attempt, submit_attempt
from quizzes.models import Edition, Quiz
from tests.factories.curriculum import (
    LESSON_LENGTH,
    block,
    latest_edition,
    make_assignment,
    publish_steps,
)
from tests.factories.quizzes import publish
from tests.factories.schools import ClassroomFactory, let_teach
from tests.statements import data_statements

# One to take the steps off, two or three for each of four steps, one for the quizzes, and two for
# each of the two quizzes.
MOST_TO_SYNC = 18


def save(assignment, student, step, reached):
    save_lesson_progress(
        assignment=assignment, student=student, step=step, reached=reached, length=LESSON_LENGTH
    )
    return Completion.objects.get(assignment=assignment, student=student, step=step)


def begin(student, assignment, quiz_step):
    occasion = Occasion.id_for(assignment.pk, quiz_step.key)
    edition = Edition.objects.latest_for(quiz_step.target_key)
    return start_attempt(student=student, occasion=occasion, edition=edition)


def test_assign_makes_occasions_and_an_audit_line(assignment, teacher):
    assert assignment.occasions.count() == 1
    entry = AuditEntry.objects.get(action="curriculum.assign_module")
    assert (entry.by, entry.target) == (teacher, str(assignment.pk))


def test_t51_assigning_170_classes_twice_changes_nothing(module, teacher):
    opens_at = timezone.now()
    classrooms = ClassroomFactory.create_batch(170)
    let_teach(teacher, *classrooms)
    for _ in range(2):
        for classroom in classrooms:
            assign_module(classroom=classroom, module=module, opens_at=opens_at, by=teacher)
    assert Assignment.objects.count() == 170
    assert AuditEntry.objects.filter(action="curriculum.assign_module").count() == 170


def test_assign_with_other_times_is_refused(assignment, teacher):
    with pytest.raises(AlreadyAssigned) as refusal:
        assign_module(
            classroom=assignment.classroom,
            module=assignment.module,
            opens_at=timezone.now(),
            by=teacher,
        )
    assert refusal.value.assignment == assignment


def test_assign_by_the_english_page_assigns_the_korean(classroom, module, teacher):
    english = ModulePage.objects.in_language("en").get()
    assert make_assignment(classroom, module=english, by=teacher).module == module


def test_assign_again_after_the_end_starts_afresh(assignment, teacher):
    end_assignment(assignment=assignment, by=teacher)
    again = make_assignment(assignment.classroom, module=assignment.module, by=teacher)
    assert again != assignment


def test_end_twice_keeps_the_first_time(assignment, teacher):
    first = end_assignment(assignment=assignment, by=teacher).ended_at
    assert end_assignment(assignment=assignment, by=teacher).ended_at == first
    assert AuditEntry.objects.filter(action="curriculum.end_assignment").count() == 1


def test_end_closes_open_attempts(assignment, student, quiz_step, teacher):
    attempt = begin(student, assignment, quiz_step)
    ended = end_assignment(assignment=assignment, by=teacher)
    attempt.refresh_from_db()
    assert attempt.closes_at == ended.ended_at


def test_progress_never_goes_back(assignment, student, lesson_step):
    save(assignment, student, lesson_step, 2)
    row = save(assignment, student, lesson_step, 1)
    assert (row.reached, row.current, row.finished_at) == (2, 2, None)


def test_continuing_from_the_last_step_finishes_once(assignment, student, lesson_step):
    first = save(assignment, student, lesson_step, LESSON_LENGTH).finished_at
    again = save(assignment, student, lesson_step, LESSON_LENGTH)
    assert first is not None
    assert again.finished_at == first


@pytest.mark.parametrize("change", [{"opens_at": 1}, {"closes_at": -1, "opens_at": -2}])
def test_progress_outside_the_times_is_refused(assignment, student, lesson_step, change):
    for name, days in change.items():
        setattr(assignment, name, timezone.now() + timedelta(days=days))
    with pytest.raises(AssignmentClosed):
        save(assignment, student, lesson_step, 1)
    assert not Completion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_progress_from_two_devices_at_once_is_one_row(assignment, student, lesson_step):
    barrier = Barrier(8)

    def device(reached):
        barrier.wait()
        save(assignment, student, lesson_step, reached)
        connection.close()

    threads = [Thread(target=device, args=(1 + n % LESSON_LENGTH,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Completion.objects.get().reached == LESSON_LENGTH


def test_submitted_quiz_finishes_its_step(assignment, student, quiz_step):
    attempt = begin(student, assignment, quiz_step)
    assert not Completion.objects.exists()
    submit_attempt(attempt_id=attempt.pk, student=student)
    assert Completion.objects.get().step == quiz_step
    assert Completion.objects.get().finished_at is not None


def test_open_attempt_keeps_its_edition_when_the_quiz_is_published_anew(
    assignment, student, quiz_step
):
    attempt = begin(student, assignment, quiz_step)
    quiz = Quiz.objects.get(locale__language_code="ko")
    quiz.title = "고친 퀴즈"
    publish(quiz)
    assert latest_edition() != attempt.edition
    assert begin(student, assignment, quiz_step) == attempt
    submitted = submit_attempt(attempt_id=attempt.pk, student=student)
    assert submitted.edition == attempt.edition


def test_occasion_of_a_foreign_class_is_unknown(assignment, quiz_step, student, neighbours):
    occasion = Occasion.id_for(assignment.pk, quiz_step.key)
    assert occasions.find(occasion, student).quiz_key == quiz_step.target_key
    assert occasions.find(occasion, neighbours[2]) is None


def test_occasion_leads_to_the_lesson_step_by_its_block(assignment, lesson_step, student):
    from_quiz = occasions.find(assignment.occasions.get().pk, student)
    lesson_block = assignment.module.steps[0].value["lesson"].specific.step_list()[1]
    assert from_quiz.lesson_step_url(lesson_block.id).endswith(f"/{lesson_step.key}/2/")
    assert from_quiz.lesson_step_url(assignment.pk) == ""


def test_step_taken_out_of_a_module_keeps_its_row_and_progress(assignment, student, lesson_step):
    save(assignment, student, lesson_step, 1)
    module = assignment.module
    publish_steps(module, [each for each in module.steps.raw_data if each["type"] != "lesson"])
    lesson_step.refresh_from_db()
    assert not lesson_step.is_current
    assert Completion.objects.get().step == lesson_step
    with pytest.raises(IntegrityError), transaction.atomic():
        lesson_step.delete()


def test_quiz_added_to_a_running_module_gets_an_occasion(assignment):
    module = assignment.module
    quiz = module.steps[1].value["quiz"]
    extra = block("second quiz", "quiz", {"quiz": quiz.pk})
    publish_steps(module, [*module.steps.raw_data, extra])
    assert assignment.occasions.count() == 2


@pytest.mark.parametrize("classes", [1, 30])
def test_publishing_costs_as_much_for_thirty_classes_as_for_one(assignment, teacher, classes):
    module, quiz = assignment.module, assignment.module.steps[1].value["quiz"]
    given = [assignment]
    for classroom in ClassroomFactory.create_batch(classes - 1):
        given.append(make_assignment(classroom, module=module, by=teacher))
    module.steps = [*module.steps.raw_data, block("second quiz", "quiz", {"quiz": quiz.pk})]
    with data_statements(at_most=MOST_TO_SYNC):
        sync_steps(module=module)
    assert [each.occasions.count() for each in given] == [2] * classes


def test_publishing_leaves_alone_what_is_over(assignment, teacher, module):
    ended, closed = (
        make_assignment(classroom, module=module, by=teacher)
        for classroom in ClassroomFactory.create_batch(2)
    )
    end_assignment(assignment=ended, by=teacher)
    Assignment.objects.filter(pk=closed.pk).update(closes_at=timezone.now())
    quiz = module.steps[1].value["quiz"]
    extra = block("second quiz", "quiz", {"quiz": quiz.pk})
    publish_steps(module, [*module.steps.raw_data, extra])
    counts = [each.occasions.count() for each in (assignment, ended, closed)]
    assert counts == [2, 1, 1]


def test_copied_module_does_not_take_over_the_steps(module):
    before = set(Step.objects.values_list("key", flat=True))
    copy = module.copy(update_attrs={"slug": "copy"}, keep_live=False)
    copy.save_revision().publish()
    assert set(Step.objects.current_of([module.translation_key]).values_list("key", flat=True)) == (
        before
    )
    assert Step.objects.filter(kind=Kind.LESSON).count() == 2
