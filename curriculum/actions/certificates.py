"""Giving out a certificate of completion."""

from curriculum.certificates import code_of, digest_of, finished_on
from curriculum.models import Assignment, Certificate


class NotFinished(Exception):
    """A step of the module is still open for this student."""


def issue_certificate(*, assignment: Assignment, student) -> str:
    """Make the row that lets others check a student's certificate; a second call changes nothing.

    Args:
        assignment: read by `Assignment.objects.with_steps()`, with module and class.

    Returns:
        The code that goes on the sheet.

    Raises:
        NotFinished: there is nothing to certify yet.
    """
    day = finished_on(assignment, student)
    if day is None:
        raise NotFinished
    code, module = code_of(assignment, student), assignment.module
    Certificate.objects.get_or_create(
        pk=digest_of(code),
        defaults={
            "module_key": module.translation_key,
            "level": module.level,
            "minutes": module.minutes,
            "school_id": student.classroom.school_id,
            "finished_on": day,
        },
    )
    return code
