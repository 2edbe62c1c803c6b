"""Whom an assignment is for, and who has a record in it though no longer in the class."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from curriculum.models import Assignment, Completion, Occasion
from quizzes.models import Attempt
from schools.models import Student
from schools.querysets import is_present


def assigned_students(assignment: Assignment) -> QuerySet[Student]:
    """The students who have it now: everybody in the class, late joiners too, or the group."""
    present = assignment.classroom.students.present()
    if not assignment.is_for_group:
        return present
    return present.filter(group_assignments__assignment=assignment)


def students_on_record(assignment: Assignment) -> QuerySet[Student]:
    """Who has it now, and who left with something done, for results that keep everybody.

    Each carries `is_still_here`, and `has_moved`: left for another class of the school, where
    the student has another seat and what that class was given.
    """
    of_class = assignment.classroom.students.all()
    occasions = Occasion.objects.filter(assignment=assignment).values("pk")
    has_record = Exists(
        Completion.objects.filter(assignment=assignment, student=OuterRef("pk"))
    ) | Exists(Attempt.objects.filter(occasion__in=occasions, student=OuterRef("pk")))
    later_seat = Student.objects.filter(moved_from=OuterRef("pk"))
    return of_class.filter(
        Q(pk__in=assigned_students(assignment).values("pk")) | has_record
    ).annotate(
        is_still_here=Exists(Student.objects.filter(is_present(), pk=OuterRef("pk"))),
        has_moved=Exists(later_seat),
    )
