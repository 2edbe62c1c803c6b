"""What the survey learns of the schools: numbers by office and level, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.levels import Level
from curriculum.survey_numbers import (
    offices_looked_after,
    people_who_see_tables,
    schools_by_stratum,
    students_by_stratum,
)
from schools.school_year import school_year_of
from tests.factories.schools import (
    ClassroomFactory,
    OfficeFactory,
    SchoolFactory,
    StudentFactory,
    staff_as,
)

pytestmark = pytest.mark.django_db


def a_class(school, grade, students, **fields):
    year = school_year_of(timezone.localdate())
    classroom = ClassroomFactory(school=school, grade=grade, **{"school_year": year, **fields})
    return [StudentFactory(classroom=classroom, number=n + 1) for n in range(students)]


def test_students_of_the_asked_grades_are_counted_by_office_and_level(
    django_assert_num_queries,
):
    office = OfficeFactory()
    elementary = SchoolFactory(office=office, level=Level.ELEMENTARY)
    middle = SchoolFactory(office=office, level=Level.MIDDLE)
    a_class(elementary, 4, 2)
    a_class(elementary, 5, 3)
    present = a_class(middle, 1, 4)
    present[0].left_on = timezone.localdate() - timedelta(days=1)
    present[0].save()
    a_class(middle, 2, 2, school_year=school_year_of(timezone.localdate()) - 1)
    with django_assert_num_queries(1):
        strata = students_by_stratum()
    assert [(one.office_code, one.level, one.enrolled) for one in strata] == [
        (office.code, "E", 3),
        (office.code, "M", 3),
    ]


def test_office_manager_looks_after_the_own_office_and_the_ministry_after_all():
    office, _other = OfficeFactory(), OfficeFactory()
    manager = staff_as("office_manager", office=office)
    assert offices_looked_after(manager) == {office.code}
    assert offices_looked_after(staff_as("analyst")) is None


def test_schools_are_counted_once_whatever_their_classes():
    office = OfficeFactory()
    first, second = (SchoolFactory(office=office, level=Level.MIDDLE) for _ in range(2))
    for school, grade in ((first, 1), (first, 2), (second, 1)):
        a_class(school, grade, 2)
    a_class(SchoolFactory(office=office, level=Level.ELEMENTARY), 4, 2)
    assert schools_by_stratum() == {f"{office.code}-M": 2}


def test_named_team_is_who_may_see_tables_today():
    analyst = staff_as("analyst")
    staff_as("office_manager", office=OfficeFactory())
    gone = staff_as("release_approver")
    gone.is_active = False
    gone.save()
    assert [name for name, _role in people_who_see_tables()] == [str(analyst)]
