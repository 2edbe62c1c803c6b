"""Item analysis, as arithmetic: no database, no framework.

Everything is computed from sums over students, so that the database can add up a country without
one student's row in memory. These are the definitions of classical test theory; each formula
names its source where it has one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt
from numbers import Rational

# Below this, one student moves a share by more than ten points, and single answers show through.
FEWEST = 10
# The rule of thumb that goes by the name of R. L. Ebel ("Essentials of Educational Measurement",
# Prentice-Hall; with D. A. Frisbie, 5th ed. 1991): 0.40 and up very good, 0.30 reasonably good,
# 0.20 marginal, below poor. It was made for the upper-lower index; applied to the corrected
# correlation it is stricter in short tests, so a word is a hint to look and no judgement.
GOOD_DISCRIMINATION, FAIR_DISCRIMINATION = 0.30, 0.20
VERY_EASY = Fraction(9, 10)


class Verdict(StrEnum):
    """What an author or teacher should do about an item."""

    GOOD = "good"
    FAIR = "fair"
    LOOK_AGAIN = "look_again"


@dataclass(frozen=True)
class Sums:
    """Sums over students for one item.

    Attributes:
        n: students whose answer is marked.
        x: their points for the item; xx: the squares of these.
        y: their points for all other items; yy: the squares of these.
        xy: the products of both.
    """

    n: int
    x: Rational = 0
    xx: Rational = 0
    y: Rational = 0
    yy: Rational = 0
    xy: Rational = 0

    @classmethod
    def of(cls, pairs: Iterable[tuple[Rational, Rational]]) -> "Sums":
        """Sums of (points for the item, points for all others), one pair a student."""
        pairs = [(Fraction(x), Fraction(y)) for x, y in pairs]
        return cls(
            n=len(pairs),
            x=sum(x for x, _ in pairs),
            xx=sum(x * x for x, _ in pairs),
            y=sum(y for _, y in pairs),
            yy=sum(y * y for _, y in pairs),
            xy=sum(x * y for x, y in pairs),
        )


def facility(sums: Sums, possible: Rational) -> Fraction | None:
    """Mean points as a share of what was possible, from 0 to 1: how easy the item is.

    p = Σx / (n · max x); for right or wrong items the share of right answers.
    None without students or points.
    """
    if not sums.n or not possible:
        return None
    return Fraction(sums.x) / (sums.n * Fraction(possible))


def discrimination(sums: Sums) -> float | None:
    """Corrected item-total correlation, from -1 to 1: do those who know more get it right?

    r = (n Σxy - Σx Σy) / √((n Σx² - (Σx)²)(n Σy² - (Σy)²)), Pearson's correlation of the item
    with the rest of the score. For right or wrong items this is the point-biserial; leaving the
    item out of the total is the correction (S. Henrysson, Psychometrika 28, 1963). None where
    either side is the same for all.
    """
    n = sums.n
    spread_x = n * Fraction(sums.xx) - Fraction(sums.x) ** 2
    spread_y = n * Fraction(sums.yy) - Fraction(sums.y) ** 2
    if spread_x <= 0 or spread_y <= 0:
        return None
    together = n * Fraction(sums.xy) - Fraction(sums.x) * Fraction(sums.y)
    # Both roots apart: their product may be too large for a float of its own.
    r = float(together) / (sqrt(spread_x) * sqrt(spread_y))
    return min(1.0, max(-1.0, r))


def alpha(items: Sequence[Sums]) -> float | None:
    """Cronbach's alpha: how far the items measure one thing; at most 1, may be below 0.

    α = k/(k - 1) · (1 - Σ s²ᵢ / s²ₜ) (L. J. Cronbach, Psychometrika 16, 1951), with s²ᵢ the
    variance of item i and s²ₜ that of the total. None for fewer than two items, for items that
    not the same students answered, or where all totals are equal.
    """
    k = len(items)
    same = {(item.n, Fraction(item.x) + Fraction(item.y)) for item in items}
    if k < 2 or len(same) != 1 or items[0].n < 2:
        return None
    first = items[0]
    total = _spread(
        first.n,
        Fraction(first.x) + Fraction(first.y),
        Fraction(first.xx) + 2 * Fraction(first.xy) + Fraction(first.yy),
    )
    if total <= 0:
        return None
    within = sum(_spread(item.n, Fraction(item.x), Fraction(item.xx)) for item in items)
    return float(Fraction(k, k - 1) * (1 - within / total))


def _spread(n: int, total: Fraction, squares: Fraction) -> Fraction:
    """n(n - 1) times the variance of a sample."""
    return n * squares - total**2


def share(part: int, whole: int) -> Fraction | None:
    """A part of the students asked, such as those who chose one option; None where none were."""
    return Fraction(part, whole) if whole else None


def verdict(facility: Rational | None, discrimination: float | None) -> Verdict:
    """The figures in a word.

    An item that nearly everybody solves cannot tell students apart; in a lesson on safety that is
    no fault, so it is fair.
    """
    is_very_easy = facility is not None and facility >= VERY_EASY
    if discrimination is None:
        return Verdict.FAIR if is_very_easy else Verdict.LOOK_AGAIN
    if discrimination >= GOOD_DISCRIMINATION:
        return Verdict.GOOD
    if discrimination >= FAIR_DISCRIMINATION or (is_very_easy and discrimination >= 0):
        return Verdict.FAIR
    return Verdict.LOOK_AGAIN
