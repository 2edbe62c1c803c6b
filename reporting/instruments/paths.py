"""The equal path: whatever is answered, everybody turns the same number of like pages.

A question with a condition is followed by its matched question (`instead_of`), which stands in
the same place for everybody whom the condition leaves out (survey.md, The form; invariant I14).
"""

from collections.abc import Sequence

from reporting.instruments.failures import UnequalPath
from reporting.instruments.questions import Question


def check_equal(questions: Sequence[Question]) -> None:
    """Let only instruments pass whose every place is met by everybody.

    Raises:
        UnequalPath: a place that some answers would leave out, or that would look different.
    """
    before = None
    for question, after in zip(questions, (*questions[1:], None), strict=True):
        if question.condition is not None and (after is None or after.instead_of != question.id):
            raise UnequalPath(
                f"{question.id}, show_if",
                "the next question must be asked instead of it, of everybody else",
            )
        if question.instead_of:
            _check_pair(before, question)
        before = question


def _check_pair(first: Question | None, second: Question) -> None:
    place = f"{second.id}, instead_of"
    if first is None or first.id != second.instead_of or first.condition is None:
        raise UnequalPath(place, "it must name the question before it, which needs a condition")
    if second.condition is not None:
        raise UnequalPath(f"{second.id}, show_if", "a matched question has no condition of its own")
    if second.levels != first.levels:
        raise UnequalPath(f"{second.id}, bands", f"they must be those of {first.id}")
    if second.kind != first.kind:
        raise UnequalPath(f"{second.id}, type", f"it must be that of {first.id}")
    for level in first.levels:
        numbers = len(first.options_for(level)), len(second.options_for(level))
        if numbers[0] != numbers[1]:
            raise UnequalPath(
                f"{second.id}, options",
                f"{first.id} has {numbers[0]} at level {level}, this has {numbers[1]}",
            )


def places(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    """The pages in order, each with the one question or the two of which one is asked there."""
    found: list[tuple[Question, ...]] = []
    for question in questions:
        if question.instead_of:
            found[-1] = (*found[-1], question)
        else:
            found.append((question,))
    return found
