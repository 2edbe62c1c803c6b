"""Giving a module to classes and groups: what reaches whom, undoing, rules, retries."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from core.models import AuditEntry
from curriculum.actions import (
    AlreadyAssigned,
    Terms,
    TooLateToUndo,
    assign_to_classes,
    save_lesson_progress,
    undo_assigning,
)
from curriculum.assigned_students import assigned_students
from curriculum.class_board import read_class_board
from curriculum.models import Assignment, AssignmentBatch, Completion, Occasion
from curriculum.models.batches import UNDO_FOR
from quizzes import occasions
from quizzes.actions import start_attempt, submit_attempt
from quizzes.models import Edition
from quizzes.rule_changes import RuleChanges
from schools.actions import move_student
from tests.factories.curriculum import LESSON_LENGTH, make_assignment, step_of
from tests.factories.schools import ClassroomFactory, SchoolFactory, StudentFactory, let_teach

HOUR = timedelta(hours=1)


@pytest.fixture
def terms():
    """Open since an hour ago, open-ended."""
    return Terms(opens_at=timezone.now() - HOUR)


def give(module, classrooms, terms, by, *, students=(), key=None):
    return assign_to_classes(
        key=key or uuid4(),
        module=module,
        classrooms=classrooms,
        students=students,
        terms=terms,
        by=by,
    )


def read_a_step(assignment, student):
    save_lesson_progress(
        assignment=assignment,
        student=student,
        step=step_of(assignment, "lesson"),
        reached=1,
        length=LESSON_LENGTH,
    )


def begin(assignment, student, **more):
    quiz = step_of(assignment, "quiz")
    return start_attempt(
        student=student,
        occasion=Occasion.id_for(assignment.pk, quiz.key),
        edition=Edition.objects.latest_for(quiz.target_key),
        changes=assignment.rule_changes,
        **more,
    )


def test_t51_170_classes_in_one_go_twice_make_170_in_a_few_statements(
    module, teacher, terms, django_assert_max_num_queries
):
    school = SchoolFactory()
    classrooms = ClassroomFactory.create_batch(170, school=school)
    let_teach(teacher, *classrooms)
    key = uuid4()
    with django_assert_max_num_queries(14):
        give(module, classrooms, terms, teacher, key=key)
    give(module, classrooms, terms, teacher, key=key)
    assert Assignment.objects.count() == Occasion.objects.count() == 170
    assert AuditEntry.objects.filter(action="curriculum.assign_module").count() == 170
    assert AssignmentBatch.objects.count() == 1


def test_t51_second_try_with_another_key_gives_only_what_is_missing(module, teacher, terms):
    classrooms = ClassroomFactory.create_batch(3)
    let_teach(teacher, *classrooms)
    give(module, classrooms[:2], terms, teacher)
    give(module, classrooms, terms, teacher)
    assert Assignment.objects.count() == 3


@pytest.mark.parametrize("changes", [RuleChanges(attempt_limit=1), RuleChanges(minutes=0)])
def test_second_try_with_other_rules_is_no_second_try(module, classroom, teacher, terms, changes):
    given = give(module, [classroom], terms, teacher)
    with pytest.raises(AlreadyAssigned):
        give(module, [classroom], replace(terms, changes=changes), teacher)
    assert list(AssignmentBatch.objects.all()) == [given]


def test_assign_to_many_of_which_one_has_other_times_gives_to_nobody(module, teacher, assignment):
    other = ClassroomFactory()
    let_teach(teacher, other)
    late = Terms(opens_at=timezone.now() + HOUR)
    with pytest.raises(AlreadyAssigned) as refusal:
        give(module, [assignment.classroom, other], late, teacher)
    assert refusal.value.assignments == [assignment]
    assert not other.assignments.exists()


def test_group_reaches_its_students_and_nobody_else(module, classroom, teacher, terms):
    first, second = classroom.students.order_by("number")[:2]
    batch = give(module, [classroom], terms, teacher, students=[first])
    assignment = Assignment.objects.with_steps().get(batch=batch)
    assert list(Assignment.objects.for_student(first)) == [assignment]
    assert not Assignment.objects.for_student(second).exists()
    occasion = assignment.occasions.get().pk
    assert occasions.find(occasion, first) and not occasions.find(occasion, second)
    assert [seat.number for seat in read_class_board(assignment).seats] == [first.number]


def test_two_groups_of_a_class_may_have_it_but_nobody_twice(module, classroom, teacher, terms):
    first, second, third = classroom.students.order_by("number")
    give(module, [classroom], terms, teacher, students=[first])
    give(module, [classroom], terms, teacher, students=[second, third])
    with pytest.raises(AlreadyAssigned):
        give(module, [classroom], terms, teacher, students=[third])
    with pytest.raises(AlreadyAssigned):
        give(module, [classroom], terms, teacher)


def test_late_joiner_has_what_the_class_has(assignment):
    late = StudentFactory(classroom=assignment.classroom, number=40)
    assert list(Assignment.objects.for_student(late)) == [assignment]
    assert late in assigned_students(assignment)


def test_moved_student_has_what_the_new_class_has(assignment, student, teacher):
    there = ClassroomFactory(school=assignment.classroom.school)
    let_teach(teacher, there)
    other = make_assignment(there, module=assignment.module, by=teacher)
    read_a_step(assignment, student)
    moved = move_student(student=student, classroom=there, number=9, by=None)
    assert list(Assignment.objects.for_student(moved)) == [other]
    assert student not in assigned_students(assignment)


def test_undo_before_anybody_began_hides_it_from_everybody(module, classroom, teacher, terms):
    other = ClassroomFactory()
    let_teach(teacher, other)
    batch = give(module, [classroom, other], terms, teacher)
    assert undo_assigning(batch=batch, by=teacher) == 0
    assert not Assignment.objects.for_student(classroom.students.first()).exists()
    assert not Assignment.objects.kept().exists()
    assert AuditEntry.objects.filter(action="curriculum.undo_assigning").count() == 2
    undo_assigning(batch=batch, by=teacher)
    assert AuditEntry.objects.filter(action="curriculum.undo_assigning").count() == 2


def test_undo_keeps_what_students_did_and_shows_it_to_them(module, classroom, teacher, terms):
    reader, answerer, idle = classroom.students.order_by("number")
    batch = give(module, [classroom], terms, teacher)
    assignment = batch.assignments.get()
    read_a_step(assignment, reader)
    attempt = begin(assignment, answerer)
    assert undo_assigning(batch=batch, by=teacher) == 2
    assert Completion.objects.count() == 1
    attempt.refresh_from_db()
    assert attempt.closes_at is not None
    for student, has_it in ((reader, True), (answerer, True), (idle, False)):
        assert Assignment.objects.for_student(student).exists() is has_it
    assert batch.assignments.get().is_over


def test_undo_after_ten_minutes_is_refused(module, classroom, teacher, terms):
    batch = give(module, [classroom], terms, teacher)
    AssignmentBatch.objects.update(made_at=timezone.now() - UNDO_FOR)
    with pytest.raises(TooLateToUndo):
        undo_assigning(batch=batch, by=teacher)
    assert not batch.assignments.get().is_over


def test_the_same_form_after_an_undo_gives_it_again(module, classroom, teacher, terms):
    key = uuid4()
    undo_assigning(batch=give(module, [classroom], terms, teacher, key=key), by=teacher)
    give(module, [classroom], terms, teacher, key=key)
    assert Assignment.objects.running().filter(classroom=classroom).count() == 1


@pytest.mark.parametrize(
    ("changes", "is_practice", "has_limit"),
    [
        (RuleChanges(), False, False),
        (RuleChanges(is_practice_only=True), True, False),
        (RuleChanges(minutes=20), False, True),
    ],
)
def test_rules_of_an_assignment_go_before_those_of_the_quiz(
    module, classroom, teacher, student, changes, is_practice, has_limit
):
    terms = Terms(opens_at=timezone.now() - HOUR, changes=changes)
    assignment = give(module, [classroom], terms, teacher).assignments.get()
    attempt = begin(assignment, student)
    assert attempt.is_practice is is_practice
    assert (attempt.due_at is not None) is has_limit
    assert occasions.find(attempt.occasion, student).changes == changes


def test_attempts_changed_to_two_count_twice(module, classroom, teacher, student):
    terms = Terms(opens_at=timezone.now() - HOUR, changes=RuleChanges(attempt_limit=2))
    assignment = give(module, [classroom], terms, teacher).assignments.get()
    kinds = []
    for _ in range(3):
        attempt = begin(assignment, student, may_repeat=True)
        submit_attempt(attempt_id=attempt.pk, student=student)
        kinds.append(attempt.is_practice)
    assert kinds == [False, False, True]
