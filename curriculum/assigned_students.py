"""Whom an assignment is for."""

from django.db.models import QuerySet

from curriculum.models import Assignment
from schools.models import Student


def assigned_students(assignment: Assignment) -> QuerySet[Student]:
    """The students who have it now: everybody in the class, late joiners too, or the group."""
    present = assignment.classroom.students.present()
    if not assignment.is_for_group:
        return present
    return present.filter(group_assignments__assignment=assignment)
