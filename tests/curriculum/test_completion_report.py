"""The completion report: who is counted, in the class and in the school, on screen and in files."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from curriculum.actions import end_assignment, undo_assigning
from curriculum.completion_report import read_completion_report
from curriculum.models import Completion
from schools.actions import move_student
from tests.factories.curriculum import give_to_group, make_assignment, step_of
from tests.factories.schools import ClassroomFactory, StudentFactory, staff_as
from tests.fixtures_schools import client_past_password
from tests.statements import data_statements


def finish(assignment, number, *steps):
    student = assignment.classroom.students.get(number=number)
    for step in steps:
        Completion.objects.create(
            assignment=assignment, student=student, step=step, finished_at=timezone.now()
        )
    return student


@pytest.fixture
def steps(lesson_step, quiz_step):
    """The two steps that count."""
    return lesson_step, quiz_step


@pytest.fixture
def admin(classroom):
    """The administrator of the school."""
    return staff_as("school_admin", school=classroom.school)


@pytest.fixture
def admin_client(admin):
    """A browser of the administrator."""
    return client_past_password(admin)


def report_of(classroom, **more):
    return read_completion_report(classroom.school, classroom.school_year, "ko", **more)


def test_finished_is_who_finished_every_counted_step(classroom, assignment, steps):
    finish(assignment, 1, *steps)
    finish(assignment, 2, steps[0])
    (row,) = report_of(classroom).rows
    assert (row.assigned, row.finished, row.minutes) == (3, 1, 45)
    assert row.last_on == timezone.localdate()


def test_who_has_left_is_neither_assigned_nor_finished(classroom, assignment, steps):
    student = finish(assignment, 1, *steps)
    student.left_on = timezone.localdate() - timedelta(days=1)
    student.save()
    (row,) = report_of(classroom).rows
    assert (row.assigned, row.finished) == (2, 0)


def test_who_changed_class_is_counted_where_they_are_now(
    classroom, assignment, steps, module, teacher, admin
):
    other = ClassroomFactory(school=classroom.school, school_year=classroom.school_year)
    make_assignment(other, module=module, by=teacher)
    student = finish(assignment, 1, *steps)
    move_student(student=student, classroom=other, number=9, by=admin)
    counts = {row.classroom: (row.assigned, row.finished) for row in report_of(classroom).rows}
    assert counts == {classroom: (2, 0), other: (1, 1)}


def test_module_given_twice_is_one_row(classroom, assignment, steps, module, teacher):
    finish(assignment, 1, *steps)
    end_assignment(assignment=assignment, by=teacher)
    again = make_assignment(classroom, module=module, by=teacher)
    finish(again, 1, *steps)
    finish(again, 2, *steps)
    (row,) = report_of(classroom).rows
    assert row.finished == 2


def test_module_of_a_group_counts_the_group(classroom, module, teacher):
    first, second, third = classroom.students.order_by("number")
    given = give_to_group(classroom, first, module=module, by=teacher)
    finish(given, first.number, step_of(given, "lesson"), step_of(given, "quiz"))
    give_to_group(classroom, second, module=module, by=teacher)
    (row,) = report_of(classroom).rows
    assert (row.assigned, row.finished) == (2, 1)
    give_to_group(classroom, third, module=module, by=teacher)
    third.left_on = timezone.localdate() - timedelta(days=1)
    third.save()
    assert report_of(classroom).rows[0].assigned == 2


def test_module_that_was_undone_before_anybody_began_is_not_in_it(classroom, module, teacher):
    given = make_assignment(classroom, module=module, by=teacher)
    undo_assigning(batch=given.batch, by=teacher)
    assert not report_of(classroom).rows


def test_step_taken_out_of_the_module_is_not_needed_any_more(classroom, assignment, steps):
    finish(assignment, 1, steps[0])
    steps[1].is_current = False
    steps[1].save()
    assert report_of(classroom).rows[0].finished == 1


def test_module_not_open_yet_and_other_years_are_not_in_it(classroom, module, teacher):
    make_assignment(classroom, module=module, by=teacher, opens_at=timezone.now() + timedelta(1))
    assert not report_of(classroom).rows
    last_year = classroom.school_year - 1
    assert not read_completion_report(classroom.school, last_year, "ko").rows


def test_totals_add_up_over_classes(classroom, assignment, steps, module, teacher):
    other = ClassroomFactory(school=classroom.school, school_year=classroom.school_year)
    StudentFactory(classroom=other, number=1)
    finish(make_assignment(other, module=module, by=teacher), 1, *steps)
    (total,) = report_of(classroom).totals
    assert (total.classes, total.assigned, total.finished, total.percent) == (2, 4, 1, 25)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_report_is_three_statements_for_any_number_of_classes(classroom, module, teacher, language):
    for _ in range(4):
        other = ClassroomFactory(school=classroom.school, school_year=classroom.school_year)
        make_assignment(other, module=module, by=teacher)
    with data_statements(at_most=3):
        report = read_completion_report(other.school, other.school_year, language)
    assert len(report.rows) == 4


def test_screen_and_file_say_the_same_and_name_no_student(
    admin_client, classroom, assignment, steps
):
    finish(assignment, 1, *steps)
    address = f"/ko/schools/{classroom.school.neis_code}/report/"
    page = admin_client.get(address)
    sheet = admin_client.get(f"{address}csv/")
    (row,) = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))[1:]
    assert row[1:3] == [str(classroom), assignment.module.title]
    assert row[5:7] == ["3", "1"]
    assert assignment.module.title in page.text
    for number in (1, 2, 3):
        assert f"{number}번" not in page.text + sheet.content.decode()
    assert admin_client.get(f"{address}xlsx/").content[:2] == b"PK"


def test_teacher_has_the_report_of_the_own_class_only(
    teacher_client, classroom, assignment, neighbours
):
    own = teacher_client.get(f"/ko/classes/{classroom.pk}/report/")
    assert f"이수 보고서: {classroom}" in " ".join(own.text.split())
    assert teacher_client.get(f"/ko/classes/{neighbours[0].pk}/report/").status_code == 404
    school = f"/ko/schools/{classroom.school.neis_code}/report/"
    assert teacher_client.get(school).status_code == 404


@pytest.mark.parametrize("asked", ["1", "20x6", "٢٠٢٦", "99999"])
def test_year_that_is_none_is_404(admin_client, classroom, asked):
    address = f"/ko/schools/{classroom.school.neis_code}/report/"
    assert admin_client.get(address, {"year": asked}).status_code == 404
