"""Questions as plain values and back, for the page between reading a file and saying yes."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from quizzes.exchange.records import Choice, ExchangedQuestion, Pair


def packed(questions: Sequence[ExchangedQuestion]) -> list[dict]:
    """The questions as values that JSON can hold."""
    return [
        {**asdict(each), "lesson_step": str(each.lesson_step) if each.lesson_step else None}
        for each in questions
    ]


def unpacked(values: Sequence[dict]) -> list[ExchangedQuestion]:
    """The questions that were packed."""
    return [_question(each) for each in values]


def _question(value: dict) -> ExchangedQuestion:
    step = value["lesson_step"]
    return ExchangedQuestion(
        **{
            **value,
            "choices": tuple(Choice(**each) for each in value["choices"]),
            "pairs": tuple(Pair(**each) for each in value["pairs"]),
            "extra_targets": tuple(value["extra_targets"]),
            "theme": tuple(value["theme"]),
            "lesson_step": UUID(step) if step else None,
        }
    )
