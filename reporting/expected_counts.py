"""How many of each answer a round is likely to count, from students asked and expected shares.

Good for judging how fine a table is before anybody answered, and afterwards without opening the
answers. Imports no framework.
"""

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from reporting.frozen_tables import (
    BOYS,
    CODE_JOIN,
    EVERYBODY,
    GIRLS,
    LEFT_OUT,
    NATION,
    OFFICE_JOIN,
    OTHER_SEX,
    Cell,
    Place,
    Structure,
    letters_of,
)
from reporting.instruments import DO_NOT_KNOW, NOT_SAYING, Instrument, Question
from reporting.marginals import NOT_TOLD, SKIPPING, TICKED, Marginals, single_fractions

# Of those asked; earlier rounds of the Ministry's surveys reached about as many.
LIKELY_TO_ANSWER = 0.7
SEX_SHARES = {GIRLS: 0.48, BOYS: 0.51, OTHER_SEX: 0.01}
SEX_PARTS = {"*": (GIRLS, BOYS, OTHER_SEX), "K": (GIRLS, BOYS)}
# Marginals know an "other" sex by the code of the answer.
SEX_CODES = {OTHER_SEX: NOT_SAYING}


class ExpectedCounts:
    """Expected counts of cells of one round.

    Args:
        students: students asked by (office code, level).
        answering: the share of them who take part.
        known: counts that are public already; they stand for themselves.
    """

    def __init__(
        self,
        instrument: Instrument,
        structure: Structure,
        students: Mapping[tuple[str, str], int],
        *,
        answering: float = LIKELY_TO_ANSWER,
        known: Mapping[Cell, int] | None = None,
    ):
        self.instrument = instrument
        self.structure = structure
        self.students = students
        self.answering = answering
        self.known = known or {}
        self.marginals = Marginals.from_csv()
        self._people = cache(self._count_people)
        self._share = cache(self._find_share)
        self._of_options = cache(self._find_options)

    def values(self, cells: Iterable[Cell]) -> np.ndarray:
        """The count to expect of each cell, in order."""
        return np.array([self._value(cell) for cell in cells], dtype=float)

    def _value(self, cell: Cell) -> float:
        if cell in self.known:
            return self.known[cell]
        people = self._people(Place(*cell[:3]))
        expected = sum(
            number * self._share(cell.question, cell.category, level, sex)
            for (level, sex), number in people.items()
        )
        return round(expected)

    def _count_people(self, place: Place) -> dict[tuple[str, str], float]:
        """Students of a place who take part, by level and sex."""
        offices = None if place.office == NATION else place.office.split(OFFICE_JOIN)
        people = {}
        for level in letters_of(place.level):
            asked = sum(
                number
                for (office, its_level), number in self.students.items()
                if its_level == level and (offices is None or office in offices)
            )
            part = asked * self.answering * self._part_of_level(place.level)
            for sex in SEX_PARTS.get(place.sex, (place.sex,)):
                people[level, sex] = part * SEX_SHARES[sex]
        return people

    def _part_of_level(self, node: str) -> float:
        if node.isalpha():
            return 1.0
        if node.endswith(LEFT_OUT):
            return SKIPPING
        return 1.0 / max(1, len(self.structure.grades[node[0]]) - 1)

    def _find_share(self, question: str, category: str, level: str, sex: str) -> float:
        """Of all students of a level and sex, how many are in a cell."""
        if category == EVERYBODY:
            return self._share_of_base(question, level, sex)
        options = self._of_options(question, level, sex)
        if category == LEFT_OUT:
            return self._share_asked(question, level, sex) * SKIPPING
        missed = 1.0
        for code in category.split(CODE_JOIN):
            missed *= 1.0 - options.get(code, 0.0)
        return 1.0 - missed

    def _share_of_base(self, base: str, level: str, sex: str) -> float:
        """The base of everybody, or of a question that several others open ("Q8:a|b Q10:c")."""
        if not base:
            return 1.0
        missed = 1.0
        for term in base.split(" "):
            parent, _, codes = term.partition(":")
            missed *= 1.0 - self._share(parent, codes, level, sex)
        return 1.0 - missed

    def _share_asked(self, key: str, level: str, sex: str) -> float:
        question = self.instrument.question(key)
        if level not in question.levels:
            return 0.0
        if question.condition is None:
            return 1.0
        terms = (f"{t.question}:{CODE_JOIN.join(t.codes)}" for t in question.condition.terms)
        return self._share_of_base(" ".join(terms), level, sex)

    def _find_options(self, key: str, level: str, sex: str) -> dict[str, float]:
        question = self.instrument.question(key)
        asked = self._share_asked(key, level, sex) * (1.0 - SKIPPING)
        given = self._ticks(question, level, sex) if question.is_multi else None
        given = given or self._single(question, level, sex)
        return {code: asked * share for code, share in given.items()}

    def _single(self, question: Question, level: str, sex: str) -> dict[str, float]:
        codes = [option.code for option in question.options_for(level)]
        shares = self.marginals.of(question.id, level, SEX_CODES.get(sex, sex))
        return dict(zip(codes, single_fractions(codes, shares).tolist(), strict=True))

    def _ticks(self, question: Question, level: str, sex: str) -> dict[str, float]:
        codes = [option.code for option in question.options_for(level)]
        ticks = dict.fromkeys(codes, TICKED)
        ticks |= {code: NOT_TOLD for code in (DO_NOT_KNOW, NOT_SAYING) if code in ticks}
        for share in self.marginals.of(question.id, level, SEX_CODES.get(sex, sex)):
            present = [code for code in share.options if code in ticks]
            ticks |= {code: share.fraction / len(present) for code in present}
        return ticks
