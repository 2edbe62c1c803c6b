"""Marking, as arithmetic: no database, no framework.

A question is right or it is not: several-right questions are all-or-nothing, so that ticking
every box never earns points.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from numbers import Rational

Chosen = Collection[Hashable]


class UnknownKind(LookupError):
    """A question of a kind that nobody here can mark."""


@dataclass(frozen=True)
class Mark:
    """What one answer earned.

    Attributes:
        is_right: whether the answer is right.
        points: points earned.
        possible: points that could be earned.
    """

    is_right: bool
    points: int
    possible: int


@dataclass(frozen=True)
class Score:
    """What a whole attempt earned: questions right, points, and points possible."""

    right: int
    asked: int
    points: int
    possible: int

    @property
    def percent(self) -> int:
        """Whole per cent of the points, see `percent`."""
        return percent(self.points, self.possible)


def _is_the_one(chosen: Chosen, right: Chosen) -> bool:
    """Exactly one option was chosen, and it is a right one."""
    return len(set(chosen)) == 1 and set(chosen) <= set(right)


def _is_the_whole_set(chosen: Chosen, right: Chosen) -> bool:
    """Every right option was chosen and no other."""
    return bool(chosen) and set(chosen) == set(right)


RULES: dict[str, Callable[[Chosen, Chosen], bool]] = {
    "one": _is_the_one,
    "true_false": _is_the_one,
    "several": _is_the_whole_set,
}


def mark(kind: str, *, chosen: Chosen, right: Chosen, points: int = 1) -> Mark:
    """Mark one answer.

    Args:
        kind: "one", "several" or "true_false".
        chosen: keys of the options the student chose; empty for "I don't know".
        right: keys of the options that are right.
        points: points of the question.

    Raises:
        UnknownKind: no rule exists for `kind`.
    """
    if kind not in RULES:
        raise UnknownKind(kind)
    is_right = RULES[kind](chosen, right)
    return Mark(is_right=is_right, points=points if is_right else 0, possible=points)


def add_up(marks: Iterable[Mark]) -> Score:
    """The score of an attempt, always computed from its marks and never counted up."""
    marks = list(marks)
    return Score(
        right=sum(each.is_right for each in marks),
        asked=len(marks),
        points=sum(each.points for each in marks),
        possible=sum(each.possible for each in marks),
    )


def percent(points: Rational, possible: Rational) -> int:
    """Points as whole per cent of what was possible, half rounded up, held within 0 to 100.

    Nothing possible is 0 per cent. Fractions, because binary floats turn 2.5 into 2.4999.
    """
    if possible <= 0:
        return 0
    return min(100, max(0, floor(Fraction(points) * 100 / Fraction(possible) + Fraction(1, 2))))


def has_passed(percent_reached: int, pass_mark: int) -> bool:
    """Whether a whole per cent reaches the pass mark, itself in per cent."""
    return percent_reached >= pass_mark
