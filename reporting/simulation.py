"""A synthetic round: answers of nobody, drawn from published shares and stated assumptions.

How likely each answer is stands in `reporting.chances`. Answers of one student are drawn
independently of each other except for sex and the questionnaire's own conditions, so nothing may
be learned from crossing two questions. Drawn stratum by stratum, so that a nation needs no more
memory than its largest stratum. Imports no framework.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from reporting.chances import Chances
from reporting.disclosure.publication import SEX_QUESTION
from reporting.instruments import Instrument, Question
from reporting.marginals import ANY, Marginals
from reporting.microdata import LEVELS, SKIPPED, schema_of


def draw_strata(
    *,
    instrument: Instrument,
    marginals: Marginals,
    strata: Sequence[tuple[str, str, int]],
    answers: int,
    seed: int,
) -> Iterator[pl.DataFrame]:
    """Rows of `reporting.microdata` for a synthetic round, one table by stratum, in its order.

    Args:
        strata: (office code, level, number of students); answers are spread in proportion.
        answers: how many.
        seed: the same seed gives the same answers.
    """
    ordered = sorted(strata, key=lambda stratum: (stratum[0], LEVELS.index(stratum[1])))
    students = np.array([number for _, _, number in ordered], dtype=float)
    if not students.sum():
        return
    sizes = np.random.default_rng(seed).multinomial(answers, students / students.sum())
    schema = schema_of(instrument, (office for office, _, _ in ordered))
    chances = Chances(instrument, marginals)
    words = [_words(chances.answers(q), schema[q.id], q.id) for q in instrument.questions]
    for number, ((office, level, _), size) in enumerate(zip(ordered, sizes.tolist(), strict=True)):
        # A stream of its own for each stratum: one more office changes no other office's answers.
        draw = _StratumDraw(chances, level, np.random.default_rng([seed, number]), size)
        place = (
            pl.lit(office, dtype=schema["office"]).alias("office"),
            pl.lit(level, dtype=schema["level"]).alias("level"),
        )
        yield pl.DataFrame(draw.all_given()).select(*place, *words)


class _StratumDraw:
    """The answers of the students of one stratum, question after question.

    An answer is its number among `possible_answers`; the number after the last is "not asked".
    """

    def __init__(self, chances: Chances, level: str, random: np.random.Generator, size: int):
        self.chances = chances
        self.level = level
        self.random = random
        self.size = size
        self.given: dict[str, np.ndarray] = {}
        self.sexes: list[tuple[str, np.ndarray]] = [(ANY, np.arange(size))]

    def all_given(self) -> dict[str, np.ndarray]:
        """The answers to every question."""
        for question in self.chances.instrument.questions:
            self.given[question.id] = self._draw(question)
            if question.id == SEX_QUESTION:
                self.sexes = self._split_by_sex(question)
        return self.given

    def _draw(self, question: Question) -> np.ndarray:
        not_asked = len(self.chances.answers(question))
        given = np.full(self.size, not_asked, dtype=np.uint32)
        is_asked = self._is_asked(question)
        for sex, students in self.sexes:
            asked = students[is_asked[students]]
            if asked.size:
                steps = self.chances.steps(question, self.level, sex)
                given[asked] = np.searchsorted(steps, self.random.random(asked.size), "right")
        return given

    def _is_asked(self, question: Question) -> np.ndarray:
        if self.level not in question.levels:
            return np.zeros(self.size, dtype=bool)
        if question.instead_of:
            other = self.chances.instrument.question(question.instead_of)
            return self.given[other.id] == len(self.chances.answers(other))
        if question.condition is None:
            return np.ones(self.size, dtype=bool)
        is_asked = np.zeros(self.size, dtype=bool)
        for term in question.condition.terms:
            is_asked |= self.chances.opening(term)[self.given[term.question]]
        return is_asked

    def _split_by_sex(self, question: Question) -> list[tuple[str, np.ndarray]]:
        """Students by what they said of their sex; those who left it out are of any."""
        answers = [*self.chances.answers(question), ANY]
        given = self.given[question.id]
        numbers = np.unique(given).tolist()
        return [
            (
                ANY if answers[number] == SKIPPED else answers[number],
                np.flatnonzero(given == number),
            )
            for number in numbers
        ]


def _words(answers: Sequence[str], dtype: pl.DataType, name: str) -> pl.Expr:
    """Numbers of answers as the file writes them; null for not asked."""
    number = pl.when(pl.col(name) < len(answers)).then(pl.col(name))
    return number.cat.to(pl.Enum(answers)).cast(dtype).alias(name)
