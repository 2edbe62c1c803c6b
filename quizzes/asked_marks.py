"""What each question of an attempt earned, computed from answers and points people gave."""

from collections.abc import Iterable
from uuid import UUID

from quizzes import grading
from quizzes.edition_papers import paper_of
from quizzes.kinds import Response
from quizzes.models import Answer, Attempt, Award
from quizzes.ordering import draw
from quizzes.papers import Paper


def asked_keys(attempt: Attempt) -> list[UUID]:
    """Keys of the questions this attempt asks, in its order."""
    paper = paper_of(attempt.edition_id)
    if attempt.asked:
        # A corrected edition that an attempt was moved to may have dropped a question.
        return [key for key in attempt.asked if key in paper.items_by_key]
    return draw(
        list(paper.items_by_key),
        seed=attempt.seed,
        is_random=paper.has_random_order,
        count=paper.question_count,
    )


def marks_of(
    attempt: Attempt, answers: Iterable[Answer], paper: Paper | None = None
) -> dict[UUID, grading.Mark]:
    """What each asked question earned, by its key.

    Args:
        answers: with their items.
        paper: mark by this one; the attempt's own where it is None.
    """
    paper = paper or paper_of(attempt.edition_id)
    responses = {answer.item.key: answer.response for answer in answers}
    awarded = {award.item.key: award.points for award in _awards_of(attempt)}
    return {
        key: grading.mark(
            paper.items_by_key[key], responses.get(key, Response()), awarded=awarded.get(key)
        )
        for key in asked_keys(attempt)
        if key in paper.items_by_key
    }


def _awards_of(attempt: Attempt) -> Iterable[Award]:
    """Those that were read along with many attempts, else the attempt's own."""
    if "awards" in getattr(attempt, "_prefetched_objects_cache", {}):
        return attempt.awards.all()
    return Award.objects.filter(attempt=attempt).select_related("item")
