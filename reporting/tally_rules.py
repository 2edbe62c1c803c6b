"""The sums of an office's tally of cases: parts, running totals, weeks. Imports no framework.

A number is counted from 1 January of its year up to a Friday. The same checks stand before an
office's own entry and before the waves that the Ministry published.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

REPORTS, POLICE, DELETION, VICTIMS = (
    "reports",
    "police_referrals",
    "deletion_support",
    "victims",
)
MEASURES = (REPORTS, POLICE, DELETION, VICTIMS)
# Students, teachers, and other members of a school's staff.
PERSONS = ("student", "teacher", "staff")
LEVELS = ("E", "M", "H")
FRIDAY = 4
WEEK = timedelta(days=7)


class Key(NamedTuple):
    """The meaning of a number.

    Attributes:
        person: one of PERSONS for a part of the victims; "" for all of them.
        level: one of LEVELS; "" for all levels together.
    """

    measure: str
    person: str = ""
    level: str = ""

    @property
    def row(self) -> "Key":
        """The same over all levels."""
        return self._replace(level="")


ROWS = (
    *(Key(measure) for measure in MEASURES),
    *(Key(VICTIMS, person) for person in PERSONS),
)
KEYS = tuple(row._replace(level=level) for row in ROWS for level in ("", *LEVELS))

Figures = Mapping[Key, int]


class Fault(StrEnum):
    """What can be wrong with a number."""

    LEVELS_DIFFER = "levels_differ"
    PERSONS_DIFFER = "persons_differ"
    PART_MISSING = "part_missing"
    FELL = "fell"
    ABOVE_NEXT = "above_next"
    NEW_DIFFERS = "new_differs"


class Problem(NamedTuple):
    """One number that cannot stand beside another.

    Attributes:
        found: what is said at `key`; for a PART_MISSING 0.
        expected: what the other numbers say it is, or must not be below or above.
    """

    fault: Fault
    key: Key
    found: int
    expected: int


@dataclass(frozen=True)
class Surroundings:
    """What is known of other weeks of the same office and year.

    Attributes:
        before: the last number of each kind before this week.
        after: the first number of each kind after it.
        is_fall_stated: whether somebody said, with a reason, that a number rightly falls.
    """

    before: Figures
    after: Figures
    is_fall_stated: bool = False


NOTHING_KNOWN = Surroundings({}, {})


def find_problems(
    figures: Figures, around: Surroundings = NOTHING_KNOWN, new: Figures | None = None
) -> list[Problem]:
    """Everything that does not add up, in the order of KEYS.

    Args:
        figures: running totals; what was not broken down is absent.
        new: what came in since `around.before`, by row, where somebody typed it.
    """
    found = [
        *_parts(figures),
        *([] if around.is_fall_stated else _falls(figures, around)),
        *_differences(figures, around, new or {}),
    ]
    return sorted(found, key=lambda problem: KEYS.index(problem.key))


def _parts(figures: Figures) -> Iterable[Problem]:
    for row in ROWS:
        levels = [row._replace(level=level) for level in LEVELS]
        yield from _sum(figures, row, levels, Fault.LEVELS_DIFFER)
    for level in ("", *LEVELS):
        persons = [Key(VICTIMS, person, level) for person in PERSONS]
        yield from _sum(figures, Key(VICTIMS, "", level), persons, Fault.PERSONS_DIFFER)


def _sum(figures: Figures, whole: Key, parts: list[Key], fault: Fault) -> Iterable[Problem]:
    given = [part for part in parts if part in figures]
    if not given:
        return
    absent = [key for key in (whole, *parts) if key not in figures]
    yield from (Problem(Fault.PART_MISSING, key, 0, 0) for key in absent)
    total = sum(figures[part] for part in given)
    if not absent and figures[whole] != total:
        yield Problem(fault, whole, figures[whole], total)


def _falls(figures: Figures, around: Surroundings) -> Iterable[Problem]:
    for key, number in figures.items():
        if number < around.before.get(key, 0):
            yield Problem(Fault.FELL, key, number, around.before[key])
        if key in around.after and number > around.after[key]:
            yield Problem(Fault.ABOVE_NEXT, key, number, around.after[key])


def _differences(figures: Figures, around: Surroundings, new: Figures) -> Iterable[Problem]:
    """What was typed as new against the growth; a fall is a fault of its own, or is stated."""
    for row, number in new.items():
        if row not in figures or row not in around.before:
            continue
        growth = figures[row] - around.before[row]
        if number != max(0, growth) and (growth >= 0 or around.is_fall_stated):
            yield Problem(Fault.NEW_DIFFERS, row, number, growth)


def last_known(weeks: Iterable[Figures]) -> dict[Key, int]:
    """The newest number of each kind; `weeks` from the oldest on."""
    return {key: number for week in weeks for key, number in week.items()}


def last_friday(day: date) -> date:
    """The Friday up to which was counted last; the day itself, if it is one."""
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7)


def fridays_of(year: int, until: date) -> list[date]:
    """Every Friday of a year, up to a day of it, the newest first."""
    friday, found = last_friday(min(until, date(year, 12, 31))), []
    while friday.year == year:
        found.append(friday)
        friday -= WEEK
    return found
