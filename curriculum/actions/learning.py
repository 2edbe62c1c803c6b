"""Recording how far a student is."""

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from curriculum.actions import exchange
from curriculum.models import Assignment, Completion, Occasion, Step
from curriculum.progress import furthest, resume_at


class AssignmentClosed(Exception):
    """Progress is not recorded before an assignment opens or after it is over."""


# The lock waits for, or holds up, whoever ends the assignment or takes it back; it is taken only
# for the first step, because who has begun is known to them.
BEGIN = """
INSERT INTO curriculum_completion
  (assignment_id, student_id, step_id, reached, current, moved_at)
SELECT assignment.id, %(student)s, %(step)s, 0, 1, %(now)s
FROM curriculum_assignment AS assignment
WHERE assignment.id = %(assignment)s AND assignment.ended_at IS NULL AND NOT EXISTS (
  SELECT FROM curriculum_completion AS begun
  WHERE begun.assignment_id = assignment.id AND begun.student_id = %(student)s
    AND begun.step_id = %(step)s
)
FOR SHARE OF assignment
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def save_lesson_progress(
    *, assignment: Assignment, student, step: Step, reached: int, length: int
) -> None:
    """Note that a student continued from a step of a lesson. Two devices never undo each other.

    Args:
        reached: the lesson step the student continued from, counted from 1.
        length: how many steps the lesson has; continuing from the last one finishes it.

    Raises:
        AssignmentClosed: the assignment is not open now, or was ended before anything was begun.
    """
    if not assignment.is_open:
        raise AssignmentClosed(str(assignment.pk))
    row = {"assignment": assignment, "student": student, "step": step}
    _begin(row)
    before = exchange.reached_before(row)
    change = {
        "reached": Greatest(F("reached"), furthest(0, reached, length)),
        "current": resume_at(reached + 1, length),
        "moved_at": timezone.now(),
    }
    if reached >= length:
        change["finished_at"] = Coalesce(F("finished_at"), change["moved_at"])
    if not Completion.objects.filter(**row).update(**change):
        raise AssignmentClosed(str(assignment.pk))
    exchange.note_progress(row, before=before, reached=reached, length=length)


def _begin(row: dict) -> None:
    """Make the row of a step unless there is one, or the assignment has ended meanwhile."""
    values = {name: value.pk for name, value in row.items()}
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, {**values, "now": timezone.now()})


@transaction.atomic
def record_quiz_submitted(attempt) -> None:
    """Mark the quiz step finished; called in the transaction that submits the attempt.

    An attempt whose occasion is not of this app is somebody else's and passes by.
    """
    occasion = Occasion.objects.filter(pk=attempt.occasion).first()
    if occasion is None:
        return
    row = {
        "assignment_id": occasion.assignment_id,
        "student_id": attempt.student_id,
        "step_id": occasion.step_id,
    }
    Completion.objects.bulk_create([Completion(**row)], ignore_conflicts=True)
    now = timezone.now()
    Completion.objects.filter(**row).update(
        finished_at=Coalesce(F("finished_at"), now), moved_at=now
    )
    exchange.note_quiz(attempt=attempt, occasion=occasion)
