"""A synthetic round: answers of nobody, drawn from published shares and stated assumptions.

Shares come from `content/demo_marginals.csv`, where each line says whether it was published or is
an assumption. What no line speaks of: the rest of a single choice is spread evenly over the
options left; other options of a multiple choice are ticked by TICKED; a question is left without
an answer by SKIPPING, answered "don't know" or "rather not say" by NOT_TOLD (all assumptions).
Answers of one student are drawn independently of each other except for sex and the questionnaire's
own conditions, so nothing may be learned from crossing two questions. Imports no framework.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import numpy as np
import polars as pl

from reporting.cubes import SEX_QUESTION
from reporting.instruments import DO_NOT_KNOW, NOT_SAYING, Instrument, Question
from reporting.marginals import ANY, NOT_TOLD, SKIPPING, TICKED, Marginals, single_fractions
from reporting.microdata import JOIN, SKIPPED, columns


def draw_answers(
    *,
    instrument: Instrument,
    marginals: Marginals,
    strata: Sequence[tuple[str, str, int]],
    answers: int,
    seed: int,
) -> pl.DataFrame:
    """Rows of `reporting.microdata` for a synthetic round.

    Args:
        strata: (office code, level, number of students); answers are spread in proportion.
        answers: how many.
        seed: the same seed gives the same answers.
    """
    random = np.random.default_rng(seed)
    students = np.array([number for _, _, number in strata], dtype=float)
    sizes = random.multinomial(answers, students / students.sum())
    levels = {level for _, level, _ in strata}
    parts = []
    for level in sorted(levels):
        offices = [office for office, its_level, _ in strata if its_level == level]
        of_level = [size for size, (_, its, _) in zip(sizes, strata, strict=True) if its == level]
        column = np.repeat(np.array(offices, dtype=object), of_level)
        parts.append(_LevelDraw(instrument, marginals, level, random).draw(column))
    return pl.concat(parts)


class _LevelDraw:
    """The answers of all students of one level, question after question."""

    def __init__(self, instrument, marginals, level, random):
        self.instrument = instrument
        self.marginals = marginals
        self.level = level
        self.random = random
        # By question and option code: which students chose it.
        self.chose: dict[str, dict[str, np.ndarray]] = {}
        # By question: who was asked it.
        self.asked: dict[str, np.ndarray] = {}

    def draw(self, offices: np.ndarray) -> pl.DataFrame:
        size = len(offices)
        data = dict.fromkeys(columns(self.instrument))
        data["office"] = pl.Series(offices, dtype=pl.String)
        data["level"] = pl.repeat(self.level, size, dtype=pl.String, eager=True)
        for question in self.instrument.questions:
            is_asked = self._is_asked(question, size)
            chose = self._choices(question, size) if is_asked.any() else {}
            answered = is_asked & (self.random.random(size) >= SKIPPING)
            self.asked[question.id] = is_asked
            self.chose[question.id] = {code: mask & answered for code, mask in chose.items()}
            data[question.id] = _column(self.chose[question.id], is_asked)
        return pl.DataFrame(data)

    def _is_asked(self, question: Question, size: int) -> np.ndarray:
        if self.level not in question.levels:
            return np.zeros(size, dtype=bool)
        if question.instead_of:
            return ~self.asked[question.instead_of]
        if question.condition is None:
            return np.ones(size, dtype=bool)
        nobody = np.zeros(size, dtype=bool)
        hits = (
            self.chose[term.question].get(code, nobody)
            for term in question.condition.terms
            for code in term.codes
        )
        return reduce(or_, hits, nobody)

    def _choices(self, question: Question, size: int) -> dict[str, np.ndarray]:
        """Who would choose what, by option; of a single choice exactly one option each."""
        codes = [option.code for option in question.options_for(self.level)]
        chose = {code: np.zeros(size, dtype=bool) for code in codes}
        for sex, mask in self._sexes(size):
            shares = self.marginals.of(question.id, self.level, sex)
            draw = self._ticks if question.is_multi else self._single
            for code, drawn in draw(question, codes, shares, int(mask.sum())).items():
                chose[code][mask] = drawn
        return chose

    def _sexes(self, size: int) -> list[tuple[str, np.ndarray]]:
        known = {code: mask for code, mask in self.chose.get(SEX_QUESTION, {}).items()}
        rest = ~reduce(or_, known.values(), np.zeros(size, dtype=bool))
        return [*known.items(), (ANY, rest)]

    def _single(self, question, codes, shares, size) -> dict[str, np.ndarray]:
        fractions = single_fractions(codes, shares)
        picked = self.random.choice(len(codes), size=size, p=fractions)
        return {code: picked == position for position, code in enumerate(codes)}

    def _ticks(self, question, codes, shares, size) -> dict[str, np.ndarray]:
        exclusive = [o.code for o in question.options if o.is_exclusive and o.code in codes]
        ticks = {code: self.random.random(size) < TICKED for code in codes}
        for share in shares:
            hit = self.random.random(size) < share.fraction
            which = self.random.integers(len(share.options), size=size)
            for position, code in enumerate(share.options):
                ticks[code] = hit & (which == position)
        return self._tidied(ticks, exclusive, question.max_select, size)

    def _tidied(self, ticks, exclusive, most, size) -> dict[str, np.ndarray]:
        """Ticks that the form would let through: an exclusive option only alone, not too many."""
        untold = self.random.random(size) < NOT_TOLD
        free = {code: mask & ~untold for code, mask in ticks.items() if code not in exclusive}
        if most:
            free = dict(zip(free, self._at_most(np.array([*free.values()]), most), strict=True))
        nothing = ~reduce(or_, free.values()) & ~untold
        alone = {code: np.zeros(size, dtype=bool) for code in exclusive}
        alone[NOT_SAYING] = untold
        if words_for_none := [code for code in exclusive if code not in (DO_NOT_KNOW, NOT_SAYING)]:
            alone[words_for_none[0]] = nothing
        else:
            by_lot = self.random.integers(len(free), size=size)
            free = {c: mask | (nothing & (by_lot == n)) for n, (c, mask) in enumerate(free.items())}
        return {**free, **alone}

    def _at_most(self, ticks: np.ndarray, most: int) -> np.ndarray:
        """Keep `most` ticks of each student, by lot (options × students)."""
        lots = np.where(ticks, self.random.random(ticks.shape), 2.0)
        return ticks & (lots.argsort(axis=0).argsort(axis=0) < most)


def _column(chose: dict[str, np.ndarray], is_asked: np.ndarray) -> pl.Series:
    """Chosen codes as the file writes them: joined, "-" for no answer, null for not asked."""
    parts = [
        pl.Series(mask).replace_strict({True: code, False: None}, return_dtype=pl.String)
        for code, mask in chose.items()
    ]
    if not parts:
        return pl.Series([None] * len(is_asked), dtype=pl.String)
    names = {f"{position}": part for position, part in enumerate(parts)}
    joined = pl.DataFrame(names).select(
        pl.concat_str(pl.all(), separator=JOIN, ignore_nulls=True).alias("codes")
    )["codes"]
    table = pl.DataFrame({"codes": joined, "asked": is_asked})
    return table.select(
        pl.when(~pl.col("asked"))
        .then(None)
        .when(pl.col("codes") == "")
        .then(pl.lit(SKIPPED))
        .otherwise(pl.col("codes"))
    ).to_series()
