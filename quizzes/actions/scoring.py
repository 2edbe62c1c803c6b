"""The result of an attempt, computed from what is stored: answers, and points people gave."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from quizzes import grading
from quizzes.asked_marks import asked_keys, marks_of
from quizzes.models import Answer, Attempt


def settle_attempt(attempt: Attempt) -> grading.Score:
    """Compute the score and write it into the attempt, whatever stood there.

    Call it in the transaction that submits the attempt or changes an award of it.
    """
    answers = _answers_of(attempt)
    marks = marks_of(attempt, answers)
    score = grading.add_up(marks.values())
    attempt.points = score.points
    attempt.points_possible = score.possible
    attempt.points_waiting = score.waiting
    attempt.save(
        update_fields=["state", "submitted_at", "points", "points_possible", "points_waiting"]
    )
    _write_points(answers, marks)
    return score


def _answers_of(attempt: Attempt) -> list[Answer]:
    return list(Answer.objects.filter(attempt=attempt).select_related("item"))


def _write_points(answers: Iterable[Answer], marks: Mapping[UUID, grading.Mark]) -> None:
    """Keep beside each answer what it earned by itself, for questions about many students."""
    for answer in answers:
        mark = marks.get(answer.item.key)
        answer.points = None if mark is None or mark.is_waiting else mark.points
    Answer.objects.bulk_update(answers, ["points"])


__all__ = ["asked_keys", "settle_attempt"]
