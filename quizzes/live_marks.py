"""Whether answers of an open attempt are right so far, asked by boards every few seconds."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from quizzes import grading
from quizzes.edition_papers import paper_of
from quizzes.kinds import Response

# A class of forty gives some ten different answers to a question; a school at once fits.
VERDICTS_KEPT = 50_000


class Verdict(StrEnum):
    """What an answer is now."""

    RIGHT = "right"
    WRONG = "wrong"
    # Nothing is right or wrong about it: a poll, or somebody still has to read it.
    GIVEN = "given"
    UNANSWERED = "unanswered"


@lru_cache(maxsize=VERDICTS_KEPT)
def verdict_of(edition: str, item: str, chosen: Sequence[str], text: str) -> Verdict:
    """The verdict on one answer; part of the points is not right yet.

    Args:
        edition, item: id of the edition and key of the question, as text.
        chosen: keys of options as text, in a tuple.
    """
    question = paper_of(UUID(edition)).items_by_key.get(UUID(item))
    response = Response(tuple(map(UUID, chosen)), text)
    if question is None or response.is_blank:
        return Verdict.UNANSWERED
    mark = grading.mark(question, response)
    if mark.is_waiting or not mark.possible:
        return Verdict.GIVEN
    return Verdict.RIGHT if mark.is_right else Verdict.WRONG
