"""When a question is asked: conditions such as `any(Q8, class|expert) or Q10 in (yes, maybe)`.

Every form comes down to the same term, "at least one chosen option of that question is among
these", and the terms are joined by "or". The browser gets the terms as JSON and walks them with
the same rule (static/js/survey-path.js).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.instruments.failures import UnknownOperator

_CODE = r"[A-Za-z0-9_]+"
_FORMS = {
    "any": re.compile(rf"any\(\s*({_CODE})\s*,\s*({_CODE}(?:\s*\|\s*{_CODE})*)\s*\)"),
    "in": re.compile(rf"({_CODE})\s+in\s+\(\s*({_CODE}(?:\s*,\s*{_CODE})*)\s*\)"),
    "==": re.compile(rf"({_CODE})\s*==\s*({_CODE})"),
}


@dataclass(frozen=True)
class Term:
    """True when one of `codes` was chosen at `question`."""

    question: str
    codes: tuple[str, ...]
    operator: str

    def holds(self, answers: Mapping[str, str | Sequence[str] | None]) -> bool:
        answer = answers.get(self.question)
        if answer is None or isinstance(answer, str):
            return answer in self.codes
        return any(code in self.codes for code in answer)


@dataclass(frozen=True)
class Condition:
    """Terms joined by "or"."""

    terms: tuple[Term, ...]

    def holds(self, answers: Mapping[str, str | Sequence[str] | None]) -> bool:
        """Whether any term is true.

        Args:
            answers: a code, codes or None by question id; only of questions that were asked.
        """
        return any(term.holds(answers) for term in self.terms)

    def to_data(self) -> list[list]:
        """The terms as JSON: [[question, [code, …]], …]."""
        return [[term.question, list(term.codes)] for term in self.terms]


def parse(text: str, place: str) -> Condition | None:
    """Read a condition; an empty text means "always asked".

    Args:
        text: as written in the instrument.
        place: named in the refusal.

    Raises:
        UnknownOperator: a part is none of the three forms.
    """
    if not text.strip():
        return None
    parts = re.split(r"\s+or\s+", text.strip())
    return Condition(tuple(_term(part, place) for part in parts))


def _term(text: str, place: str) -> Term:
    for operator, form in _FORMS.items():
        if match := form.fullmatch(text):
            codes = re.split(r"\s*[|,]\s*", match[2])
            return Term(question=match[1], codes=tuple(codes), operator=operator)
    raise UnknownOperator(place, f"cannot read “{text}”")
