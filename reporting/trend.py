"""From one round to the next: the same question, the same codes, published counts alone.

Reads frozen releases and nothing else, so nothing here can tell more than they print: a number
comes out only where all four counts it is made of are printed. Imports no framework.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from reporting.frozen_tables import (
    ANY_SEX,
    CONFIDENTIAL,
    EVERYBODY,
    NATION,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    FrozenRelease,
    Place,
)
from reporting.instruments import Instrument, Question

# The 97.5 % point of the normal distribution: intervals of 95 %.
Z = 1.959963984540054
BREAK, UNRELIABLE = "b", "u"
MARK_ORDER = (BREAK, CONFIDENTIAL, NOT_AVAILABLE, NOT_APPLICABLE, UNRELIABLE)
TENTH = Decimal("0.1")


class Comparison(StrEnum):
    """What a question of one questionnaire is to a question of another."""

    SAME = "same"
    BREAK = "break"
    OTHER_CODES = "other_codes"
    NOT_ASKED = "not_asked"


def compare(question: str, earlier: Instrument, later: Instrument) -> Comparison:
    """Whether answers to a question can be compared.

    A wording, a limit or a condition that changed, here or in a question it depends on, is a
    break: both numbers may stand side by side, a change between them may not.
    """
    then, now = (_find(question, instrument) for instrument in (earlier, later))
    if then is None or now is None:
        return Comparison.NOT_ASKED
    if {option.code for option in then.options} != {option.code for option in now.options}:
        return Comparison.OTHER_CODES
    if _meaning(then) != _meaning(now):
        return Comparison.BREAK
    parents = {term.question for term in now.condition.terms} if now.condition else set()
    are_same = all(compare(parent, earlier, later) == Comparison.SAME for parent in parents)
    return Comparison.SAME if are_same else Comparison.BREAK


def _find(question: str, instrument: Instrument) -> Question | None:
    return next((each for each in instrument.questions if each.id == question), None)


def _meaning(question: Question) -> tuple:
    """Everything that could make the same code mean something else; not the order of options."""
    options = sorted((o.code, _texts(o), o.levels, o.is_exclusive) for o in question.options)
    terms = question.condition.terms if question.condition else ()
    return (
        *(question.kind, _texts(question), question.levels, question.max_select),
        *(options, terms),
    )


def _texts(item) -> tuple:
    return tuple(sorted(item.texts.items())), tuple(sorted(item.elementary_texts.items()))


@dataclass(frozen=True)
class Change:
    """One answer in one place, in two rounds; percentages of those who were asked.

    Attributes:
        earlier, later: in per cent; None where they may not be printed.
        change: later minus earlier, in percentage points.
        low, high: the interval of the change.
        marks: why something is missing, or that the series breaks.
    """

    earlier: Decimal | None
    later: Decimal | None
    change: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    marks: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class Trend:
    """The changes of one question.

    Attributes:
        columns: answer codes.
        rows: (place, changes in the order of `columns`).
    """

    question: str
    earlier: str
    later: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Place, tuple[Change, ...]], ...]

    @property
    def marks(self) -> list[str]:
        """The marks that occur."""
        found = {mark for _place, changes in self.rows for each in changes for mark in each.marks}
        return [mark for mark in MARK_ORDER if mark in found]

    def of_nation(self) -> "Trend":
        """The same with the country's rows only, both sexes together."""
        return self._with(lambda place: place.office == NATION and place.sex == ANY_SEX)

    def of_offices(self) -> "Trend":
        """The same with the rows of offices only, both sexes together."""
        return self._with(lambda place: place.office != NATION and place.sex == ANY_SEX)

    def _with(self, is_wanted) -> "Trend":
        rows = tuple(row for row in self.rows if is_wanted(row[0]))
        return Trend(self.question, self.earlier, self.later, self.columns, rows)


class NotComparable(ValueError):
    """The releases have no such question in common, or its codes differ."""


def trend_of(
    question: str,
    earlier: FrozenRelease,
    later: FrozenRelease,
    comparison: Comparison = Comparison.SAME,
) -> Trend:
    """The changes of a question between two releases, in every place that both print.

    The interval is Newcombe's hybrid score interval for a difference of two independent shares
    (Newcombe 1998, Statistics in Medicine 17, 873-890, method 10), made of two Wilson intervals.
    The rounds are censuses with non-response and not samples: no interval is needed for those
    who answered. It says how far two rounds could differ by chance alone if whoever answered
    were a random part of those asked. It says nothing of those who did not answer for a reason
    of their own, and it takes the rounds as independent: students of both make it too wide.

    Raises:
        NotComparable: see there.
    """
    if comparison in (Comparison.OTHER_CODES, Comparison.NOT_ASKED):
        raise NotComparable(question)
    then, now = (_printed(question, release) for release in (earlier, later))
    columns = [code for code in _columns(question, later) if code in _columns(question, earlier)]
    places = [place for place in now if place in then]
    if not columns or not places:
        raise NotComparable(question)
    pair = ((then, earlier), (now, later))
    rows = tuple(
        (place, tuple(_change(place, code, pair, comparison) for code in columns))
        for place in places
    )
    return Trend(question, earlier.round, later.round, tuple(columns), rows)


Rows = dict[Place, dict[str, int | str]]


def _printed(question: str, release: FrozenRelease) -> Rows:
    """What a release prints of a question, by place and column."""
    return {
        place: dict(zip(table.columns, line, strict=True))
        for table in release.tables
        if table.question == question
        for place, line in zip(table.rows, table.cells, strict=True)
    }


def _columns(question: str, release: FrozenRelease) -> list[str]:
    tables = [table for table in release.tables if table.question == question]
    return [code for table in tables[:1] for code in table.columns if code != EVERYBODY]


def _change(
    place: Place,
    code: str,
    pair: tuple[tuple[Rows, FrozenRelease], ...],
    comparison: Comparison,
) -> Change:
    shares, marks = [], [BREAK] if comparison == Comparison.BREAK else []
    for rows, release in pair:
        line = rows[place]
        count, base = line.get(code, NOT_AVAILABLE), line.get(EVERYBODY, NOT_AVAILABLE)
        held = [entry for entry in (count, base) if isinstance(entry, str)]
        is_small = not held and base < max(1, release.least_base)
        marks += held + ([UNRELIABLE] if is_small else [])
        shares.append(None if held or is_small else (count, base))
    kept = tuple(mark for mark in MARK_ORDER if mark in marks)
    earlier, later = (_percent(*share) if share else None for share in shares)
    if kept or None in shares:
        return Change(earlier, later, marks=kept)
    (x1, n1), (x2, n2) = shares
    low, high = interval_of_change(x1, n1, x2, n2)
    change = _tenth(Decimal(100) * (Decimal(x2) / n2 - Decimal(x1) / n1))
    return Change(earlier, later, change, _tenth(Decimal(low)), _tenth(Decimal(high)))


def _percent(count: int, base: int) -> Decimal:
    return _tenth(Decimal(count) * 100 / Decimal(base))


def _tenth(number: Decimal) -> Decimal:
    rounded = number.quantize(TENTH, rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def interval_of_change(x1: int, n1: int, x2: int, n2: int) -> tuple[float, float]:
    """Newcombe's interval of x2/n2 - x1/n1, in percentage points; see `trend_of`."""
    p1, p2 = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = _wilson(x1, n1), _wilson(x2, n2)
    low = p2 - p1 - math.hypot(p2 - l2, u1 - p1)
    high = p2 - p1 + math.hypot(u2 - p2, p1 - l1)
    return 100 * low, 100 * high


def _wilson(x: int, n: int) -> tuple[float, float]:
    """Wilson's score interval of a share (Wilson 1927)."""
    p, z2 = x / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def questions_in_both(earlier: FrozenRelease, later: FrozenRelease) -> Iterator[str]:
    """Ids of the questions that both have a table of, in the order of the later one."""
    known = {table.question for table in earlier.tables}
    seen: set[str] = set()
    for table in later.tables:
        if table.question and table.question in known and table.question not in seen:
            seen.add(table.question)
            yield table.question
