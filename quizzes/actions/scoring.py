"""The result of an attempt, computed from what is stored: answers, and points people gave."""

from quizzes import grading
from quizzes.edition_papers import paper_of
from quizzes.kinds import Response
from quizzes.models import Answer, Attempt, Award
from quizzes.ordering import draw


def settle_attempt(attempt: Attempt) -> grading.Score:
    """Compute the score and write it into the attempt, whatever stood there.

    Call it in the transaction that submits the attempt or changes an award of it.
    """
    score = score_of(attempt)
    attempt.points = score.points
    attempt.points_possible = score.possible
    attempt.points_waiting = score.waiting
    attempt.save(
        update_fields=["state", "submitted_at", "points", "points_possible", "points_waiting"]
    )
    return score


def score_of(attempt: Attempt) -> grading.Score:
    """The score of the questions this attempt asked; one without an answer earns nothing."""
    paper = paper_of(attempt.edition_id)
    responses = {
        answer.item.key: answer.response
        for answer in Answer.objects.filter(attempt=attempt).select_related("item")
    }
    awarded = dict(Award.objects.filter(attempt=attempt).values_list("item__key", "points"))
    return grading.add_up(
        grading.mark(
            paper.items_by_key[key],
            responses.get(key, Response()),
            awarded=awarded.get(key),
        )
        for key in asked_keys(attempt)
    )


def asked_keys(attempt: Attempt) -> list:
    """Keys of the questions this attempt asks, in its order."""
    if attempt.asked:
        return list(attempt.asked)
    paper = paper_of(attempt.edition_id)
    return draw(
        list(paper.items_by_key),
        seed=attempt.seed,
        is_random=paper.has_random_order,
        count=paper.question_count,
    )
