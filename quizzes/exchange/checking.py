"""What a question must be like to enter the bank, whatever file it came from."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from quizzes.exchange.records import Choice, ExchangedQuestion, Pair, Problem
from quizzes.kinds import KINDS, Credit
from quizzes.wording import looks_like_a_pattern, spellings

LONGEST_TEXT = 5_000
LONGEST_THEME = 80
LONGEST_ALTERNATIVE = 400
MOST_POINTS = 100
MOST_EXTRA_TARGETS = 4
# The bounds of the question types: how few and how many options, and the longest of them.
OPTION_BOUNDS = {
    "one": (2, 20, 300),
    "several": (2, 20, 300),
    "true_false": (2, 2, 300),
    "picture": (2, 6, 400),
    "order": (2, 8, 300),
    "likert": (2, 7, 60),
    "match": (2, 8, 200),
    "short": (1, 20, 1_000),
    "essay": (0, 0, 0),
}
ONE_RIGHT = ("one", "true_false", "picture")
WITH_CREDIT = ("several", "order", "match")
WITHOUT_RIGHT = ("order", "likert", "match", "essay")
FIRST_WORDS = 60


def clean_text(text: str) -> str:
    """Text without signs that no reader sees and XML or XLSX cannot hold; lines end in \\n."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or _is_writable(sign)).strip()


def _is_writable(sign: str) -> bool:
    is_noncharacter = "\ufdd0" <= sign <= "\ufdef" or ord(sign) & 0xFFFE == 0xFFFE
    return not is_noncharacter and unicodedata.category(sign) not in ("Cc", "Cs")


def one_line(text: str) -> str:
    """Clean text with single spaces between its words."""
    return " ".join(clean_text(text).split())


def first_words(text: str) -> str:
    """How a text begins, for a list."""
    line = one_line(text[: 4 * FIRST_WORDS])
    return line if len(line) <= FIRST_WORDS else f"{line[: FIRST_WORDS - 1]}…"


def tidied(question: ExchangedQuestion) -> ExchangedQuestion:
    """The question as the bank keeps it: clean texts, and one rule of credit where it has one."""
    has_credit = question.kind in WITH_CREDIT
    return replace(
        question,
        stem=clean_text(question.stem),
        explanation=clean_text(question.explanation),
        choices=_tidied_choices(question),
        pairs=tuple(
            Pair(one_line(pair.prompt), one_line(pair.target), clean_text(pair.feedback))
            for pair in question.pairs
        ),
        extra_targets=tuple(one_line(text) for text in question.extra_targets),
        credit=question.credit if has_credit else Credit.WHOLE.value,
        theme=tuple(filter(None, (one_line(name).strip(" /") for name in question.theme))),
        picture_alt=clean_text(question.picture_alt),
    )


def _tidied_choices(question: ExchangedQuestion) -> tuple[Choice, ...]:
    if question.kind == "short":
        return _joined_spellings(question.choices)
    is_plain = question.kind in WITHOUT_RIGHT
    return tuple(
        Choice(
            one_line(choice.text),
            is_right=choice.is_right and not is_plain,
            feedback="" if is_plain else clean_text(choice.feedback),
            picture=choice.picture,
        )
        for choice in question.choices
    )


def _joined_spellings(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Neighbours that are judged and answered alike are spellings of one answer."""
    tidy = [(choice.is_right, clean_text(choice.feedback), choice.text) for choice in choices]
    return tuple(
        Choice("\n".join(_spellings(text for *_, text in group)), is_right, feedback)
        for (is_right, feedback), group in groupby(tidy, key=lambda each: each[:2])
    )


def _spellings(texts) -> Iterator[str]:
    for text in texts:
        yield from (one_line(line) for line in spellings(clean_text(text)))


def problem_of(question: ExchangedQuestion) -> Problem | None:
    """Why a tidied question cannot be in the bank, the first of its problems; None if it can."""
    if question.kind not in KINDS or question.kind == "spot_the_fake":
        return Problem.UNKNOWN_KIND
    if not question.stem:
        return Problem.NO_STEM
    if not 1 <= question.points <= MOST_POINTS:
        return Problem.POINTS
    if _is_too_long(question):
        return Problem.TOO_LONG
    if not _is_a_theme(question.theme):
        return Problem.THEME
    return _problem_of_options(question) or _problem_of_right_ones(question)


def _is_too_long(question: ExchangedQuestion) -> bool:
    feedback = [each.feedback for each in (*question.choices, *question.pairs)]
    longest = OPTION_BOUNDS[question.kind][-1]
    return (
        any(len(text) > LONGEST_TEXT for text in (question.stem, question.explanation, *feedback))
        or any(len(text) > longest for text in _option_texts(question))
        or len(question.picture_alt) > LONGEST_ALTERNATIVE
    )


def _is_a_theme(names: tuple[str, ...]) -> bool:
    return len(names) <= 2 and all(
        len(name) <= LONGEST_THEME and any(sign.isalnum() for sign in name) for name in names
    )


def _option_texts(question: ExchangedQuestion) -> list[str]:
    pairs = [text for pair in question.pairs for text in (pair.prompt, pair.target)]
    return [*(choice.text for choice in question.choices), *pairs, *question.extra_targets]


def _problem_of_options(question: ExchangedQuestion) -> Problem | None:
    fewest, most, _longest = OPTION_BOUNDS[question.kind]
    count = len(question.pairs if question.kind == "match" else question.choices)
    if question.kind == "true_false" and count != 2:
        return Problem.NOT_TWO
    if count < fewest:
        return Problem.FEW_OPTIONS
    if count > most or len(question.extra_targets) > MOST_EXTRA_TARGETS:
        return Problem.MANY_OPTIONS
    if not all(_option_texts(question)):
        return Problem.EMPTY_OPTION
    return None


def _problem_of_right_ones(question: ExchangedQuestion) -> Problem | None:
    right = sum(choice.is_right for choice in question.choices)
    if question.kind not in WITHOUT_RIGHT and not right:
        return Problem.NONE_RIGHT
    if question.kind in ONE_RIGHT and right > 1:
        return Problem.SEVERAL_RIGHT
    if question.kind == "picture" and not all(choice.picture for choice in question.choices):
        return Problem.NO_PICTURE
    texts = [choice.text for choice in question.choices] if question.kind == "short" else []
    if any(looks_like_a_pattern(line) for text in texts for line in spellings(text)):
        return Problem.PATTERN
    return None
