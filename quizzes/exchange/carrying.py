"""Which questions a format takes, and what it leaves behind."""

from collections.abc import Callable, Sequence

from quizzes.exchange.checking import problem_of, tidied
from quizzes.exchange.records import ExchangedQuestion, Problem, Unwritten

Limits = Callable[[int, ExchangedQuestion], Unwritten | None]


def carried(
    questions: Sequence[ExchangedQuestion], *, limits: Limits
) -> tuple[list[ExchangedQuestion], list[Unwritten]]:
    """The questions that can be written, tidied, and what is not written of the others and these.

    Unfinished questions are left out too: no reader could take them back.
    """
    taken, unwritten = [], []
    for number, raw in enumerate(questions, start=1):
        question = tidied(raw)
        left = limits(number, question)
        if left is None or left.problem is None:
            problem = problem_of(question)
            left = Unwritten(number, question, problem) if problem else left
        if left:
            unwritten.append(left)
        if left is None or left.problem is None:
            taken.append(question)
    return taken, unwritten


def kind_is_in(kinds: Sequence[str]) -> Limits:
    """Limits of a format that takes these kinds, with all they have."""

    def limits(number: int, question: ExchangedQuestion) -> Unwritten | None:
        is_carried = question.kind in kinds
        return None if is_carried else Unwritten(number, question, Problem.KIND_NOT_CARRIED)

    return limits
