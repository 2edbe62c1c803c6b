"""Writing GIFT. What it has no place for stands in tags; see exchange.tags."""

import re
from collections.abc import Iterable, Sequence

from quizzes.exchange.carrying import carried
from quizzes.exchange.gift import CATEGORY, GENERAL
from quizzes.exchange.records import (
    TRUE_AND_FALSE,
    Choice,
    ExchangedQuestion,
    Note,
    Problem,
    Unwritten,
    Written,
)
from quizzes.exchange.tags import tags_of
from quizzes.exchange.themes import path_of
from quizzes.exchange.weights import figure, weight_of

KINDS = ("one", "several", "true_false", "match", "short", "essay")
SIGNS = re.compile(r"([~=#{}:\\])")


def write_gift(questions: Sequence[ExchangedQuestion], *, language: str) -> Written:
    """The questions as a GIFT file in UTF-8, grouped under their themes in the given order."""
    taken, unwritten = carried(questions, limits=limits)
    lines, path = [], path_of(())
    for question in taken:
        if path_of(question.theme) != path:
            path = path_of(question.theme)
            lines += [f"{CATEGORY} {path}", ""]
        lines += [*_question(question, language), ""]
    return Written("\n".join(lines).encode(), len(taken), unwritten)


def limits(number: int, question: ExchangedQuestion) -> Unwritten | None:
    """What GIFT cannot carry of a question; None where it carries all."""
    problem = None
    if question.kind not in KINDS:
        problem = Problem.KIND_NOT_CARRIED
    elif question.picture:
        problem = Problem.PICTURE_NOT_CARRIED
    elif _has_an_arrow(question):
        problem = Problem.ARROW
    notes = (Note.PAIR_FEEDBACK,) if any(pair.feedback for pair in question.pairs) else ()
    return Unwritten(number, question, problem, notes) if problem or notes else None


def _has_an_arrow(question: ExchangedQuestion) -> bool:
    """Whether an arrow, which cannot be escaped, stands where it would part a pair or make one."""
    texts = [pair.prompt for pair in question.pairs]
    if question.kind == "short":
        texts += [text for choice in question.choices for text in (choice.text, choice.feedback)]
    return any("->" in text for text in texts)


def _question(question: ExchangedQuestion, language: str) -> Iterable[str]:
    is_truth = question.kind == "true_false" and _is_truth(question.choices, language)
    written_as = "one" if question.kind == "true_false" and not is_truth else question.kind
    tags = tags_of(question, written_as=written_as, has_points=False)
    if tags:
        yield f"// {' '.join(f'[tag:{tag}]' for tag in tags)}"
    answers = _truth(question.choices) if is_truth else "".join(_answers(question, written_as))
    general = f"\n\t{GENERAL}{_text(question.explanation)}" if question.explanation else ""
    end = "\n" if general or "\n" in answers else ""
    yield f"[plain]{_escaped(question.stem)} {{{answers}{general}{end}}}"


def _is_truth(choices: Sequence[Choice], language: str) -> bool:
    return tuple(choice.text for choice in choices) == TRUE_AND_FALSE[language]


def _truth(choices: Sequence[Choice]) -> str:
    true, false = choices
    right, wrong = (true, false) if true.is_right else (false, true)
    feedback = f"#{_text(wrong.feedback)}#{_text(right.feedback)}"
    return ("TRUE" if true.is_right else "FALSE") + (feedback if feedback != "##" else "")


def _answers(question: ExchangedQuestion, written_as: str) -> Iterable[str]:
    for pair in question.pairs:
        yield f"\n\t={_text(pair.prompt)} -> {_text(pair.target)}"
    for target in question.extra_targets:
        yield f"\n\t= -> {_text(target)}"
    for choice in question.choices:
        feedback = f"#{_text(choice.feedback)}" if choice.feedback else ""
        # Spellings of one answer are answers of their own in GIFT.
        texts = choice.text.split("\n") if written_as == "short" else [choice.text]
        mark = _mark(choice, question, written_as)
        yield from (f"\n\t{mark}{_text(text)}{feedback}" for text in texts)


def _mark(choice: Choice, question: ExchangedQuestion, written_as: str) -> str:
    """What stands before an answer. The weight is always written where one may stand, so that
    an answer beginning with a per cent sign is not taken for one."""
    if written_as == "short":
        return "=%100%" if choice.is_right else "=%0%"
    if written_as == "one":
        return "=" if choice.is_right else "~%0%"
    return f"~%{figure(weight_of(choice, question.choices, question.credit))}%"


def _text(text: str) -> str:
    """A text of an answer; without a format of its own, one beginning with [ may seem to have."""
    return ("[plain]" if text.startswith("[") else "") + _escaped(text)


def _escaped(text: str) -> str:
    return SIGNS.sub(r"\\\1", text).replace("\n", "\\n")
