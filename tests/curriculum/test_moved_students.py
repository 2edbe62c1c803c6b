"""Students who change class within the year: one student, however many seats, in every count."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.actions import count_running_year, end_assignment
from curriculum.completion_report import read_completion_report
from curriculum.models import Completion, RunningCount
from schools.actions import bring_student_back, let_student_leave, move_student
from schools.same_student import SameStudent
from tests.factories.curriculum import give_to_group, make_assignment, step_of
from tests.factories.schools import ClassroomFactory, staff_as


@pytest.fixture
def admin(classroom):
    """The administrator of the school."""
    return staff_as("school_admin", school=classroom.school)


@pytest.fixture
def others(classroom, module, teacher):
    """Two more classes of the school that were given the module."""
    rooms = [
        ClassroomFactory(school=classroom.school, school_year=classroom.school_year)
        for _ in range(2)
    ]
    for room in rooms:
        make_assignment(room, module=module, by=teacher)
    return rooms


def finish(assignment, student, *kinds):
    for kind in kinds:
        Completion.objects.create(
            assignment=assignment,
            student=student,
            step=step_of(assignment, kind),
            finished_at=timezone.now(),
        )


def counts_of(classroom) -> dict:
    report = read_completion_report(classroom.school, classroom.school_year, "ko")
    return {row.classroom: (row.assigned, row.finished) for row in report.rows}


def ministry_of(classroom) -> tuple[int, int, int]:
    """Students, started, finished of the module, as the office sees them."""
    count_running_year(school_year=classroom.school_year)
    row = RunningCount.objects.get(module_key__isnull=False)
    return row.students, row.started, row.finished


def test_lesson_read_twice_is_not_a_module_finished(
    classroom, assignment, others, module, teacher, admin
):
    student = classroom.students.get(number=1)
    finish(assignment, student, "lesson")
    end_assignment(assignment=assignment, by=teacher)
    again = make_assignment(classroom, module=module, by=teacher)
    finish(again, student, "lesson")
    move_student(student=student, classroom=others[0], number=9, by=admin)
    assert counts_of(classroom)[others[0]] == (1, 0)
    assert ministry_of(classroom) == (3, 1, 0)


def test_who_changed_class_twice_keeps_what_was_finished_first(
    classroom, assignment, others, admin
):
    student = classroom.students.get(number=1)
    finish(assignment, student, "lesson", "quiz")
    between = move_student(student=student, classroom=others[0], number=9, by=admin)
    move_student(student=between, classroom=others[1], number=8, by=admin)
    assert counts_of(classroom) == {classroom: (2, 0), others[0]: (0, 0), others[1]: (1, 1)}
    assert ministry_of(classroom) == (3, 1, 1)
    report = read_completion_report(
        classroom.school, classroom.school_year, "ko", classroom=others[1]
    )
    assert [(row.assigned, row.finished) for row in report.rows] == [(1, 1)]


def test_who_came_back_to_the_old_seat_is_one_student(classroom, assignment, others, admin):
    student = classroom.students.get(number=1)
    moved = move_student(student=student, classroom=others[0], number=9, by=admin)
    finish(others[0].assignments.get(), moved, "lesson", "quiz")
    let_student_leave(student=moved, by=admin)
    bring_student_back(student=student, by=admin)
    assert counts_of(classroom)[classroom] == (3, 1)
    assert ministry_of(classroom) == (3, 1, 1)


def test_who_left_the_school_is_in_neither_count(classroom, assignment, admin):
    student = classroom.students.get(number=1)
    finish(assignment, student, "lesson", "quiz")
    let_student_leave(student=student, by=admin)
    assert counts_of(classroom) == {classroom: (2, 0)}
    assert ministry_of(classroom) == (2, 0, 0)
    assert RunningCount.objects.get(module_key=None).students == 2


def test_module_of_a_group_counts_the_group_for_the_ministry_too(classroom, module, teacher):
    given = give_to_group(classroom, classroom.students.get(number=1), module=module, by=teacher)
    finish(given, classroom.students.get(number=1), "lesson")
    assert ministry_of(classroom) == (1, 1, 0)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["lesson", "quiz", "move"]), st.integers(0, 2)), max_size=8
    )
)
def test_school_and_ministry_always_agree(classroom, assignment, others, admin, steps):
    """Two students wander between three classes and do steps where they are."""
    rooms = [classroom, *others]
    Completion.objects.all().delete()
    seats = [ClassroomSeat(classroom, admin) for _ in range(2)]
    for place, (deed, room) in enumerate(steps):
        seats[place % 2].do(deed, rooms[room])
    report = read_completion_report(classroom.school, classroom.school_year, "ko")
    finished = sum(row.finished for row in report.rows)
    assert finished == sum(seat.has_finished for seat in seats)
    assigned = sum(row.assigned for row in report.rows)
    students, started, counted = ministry_of(classroom)
    assert (students, counted) == (assigned, finished)
    assert started == sum(bool(seat.done) for seat in seats)
    for seat in seats:
        let_student_leave(student=seat.student, by=admin)


class ClassroomSeat:
    """A student on the way through the school; what they did, class by class."""

    def __init__(self, classroom, admin):
        numbers = classroom.students.values_list("number", flat=True)
        self.student = classroom.students.create(
            number=max(numbers) + 1, pin_salt=b"", pin_digest=b""
        )
        self.admin, self.done = admin, {}

    def do(self, deed: str, room) -> None:
        """Move to a class, or finish a step where the student is."""
        if deed == "move":
            numbers = room.students.values_list("number", flat=True)
            if room != self.student.classroom:
                self.student = move_student(
                    student=self.student,
                    classroom=room,
                    number=max([0, *numbers]) + 1,
                    by=self.admin,
                )
            return
        own = self.done.setdefault(self.student.pk, set())
        if deed not in own:
            finish(self.student.classroom.assignments.get(), self.student, deed)
            own.add(deed)

    @property
    def has_finished(self) -> bool:
        """Whether both steps were done in one class."""
        return any(len(own) == 2 for own in self.done.values())


@given(links=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_seats_of_the_same_student_are_the_same_from_every_seat(links):
    same = SameStudent(links)
    for one, other in links:
        assert same.seats_of(one) == same.seats_of(other) >= {one, other}
    for seat in range(10):
        assert seat in same.seats_of(seat)
        assert all(same.seats_of(each) == same.seats_of(seat) for each in same.seats_of(seat))
