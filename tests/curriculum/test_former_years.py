"""A school year that is over: its report and its classes say what was so on its last day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum.actions import count_running_year
from curriculum.board_rows import read_student_rows
from curriculum.class_list import read_class_list
from curriculum.class_results import read_class_results
from curriculum.completion_report import read_completion_report
from curriculum.models import Completion, RunningCount
from schools.actions import let_student_leave, roll_over
from schools.models import Membership
from schools.roster_plan import ClassKey
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_past_password


@pytest.fixture
def admin(classroom):
    """The administrator of the school."""
    return staff_as("school_admin", school=classroom.school)


@pytest.fixture
def rolled(classroom, assignment, lesson_step, quiz_step, admin, monkeypatch):
    """The class in the new year: number 1 finished, number 3 had left; today is 2 March."""
    for step in (lesson_step, quiz_step):
        Completion.objects.create(
            assignment=assignment,
            student=classroom.students.get(number=1),
            step=step,
            finished_at=timezone.now(),
        )
    let_student_leave(student=classroom.students.get(number=3), by=admin)
    year = classroom.school_year + 1
    clock = timezone.localdate
    monkeypatch.setattr(
        timezone, "localdate", lambda *args: clock(*args) if args else date(year, 3, 2)
    )
    sizes = {ClassKey(classroom.grade, 1): 4}
    roll_over(school=classroom.school, school_year=year, sizes=sizes, by=admin)
    return classroom


def test_report_of_last_year_counts_who_was_there_at_its_end(rolled, admin):
    (row,) = read_completion_report(rolled.school, rolled.school_year, "ko").rows
    assert (row.assigned, row.finished) == (2, 1)
    address = reverse("curriculum:school-report", args=[rolled.school.neis_code])
    page = client_past_password(admin).get(address, {"year": rolled.school_year})
    assert [(each.assigned, each.finished) for each in page.context["report"].rows] == [(2, 1)]
    assert "학년도 마지막 날" in page.text


def test_office_counts_the_same_of_last_year(rolled):
    count_running_year(school_year=rolled.school_year)
    row = RunningCount.objects.get(school_year=rolled.school_year, module_key__isnull=False)
    assert (row.students, row.started, row.finished) == (2, 1, 1)


def test_class_of_last_year_still_has_its_students(rolled, assignment):
    assignment.classroom = rolled
    assert [row.number for row in read_student_rows(assignment)] == [1, 2]
    results = read_class_results(rolled, "ko")
    assert [(row.number, row.is_present, row.tag) for row in results.rows] == [
        (1, True, None),
        (2, True, None),
    ]
    assert (results.counts[0].finished, results.counts[0].total) == (1, 2)


def test_teacher_who_keeps_the_role_finds_the_students_in_the_class_list(rolled, teacher):
    Membership.objects.filter(user=teacher).update(ends_on=None)
    (row,) = read_class_list(teacher, "ko", year=str(rolled.school_year)).rows
    assert row.students == 2


def test_teacher_reads_a_former_class_no_more(rolled, teacher, assignment):
    results = reverse("curriculum:class-results", args=[rolled.pk])
    assert client_past_password(teacher).get(results).status_code == 404
    assert not read_class_list(teacher, "ko").has_any


def test_who_leaves_on_the_last_day_of_the_year_is_not_counted(rolled):
    last = date(rolled.school_year + 1, 3, 1) - timedelta(days=1)
    rolled.students.filter(number=2).update(left_on=last)
    (row,) = read_completion_report(rolled.school, rolled.school_year, "ko").rows
    assert row.assigned == 1
