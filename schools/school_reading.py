"""Schools as their pages show them: lists with counts, a school with its classes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from schools.models import Classroom, School
from schools.querysets import is_present


@dataclass(frozen=True)
class SchoolRow:
    """A school with how many classes and present students it has in a school year."""

    school: School
    classes: int
    students: int


def with_counts(schools: Iterable[School], school_year: int) -> list[SchoolRow]:
    """These schools with their counts; one statement for any number of them."""
    schools = list(schools)
    counts = (
        Classroom.objects.filter(school__in=schools, school_year=school_year)
        .values_list("school")
        .annotate(
            classes=Count("pk", distinct=True),
            students=Count("students", filter=is_present("students__")),
        )
        .order_by()
    )
    found = {school_id: (classes, students) for school_id, classes, students in counts}
    return [SchoolRow(school, *found.get(school.pk, (0, 0))) for school in schools]


def classes_of(school: School, school_year: int):
    """The classes of a school year with `student_count` and `joined_count`; no results."""
    present = is_present("students__")
    classrooms = school.classrooms.of_year(school_year).order_by("grade", "class_number")
    return classrooms.annotate(
        student_count=Count("students", filter=present),
        joined_count=Count("students", filter=present & Q(students__sign_in_count__gt=0)),
    )


def years_of(school: School) -> list[int]:
    """School years of which there are classes, the latest first."""
    years = school.classrooms.order_by("-school_year").values_list("school_year", flat=True)
    return list(years.distinct())
