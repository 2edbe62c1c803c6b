"""Participation by office: who sees which office, and what is too small to be shown."""

import csv
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.models import AuditEntry
from curriculum.actions import count_running_year
from curriculum.models import Completion, RunningCount, YearCount
from schools.models import Student
from tests.factories.schools import OfficeFactory, StudentFactory, staff_as
from tests.fixtures_schools import client_past_second_factor
from tests.house.world import browser_of
from tests.statements import data_statements

PAGE = "/ko/completion/"


def counted(office: str, **counts) -> RunningCount:
    """A row of the running year."""
    return RunningCount.objects.create(school_year=2026, office_code=office, level="M", **counts)


@pytest.fixture
def offices(db):
    """Two offices of education."""
    return [OfficeFactory(code=code, name_ko=f"{code}교육청", sort=90) for code in ("B10", "J10")]


@pytest.fixture
def manager(offices):
    """A browser of the manager of the first."""
    return browser_of(staff_as("office_manager", office=offices[0]))


def rows_of(client, **query) -> list[list[str]]:
    sheet = client.get(f"{PAGE}csv/", query)
    return list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))[1:]


def test_t33_office_sees_its_own_counts_and_the_ministry_all(manager, analyst_client):
    counted("B10", students=500, started=300)
    counted("J10", students=700, started=400)
    assert [row[1] for row in rows_of(manager)] == ["B10교육청"]
    assert [row[1] for row in rows_of(analyst_client)] == ["B10교육청", "J10교육청"]
    assert "J10" not in manager.get(PAGE).text


@pytest.mark.parametrize(
    ("students", "started", "shown"),
    [
        (500, 300, ["500", "300"]),
        (500, 0, ["500", "0"]),
        (500, 9, ["500", "[c]"]),
        (500, 491, ["500", "[c]"]),  # nine who did not begin
        (9, 4, ["[c]", "[c]"]),
        (10, 10, ["10", "[c]"]),
    ],
)
def test_t77_count_under_ten_is_hidden_on_either_side(manager, students, started, shown):
    counted("B10", students=students, started=started)
    assert rows_of(manager)[0][4:6] == shown


def test_t77_finished_may_not_be_found_by_subtracting_from_those_who_began(manager, module):
    key = module.translation_key
    counted("B10", module_key=key, students=500, started=105, finished=100)
    assert rows_of(manager)[0][4:] == ["500", "105", "[c]"]


def test_running_year_is_counted_anew_and_leaves_a_line(classroom, assignment, lesson_step):
    for number in (1, 2):
        Completion.objects.create(
            assignment=assignment,
            student=classroom.students.get(number=number),
            step=lesson_step,
            finished_at=timezone.now(),
        )
    for _ in range(2):
        count_running_year(school_year=classroom.school_year)
    whole = RunningCount.objects.get(module_key=None)
    assert (whole.classes, whole.students, whole.started) == (1, Student.objects.count(), 2)
    assert RunningCount.objects.count() == 2
    assert AuditEntry.objects.filter(action="curriculum.count_running_year").count() == 2


def test_command_counts_the_year_it_is_told(classroom, assignment, capsys):
    StudentFactory(classroom=classroom, number=9)
    call_command("count_completion", year=classroom.school_year)
    assert RunningCount.objects.get(module_key=None).students == 4
    assert "1 classes" in capsys.readouterr().out


def test_closed_year_is_read_from_what_the_purge_left(manager):
    YearCount.objects.create(
        school_year=2024, office_code="B10", level="M", students=60, started=40
    )
    counted("B10", students=500, started=300)
    assert rows_of(manager)[0][0] == "2026"
    assert rows_of(manager, year="2024")[0][4:6] == ["60", "40"]


def test_page_is_a_handful_of_statements(offices):
    client = client_past_second_factor(staff_as("analyst"))
    for number in range(30):
        counted("B10", students=500 + number, module_key=f"00000000-0000-4000-8000-{number:012}")
    client.get(PAGE)
    # Session, user, roles, second factor, then offices, years, counts and titles.
    with data_statements(at_most=11):
        client.get(PAGE)
