"""Marking, as arithmetic: no database, no framework.

A rule gives the share of a question that an answer earned, from 0 to 1. Shares are built so that
choosing everything, suspecting everything or reversing everything never pays.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from math import floor
from numbers import Rational

from quizzes.kinds import Credit, Response, Role, kind_of
from quizzes.papers import Item
from quizzes.wording import is_one_of, spellings

HUNDREDTH = Decimal("0.01")
NOTHING, ALL = Fraction(0), Fraction(1)

Rule = Callable[[Item, Response], Fraction]


@dataclass(frozen=True)
class Mark:
    """What one answer earned.

    Attributes:
        is_right: whether it earned everything; never for a question that is not scored.
        points: points earned, in hundredths.
        possible: points that could be earned; 0 for a question that is not scored.
        is_waiting: somebody still has to read it; it is neither right nor wrong.
    """

    is_right: bool
    points: Decimal | int
    possible: int
    is_waiting: bool = False


@dataclass(frozen=True)
class Score:
    """What a whole attempt earned.

    Attributes:
        right: questions that earned everything.
        asked: questions that are scored.
        points: points earned so far, of `possible`.
        waiting: points that could still be earned by answers nobody has read yet.
        waiting_count: how many answers those are.
    """

    right: int
    asked: int
    points: Decimal | int
    possible: int
    waiting: int = 0
    waiting_count: int = 0

    @property
    def has_parts(self) -> bool:
        """Whether points tell more than the number of right answers."""
        return self.points != self.right or self.possible != self.asked

    @property
    def percent(self) -> int:
        """Whole per cent of the points that are decided, see `percent`."""
        return percent(Fraction(self.points), self.possible - self.waiting)


def share_of(right: frozenset, wrong: frozenset, chosen: Iterable[Hashable]) -> Fraction:
    """Right ones found minus wrong ones taken, each as a share of its kind; never below 0.

    Youden's J (W. J. Youden, "Index for rating diagnostic tests", Cancer 3, 1950): taking
    everything finds all and takes all wrong ones too, which earns nothing.
    """
    chosen = frozenset(chosen)
    if not right:
        return NOTHING
    hits = Fraction(len(chosen & right), len(right))
    false_alarms = Fraction(len(chosen & wrong), len(wrong)) if wrong else NOTHING
    return max(NOTHING, hits - false_alarms)


def _one(item: Item, response: Response) -> Fraction:
    chosen = frozenset(response.chosen)
    return ALL if len(chosen) == 1 and chosen <= item.right else NOTHING


def _several(item: Item, response: Response) -> Fraction:
    wrong = frozenset(item.option_keys) - item.right
    return _in_whole(item, share_of(item.right, wrong, response.chosen))


def _order(item: Item, response: Response) -> Fraction:
    """Pairs in the right order minus pairs in the wrong one (Kendall's tau, never below 0)."""
    place = {key: number for number, key in enumerate(response.chosen)}
    if not place or set(place) != set(item.option_keys):
        return NOTHING
    pairs = list(combinations(item.option_keys, 2))
    in_order = sum(place[first] < place[second] for first, second in pairs)
    return _in_whole(item, max(NOTHING, Fraction(2 * in_order - len(pairs), max(1, len(pairs)))))


def _match(item: Item, response: Response) -> Fraction:
    prompts = item.options_as(Role.PROMPT)
    if not prompts:
        return NOTHING
    found = sum(response.pairs.get(prompt.key) == prompt.partner for prompt in prompts)
    return _in_whole(item, Fraction(found, len(prompts)))


def _short(item: Item, response: Response) -> Fraction:
    return ALL if accepted_option(item, response.text) in item.right else NOTHING


def accepted_option(item: Item, text: str) -> Hashable | None:
    """Key of the expected answer that `text` spells, in whatever language; None for another."""
    for key in item.option_keys:
        for words in item.texts.values():
            option = words.options.get(key)
            if option and is_one_of(text, spellings(option.text)):
                return key
    return None


def _spot_the_fake(item: Item, response: Response) -> Fraction:
    """The changed places found, minus unchanged places suspected; none in the wrong picture."""
    chosen = frozenset(response.chosen)
    pictures = {option.key for option in item.options_as(Role.PICTURE)}
    if not chosen & pictures & item.right:
        return NOTHING
    places = frozenset(option.key for option in item.options_as(Role.PLACE))
    return _in_whole(item, share_of(places & item.right, places - item.right, chosen))


def _in_whole(item: Item, share: Fraction) -> Fraction:
    """The share itself where part of an answer counts; else all or nothing."""
    return share if item.credit == Credit.PARTIAL or share == ALL else NOTHING


RULES: dict[str, Rule] = {
    "one": _one,
    "true_false": _one,
    "picture": _one,
    "several": _several,
    "order": _order,
    "match": _match,
    "short": _short,
    "spot_the_fake": _spot_the_fake,
}


def mark(item: Item, response: Response, *, awarded: Decimal | int | None = None) -> Mark:
    """Mark one answer.

    Args:
        item: the question.
        response: what was answered; blank for "I'm not sure" and for no answer at all.
        awarded: points that a person gave instead; held within what is possible.

    Raises:
        UnknownKind: no rule exists for the item's kind.
    """
    kind = kind_of(item.kind)
    if not kind.is_scored:
        return Mark(is_right=False, points=0, possible=0)
    if awarded is not None:
        points = min(max(Decimal(awarded), Decimal(0)), Decimal(item.points))
        return Mark(is_right=points == item.points, points=points, possible=item.points)
    if kind.is_read_by_a_person:
        return Mark(False, 0, item.points, is_waiting=not response.is_blank)
    share = RULES[item.kind](item, response)
    return Mark(is_right=share == ALL, points=hundredths(share * item.points), possible=item.points)


def add_up(marks: Iterable[Mark]) -> Score:
    """The score of an attempt, always computed from its marks and never counted up."""
    scored = [each for each in marks if each.possible]
    waiting = [each for each in scored if each.is_waiting]
    return Score(
        right=sum(each.is_right for each in scored),
        asked=len(scored),
        points=sum((each.points for each in scored), Decimal(0)),
        possible=sum(each.possible for each in scored),
        waiting=sum(each.possible for each in waiting),
        waiting_count=len(waiting),
    )


def hundredths(points: Fraction) -> Decimal:
    """Points in hundredths, half rounded up."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return exact.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


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


def in_figures(points: Decimal | float) -> str:
    """Points as people write them: 7, 7.5, 0.33."""
    return f"{Decimal(str(points)).quantize(HUNDREDTH):f}".rstrip("0").rstrip(".")
