"""How likely each answer of a synthetic round is.

Shares come from `content/demo_marginals.csv`, where each line says whether it was published or is
an assumption. What no line speaks of: the rest of a single choice is spread evenly over the
options left; other options of a multiple choice are ticked by TICKED; a question is left without
an answer by SKIPPING, answered "don't know" or "rather not say" by NOT_TOLD (all assumptions).
Imports no framework.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from reporting.instruments import DO_NOT_KNOW, NOT_SAYING, Instrument, Question, Term
from reporting.marginals import NOT_TOLD, SKIPPING, TICKED, Marginals, Share, single_fractions
from reporting.microdata import JOIN, SKIPPED, possible_answers


class Chances:
    """The chances of every question of an instrument, worked out once each."""

    def __init__(self, instrument: Instrument, marginals: Marginals):
        self.instrument = instrument
        self.marginals = marginals
        self._answers = {q.id: possible_answers(q) for q in instrument.questions}
        self._steps: dict[tuple[str, str, str], np.ndarray] = {}
        self._opening: dict[Term, np.ndarray] = {}

    def answers(self, question: Question) -> tuple[str, ...]:
        """`possible_answers` of a question."""
        return self._answers[question.id]

    def steps(self, question: Question, level: str, sex: str) -> np.ndarray:
        """Chances of the possible answers, added up: a lot from 0 to 1 falls on one of them."""
        key = (question.id, level, sex)
        if key not in self._steps:
            shares = self.marginals.of(*key)
            answers = self.answers(question)
            of_answer = answer_chances(question, level, shares)
            fractions = np.array([of_answer.get(answer, 0.0) for answer in answers])
            # The last step is one exactly, whatever the rounding of the sum.
            self._steps[key] = np.cumsum(fractions / fractions.sum())[:-1]
        return self._steps[key]

    def opening(self, term: Term) -> np.ndarray:
        """By answer of a term's question, not asked last: whether it makes the term true."""
        if term not in self._opening:
            answers = self.answers(self.instrument.question(term.question))
            chosen = (set(answer.split(JOIN)) for answer in answers)
            self._opening[term] = np.array([*(bool(c & set(term.codes)) for c in chosen), False])
        return self._opening[term]


def answer_chances(question: Question, level: str, shares: Sequence[Share]) -> dict[str, float]:
    """The chance of each answer of those who are asked, SKIPPED among them."""
    codes = [option.code for option in question.options_for(level)]
    if question.is_multi:
        told = _ticked_chances(question, codes, shares)
    else:
        told = dict(zip(codes, single_fractions(codes, shares).tolist(), strict=True))
    return {SKIPPED: SKIPPING} | {code: (1 - SKIPPING) * part for code, part in told.items()}


def _ticked_chances(question: Question, codes: list[str], shares: Sequence[Share]):
    """Ticks are set independently, then made such as the form lets through."""
    exclusive = [o.code for o in question.options if o.is_exclusive and o.code in codes]
    free = [code for code in codes if code not in exclusive]
    ticked = _at_most(_independent(free, shares), question.max_select)
    nothing = ticked.pop((), 0.0)
    told = {JOIN.join(chosen): (1 - NOT_TOLD) * part for chosen, part in ticked.items()}
    told[NOT_SAYING] = NOT_TOLD
    # Without a word for "none of these" whoever ticked nothing ticks one option by lot.
    words_for_none = [code for code in exclusive if code not in (DO_NOT_KNOW, NOT_SAYING)]
    fallback = words_for_none[:1] or free
    for code in fallback:
        told[code] = told.get(code, 0.0) + (1 - NOT_TOLD) * nothing / len(fallback)
    return told


def _independent(free: list[str], shares: Sequence[Share]) -> dict[tuple[str, ...], float]:
    """Chances of the sets of ticks, codes in order; of one share's options at most one is hit."""
    named = {code for share in shares for code in share.options}
    lots = [
        {code: share.fraction / len(share.options) for code in share.options if code in free}
        for share in shares
    ]
    lots += [{code: TICKED} for code in free if code not in named]
    sets: dict[frozenset, float] = {frozenset(): 1.0}
    for lot in lots:
        grown: dict[frozenset, float] = {}
        for chosen, part in sets.items():
            grown[chosen] = grown.get(chosen, 0.0) + part * (1 - sum(lot.values()))
            for code, fraction in lot.items():
                more = chosen | {code}
                grown[more] = grown.get(more, 0.0) + part * fraction
        sets = grown
    return {tuple(code for code in free if code in chosen): p for chosen, p in sets.items()}


def _at_most(sets: dict[tuple[str, ...], float], most: int | None) -> dict:
    """Of too many ticks as many as allowed are kept, by lot."""
    kept: dict[tuple[str, ...], float] = {}
    for chosen, part in sets.items():
        ways = list(combinations(chosen, min(most or len(chosen), len(chosen))))
        for way in ways:
            kept[way] = kept.get(way, 0.0) + part / len(ways)
    return kept
