"""What a class code opens right now: asked by every student of a school within two minutes.

A class open under a code is found, and every other code finds nothing, alike: never was, expired,
closed (T-06).
"""

from datetime import UTC, date, datetime

from django.utils import timezone

from core.prepared_queries import PreparedQuery
from schools.models import Classroom, Student

# Within the bounds of its column: Django answers for itself what no row can be.
CODE, NUMBER = "stand-in", 32_101
NOW, TODAY = datetime.min.replace(tzinfo=UTC), date.min
CLASS_FIELDS = ("id", "grade", "class_number")
STUDENT_FIELDS = tuple(field.attname for field in Student._meta.concrete_fields)

CLASS = PreparedQuery(
    lambda code, now: Classroom.objects.behind_code(code, now=now).values_list(*CLASS_FIELDS),
    CODE,
    NOW,
)
# Locked, so that tries at one seat are counted one after the other.
STUDENT = PreparedQuery(
    lambda code, now, today, number: (
        Student.objects.present(today=today)
        .behind_code(code, now=now)
        .filter(number=number)
        .select_for_update(of=["self"])
        .values_list(*STUDENT_FIELDS)
    ),
    CODE,
    NOW,
    TODAY,
    NUMBER,
)


def class_behind(code: str) -> Classroom | None:
    """The class a code opens now, with its grade and number; one statement."""
    row = CLASS.first(code, timezone.now())
    return row and Classroom.from_db(CLASS.alias, CLASS_FIELDS, row)


def student_behind(code: str, number: int) -> Student | None:
    """The student with this number in the class a code opens now, locked; one statement."""
    row = STUDENT.first(code, timezone.now(), timezone.localdate(), number)
    return row and Student.from_db(STUDENT.alias, STUDENT_FIELDS, row)
