"""Deleting what students did, when the time for keeping it is over. Editions stay."""

from django.db import transaction

from quizzes.models import Allowance, Answer, Attempt, Award, AwardChange, RegradedAttempt


@transaction.atomic
def delete_attempts(*, students) -> tuple[int, int]:
    """Delete attempts of these students with all that hangs on them, and what was allowed them.

    Args:
        students: a queryset of students, or their ids.

    Returns:
        How many attempts and how many answers went.
    """
    # Answers first and apart: both deletions are then one statement that reads no row.
    for trace in (Award, AwardChange, RegradedAttempt):
        trace.objects.filter(attempt__student__in=students).delete()
    Allowance.objects.filter(student__in=students).delete()
    answers, _ = Answer.objects.filter(attempt__student__in=students).delete()
    attempts, _ = Attempt.objects.filter(student__in=students).delete()
    return attempts, answers
