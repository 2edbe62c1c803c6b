"""Seats during the year: leaving, coming back, changing class, a late number."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from schools import actions
from schools.models import Student
from tests.factories.schools import ClassroomFactory, SchoolFactory, staff_as, teacher_of
from tests.fixtures_schools import client_of, client_past_second_factor


@pytest.fixture
def neighbour(classroom):
    """Another class of the same school and year."""
    return ClassroomFactory(school=classroom.school, school_year=classroom.school_year)


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_student_who_leaves_is_gone_at_once_and_the_row_stays(classroom, student, teacher):
    client = client_of(student)
    actions.let_student_leave(student=student, by=teacher)
    actions.let_student_leave(student=student, by=teacher)
    assert list(classroom.students.present().values_list("number", flat=True)) == [2, 3]
    assert Student.objects.get(pk=student.pk).left_on == timezone.localdate()
    assert client.get("/ko/home/").status_code in (302, 404)
    assert acts() == ["schools.let_student_leave"]


def test_student_who_comes_back_has_the_old_row_and_a_new_pin(student, teacher):
    actions.let_student_leave(student=student, by=teacher)
    back = actions.bring_student_back(student=student, by=teacher)
    assert (back.pk, back.left_on) == (student.pk, None)
    assert not back.has_pin("314159")
    assert acts() == ["schools.let_student_leave", "schools.bring_student_back"]


def test_late_number_is_added_once(classroom, teacher):
    actions.add_student(classroom=classroom, number=29, by=teacher)
    with pytest.raises(actions.NumberTaken):
        actions.add_student(classroom=classroom, number=29, by=teacher)
    assert classroom.students.filter(number=29).count() == 1
    assert acts() == ["schools.add_student"]


def test_number_of_somebody_who_left_is_never_given_again(classroom, student, teacher):
    actions.let_student_leave(student=student, by=teacher)
    with pytest.raises(actions.NumberTaken):
        actions.add_student(classroom=classroom, number=student.number, by=teacher)


def test_change_of_class_makes_a_seat_that_knows_the_old_one(student, neighbour, teacher):
    moved = actions.move_student(student=student, classroom=neighbour, number=31, by=teacher)
    student.refresh_from_db()
    assert (moved.moved_from, moved.classroom, moved.number) == (student, neighbour, 31)
    assert student.left_on == timezone.localdate()
    with pytest.raises(actions.HasMoved):
        actions.bring_student_back(student=student, by=teacher)


def test_who_came_back_to_the_first_class_gets_no_second_seat_in_a_later_one(student, neighbour):
    by = staff_as("school_admin", school=neighbour.school)
    second = actions.move_student(student=student, classroom=neighbour, number=31, by=by)
    third = actions.move_student(student=second, classroom=student.classroom, number=32, by=by)
    actions.let_student_leave(student=third, by=by)
    actions.bring_student_back(student=Student.objects.get(pk=student.pk), by=by)
    for later in (second, third):
        with pytest.raises(actions.HasMoved):
            actions.bring_student_back(student=Student.objects.get(pk=later.pk), by=by)


@pytest.mark.parametrize("where", ["school", "year"])
def test_student_moves_within_school_and_year_only(classroom, student, teacher, where):
    elsewhere = (
        ClassroomFactory(school_year=classroom.school_year)
        if where == "school"
        else ClassroomFactory(school=classroom.school, school_year=classroom.school_year + 1)
    )
    with pytest.raises(actions.OtherSchoolOrYear):
        actions.move_student(student=student, classroom=elsewhere, number=31, by=teacher)
    student.refresh_from_db()
    assert student.left_on is None


def test_taken_number_moves_nobody(student, neighbour, teacher):
    actions.add_student(classroom=neighbour, number=31, by=None)
    with pytest.raises(actions.NumberTaken):
        actions.move_student(student=student, classroom=neighbour, number=31, by=teacher)
    student.refresh_from_db()
    assert student.left_on is None


def page(name: str, classroom, **more) -> str:
    return reverse(f"schools:{name}", kwargs={"classroom_id": classroom.pk, **more})


@pytest.mark.parametrize("role", ["homeroom_teacher", "school_admin"])
def test_homeroom_teacher_and_administrator_change_seats(classroom, neighbour, role):
    person = (
        teacher_of(classroom)
        if role == "homeroom_teacher"
        else staff_as("school_admin", school=classroom.school)
    )
    client = client_past_second_factor(person)
    assert client.get(page("student-list", classroom)).status_code == 200
    client.post(page("student-leave", classroom, number=1))
    client.post(page("student-back", classroom, number=1))
    client.post(page("student-add", classroom), {"number": "29번"})
    wanted = {"classroom": neighbour.pk, "number": "5"}
    client.post(page("student-move", classroom, number=2), wanted)
    assert list(classroom.students.present().values_list("number", flat=True)) == [1, 3, 29]
    assert neighbour.students.get().moved_from.number == 2


@pytest.mark.parametrize("role", ["subject_teacher", "substitute_teacher"])
def test_other_teachers_of_the_class_change_no_seats(classroom, role):
    client = client_past_second_factor(staff_as(role, classroom=classroom))
    assert client.get(page("student-list", classroom)).status_code == 404
    assert client.post(page("student-leave", classroom, number=1)).status_code == 404
    assert classroom.students.present().count() == 3


def test_t23_class_of_another_school_does_not_exist(classroom):
    admin = staff_as("school_admin", school=SchoolFactory())
    client = client_past_second_factor(admin)
    for name, more in (
        ("student-list", {}),
        ("student-move", {"number": 1}),
    ):
        assert client.get(page(name, classroom, **more)).status_code == 404
    with pytest.raises(actions.NotAllowed):
        actions.add_student(classroom=classroom, number=9, by=admin)


def test_right_that_ended_while_the_page_was_open_changes_nothing(classroom, teacher, student):
    teacher.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(actions.NotAllowed):
        actions.let_student_leave(student=student, by=teacher)


def test_list_shows_no_progress_and_costs_the_same_for_any_size(
    classroom, teacher_client, django_assert_max_num_queries
):
    for number in range(4, 31):
        actions.add_student(classroom=classroom, number=number, by=None)
    with django_assert_max_num_queries(16):
        teacher_client.get(page("student-list", classroom))


@pytest.mark.parametrize("typed", ["", "0", "100", "x"])
def test_number_that_is_none_is_refused_with_a_sentence(classroom, teacher_client, typed):
    answer = teacher_client.post(page("student-add", classroom), {"number": typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors["number"]
