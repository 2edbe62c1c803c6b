"""What a wanted roster changes: arithmetic on class and student numbers alone.

A roster only ever adds by itself. Who is no longer listed, and who had left and is listed again,
is told apart, so that a person decides.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from schools.school_year import school_year_of

CLASS_NUMBERS = range(1, 100)
STUDENT_NUMBERS = range(1, 100)
MOST_IN_A_CLASS = 60
# Schools form the classes of the next year in January and February.
LAST_MONTH_OF_FORMING_CLASSES = 2


class ClassKey(NamedTuple):
    """A class within one school and school year."""

    grade: int
    class_number: int


Numbers = frozenset[int]
Roster = Mapping[ClassKey, Numbers]


@dataclass(frozen=True)
class Seats:
    """Student numbers of a class as they are: taken today, and left before."""

    present: Numbers = frozenset()
    left: Numbers = frozenset()


@dataclass(frozen=True)
class ClassChange:
    """What a roster changes in one class.

    Attributes:
        key: the class.
        is_new: whether the class has to be made.
        added: numbers that nobody has had.
        kept: numbers that stay as they are.
        unlisted: numbers present and not in the list.
        returning: numbers that had left and are in the list.
    """

    key: ClassKey
    is_new: bool
    added: Numbers
    kept: Numbers
    unlisted: Numbers
    returning: Numbers

    @property
    def is_any(self) -> bool:
        """Whether anything would be done or has to be decided."""
        return bool(self.is_new or self.added or self.unlisted or self.returning)


@dataclass(frozen=True)
class Plan:
    """What a roster changes in a school.

    Attributes:
        changes: one for every class in the list, in order.
        unnamed: classes the list does not name; they stay as they are.
    """

    changes: tuple[ClassChange, ...]
    unnamed: tuple[ClassKey, ...] = field(default=())

    @property
    def added(self) -> int:
        """How many students have a number nobody has had."""
        return sum(len(change.added) for change in self.changes)

    @property
    def kept(self) -> int:
        """How many students stay as they are."""
        return sum(len(change.kept) for change in self.changes)

    @property
    def unlisted(self) -> int:
        """How many students of the named classes are not in the list."""
        return sum(len(change.unlisted) for change in self.changes)

    @property
    def returning(self) -> int:
        """How many students had left and are in the list."""
        return sum(len(change.returning) for change in self.changes)

    @property
    def new_classes(self) -> list[ClassKey]:
        """Classes to be made."""
        return [change.key for change in self.changes if change.is_new]

    @property
    def is_any(self) -> bool:
        """Whether there is anything to do or to decide."""
        return any(change.is_any for change in self.changes)

    @property
    def fingerprint(self) -> str:
        """Same plan, same text; 64 hexadecimal digits."""
        return hashlib.sha256(repr(_in_order(self)).encode()).hexdigest()


def plan_roster(wanted: Roster, existing: Mapping[ClassKey, Seats]) -> Plan:
    """Compare a wanted roster with the classes there are.

    Args:
        wanted: student numbers by class.
        existing: every class of the school and year with its numbers.
    """
    changes = [_change(key, wanted[key], existing.get(key)) for key in sorted(wanted)]
    return Plan(tuple(changes), tuple(sorted(set(existing) - set(wanted))))


def _change(key: ClassKey, wanted: Numbers, seats: Seats | None) -> ClassChange:
    is_new, seats = seats is None, seats or Seats()
    return ClassChange(
        key=key,
        is_new=is_new,
        added=wanted - seats.present - seats.left,
        kept=wanted & seats.present,
        unlisted=seats.present - wanted,
        returning=wanted & seats.left,
    )


def _in_order(plan: Plan) -> list:
    return [
        (
            *(change.key, change.is_new),
            *(sorted(change.added), sorted(change.kept)),
            *(sorted(change.unlisted), sorted(change.returning)),
        )
        for change in plan.changes
    ]


def years_to_plan(today: date) -> list[int]:
    """School years a roster may be made for: this one, and the next while classes are formed."""
    this_year = school_year_of(today)
    is_forming = today.month <= LAST_MONTH_OF_FORMING_CLASSES
    return [this_year, this_year + 1] if is_forming else [this_year]


def write_numbers(numbers: Iterable[int]) -> str:
    """Numbers as people write them, such as "1-28, 30"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


def write_roster(roster: Roster) -> str:
    """A roster in short, such as "1.1:1-28, 30;1.2:1-27"."""
    return ";".join(
        f"{key.grade}.{key.class_number}:{write_numbers(roster[key])}" for key in sorted(roster)
    )


def read_roster(text: str) -> dict[ClassKey, Numbers]:
    """The roster that `write_roster` wrote.

    Raises:
        ValueError: it did not write this.
    """
    roster = {}
    for part in text.split(";") if text else []:
        found = re.fullmatch(r"([0-9]+)\.([0-9]+):(.*)", part)
        if not found:
            raise ValueError(part)
        roster[ClassKey(int(found[1]), int(found[2]))] = frozenset(_read_numbers(found[3]))
    return roster


def _read_numbers(text: str) -> Iterable[int]:
    for run in text.split(", ") if text else []:
        low, _, high = run.partition("-")
        yield from range(int(low), int(high or low) + 1)
