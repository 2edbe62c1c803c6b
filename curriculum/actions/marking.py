"""Marking by the teacher of the class an attempt belongs to."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction

from quizzes.actions import mark_answer
from quizzes.models import Attempt, Award
from schools.actions.rights import require_teaching


@transaction.atomic
def mark_for_student(
    *, attempt: Attempt, item_key: UUID, points: Decimal, note: str = "", by
) -> Award:
    """Give points and a note for one answer of a student, see `quizzes.actions.mark_answer`.

    Args:
        attempt: with its student and the student's class.

    Raises:
        NotAllowed: `by` does not teach the class any more, or its school year is over.
        What `mark_answer` raises.
    """
    require_teaching(by, attempt.student.classroom)
    return mark_answer(attempt_id=attempt.pk, item_key=item_key, points=points, note=note, by=by)
