"""Answers that were given without reading: straight lines, everything ticked, contradictions.

Counted over the microdata by whoever tabulates, by school level of the country alone. No time of
answering is kept anywhere, so none is used. Not answering is a right and never counts as careless.
Imports no framework.
"""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from reporting.instruments import Instrument, Question
from reporting.instruments.questions import DO_NOT_KNOW, NOT_SAYING
from reporting.microdata import JOIN

ASKED, STRAIGHT, EVERYTHING, CONTRADICTION = "asked", "straight", "everything", "contradiction"
KINDS = (STRAIGHT, EVERYTHING, CONTRADICTION)
# Who they are; not an opinion with a first and a last answer.
ABOUT_ONESELF = ("Q2", "Q3")
NO_OPINION = (DO_NOT_KNOW, NOT_SAYING)
# A straight line of fewer questions is met by chance.
LEAST_LINE = 6
# How many questions must have every box ticked, and how many boxes such a question has.
LEAST_EVERYTHING, LEAST_BOXES = 3, 3
# Two answers that cannot both be right: knowing well where to turn and knowing no help line; no
# help received and very satisfied with it.
CONTRADICTIONS = (
    (("Q25", "yes"), ("Q26", "none")),
    (("Q21", "none"), ("Q22", "4")),
)


class CarelessCount(NamedTuple):
    """Students of a level whose answers are of that kind; ASKED for all of the level."""

    level: str
    kind: str
    students: int


def line_places(instrument: Instrument) -> list[tuple[Question, ...]]:
    """The single-choice questions everybody meets, matched ones together: one place each."""
    singles = [q for q in instrument.questions if not q.is_multi and q.id not in ABOUT_ONESELF]
    matched = {q.instead_of: q for q in singles if q.instead_of}
    return [
        (question, matched[question.id]) if question.id in matched else (question,)
        for question in singles
        if not question.instead_of
    ]


def line_codes(question: Question, level: str) -> list[str]:
    """The answers of substance to a single-choice question, as they stand in its list."""
    return [o.code for o in question.options_for(level) if o.code not in NO_OPINION]


def boxes(question: Question, level: str) -> list[str]:
    """The codes that can stand beside each other at a level."""
    return [option.code for option in question.options_for(level) if not option.is_exclusive]


def box_questions(instrument: Instrument, level: str) -> list[Question]:
    """Questions of a level in which everything can be ticked, and that is much."""
    return [
        question
        for question in instrument.questions
        if question.is_multi and not question.max_select and level in question.levels
        if len(boxes(question, level)) >= LEAST_BOXES
    ]


def contradictions_in(instrument: Instrument) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """The pairs whose answers this questionnaire has."""
    known = {(q.id, option.code) for q in instrument.questions for option in q.options}
    return [pair for pair in CONTRADICTIONS if set(pair) <= known]


def count_careless(answers: pl.LazyFrame, instrument: Instrument) -> Iterator[CarelessCount]:
    """The counts of every level that occurs, zeros among them; read in pieces, not as a whole.

    Args:
        answers: rows of `reporting.microdata`, as text.
    """
    levels = answers.select(pl.col("level").unique()).collect(engine="streaming")
    for level in sorted(levels["level"]):
        flags = (
            answers.filter(pl.col("level") == level)
            .select(
                pl.len().alias(ASKED),
                _straight(instrument, level).sum().alias(STRAIGHT),
                _everything(instrument, level).sum().alias(EVERYTHING),
                _contradiction(instrument).sum().alias(CONTRADICTION),
            )
            .collect(engine="streaming")
        )
        for kind, students in flags.row(0, named=True).items():
            yield CarelessCount(level, kind, int(students))


def _straight(instrument: Instrument, level: str) -> pl.Expr:
    """The same place of the list in every single-choice question, all of them answered."""
    places = [place for place in line_places(instrument) if level in place[0].levels]
    if len(places) < LEAST_LINE:
        return pl.lit(value=False)
    positions = [pl.coalesce(_position(q, level) for q in place) for place in places]
    first = positions[0]
    same = [first.eq(position).fill_null(value=False) for position in positions[1:]]
    return pl.all_horizontal(same)


def _position(question: Question, level: str) -> pl.Expr:
    """Which option was chosen, from 1 on; null where none of substance was."""
    numbers = {code: number for number, code in enumerate(line_codes(question, level), start=1)}
    return pl.col(question.id).replace_strict(numbers, default=None, return_dtype=pl.UInt8)


def _everything(instrument: Instrument, level: str) -> pl.Expr:
    questions = box_questions(instrument, level)
    if len(questions) < LEAST_EVERYTHING:
        return pl.lit(value=False)
    full = [
        pl.col(q.id).eq(JOIN.join(boxes(q, level))).fill_null(value=False).cast(pl.UInt8)
        for q in questions
    ]
    return pl.sum_horizontal(full) >= LEAST_EVERYTHING


def _contradiction(instrument: Instrument) -> pl.Expr:
    pairs = contradictions_in(instrument)
    if not pairs:
        return pl.lit(value=False)
    return pl.any_horizontal(pl.all_horizontal(map(_gave, pair)) for pair in pairs)


def _gave(answer: tuple[str, str]) -> pl.Expr:
    question, code = answer
    return pl.col(question).eq(code).fill_null(value=False)
