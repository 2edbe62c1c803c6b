"""What scripts send: one answer as JSON, or the full set with a submit."""

import json
from uuid import UUID

from quizzes.actions import GivenAnswer
from quizzes.kinds import CONFIDENCES, LONGEST_ESSAY

# The largest whole number a browser counts exactly.
LARGEST_REV = 2**53 - 1
# More than any question has options; longer lists are no answer.
MOST_CHOSEN = 100


class AnswerRefused(ValueError):
    """What a script sent is not an answer."""


def answer_from_json(body: bytes) -> GivenAnswer:
    """One answer that a script sent.

    Raises:
        AnswerRefused: not JSON, or not the shape of an answer.
    """
    return _answer(_loaded(body))


def answers_from_json(body: str) -> list[GivenAnswer]:
    """The full set a script adds to a submit; "" is an empty set.

    Raises:
        AnswerRefused: not JSON, or not a list of answers.
    """
    values = _loaded(body or "[]")
    if not isinstance(values, list):
        raise AnswerRefused("expected a list")
    return [_answer(value) for value in values]


def _loaded(body: bytes | str):
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AnswerRefused("not JSON") from error


def _answer(value) -> GivenAnswer:
    try:
        return GivenAnswer(
            item_key=UUID(value["item"]),
            chosen=[UUID(key) for key in value["chosen"][:MOST_CHOSEN]],
            client_rev=_rev(value["client_rev"]),
            text=_text(value.get("text", "")),
            confidence=_confidence(value.get("confidence")),
        )
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise AnswerRefused("not an answer") from error


def _rev(value) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST_REV:
        raise AnswerRefused("client_rev is not a revision")
    return value


def _text(value) -> str:
    # PostgreSQL stores no NUL, and no half of a surrogate pair can be encoded.
    if type(value) is not str or "\0" in value or len(value) > LONGEST_ESSAY:
        raise AnswerRefused("text is not a text")
    value.encode()
    return value


def _confidence(value) -> int | None:
    if value is not None and (type(value) is not int or value not in CONFIDENCES):
        raise AnswerRefused("confidence is unknown")
    return value
