"""Arithmetic of a change of school year: who moves, who leaves, who graduates. No Django here.

Korean classes are mixed anew every March and the platform knows no names, so the new year's
classes are sizes. A school that wants to keep who is who adds a list of moves, seat by seat.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from schools.roster_plan import STUDENT_NUMBERS, ClassKey


class Seat(NamedTuple):
    """One number of one class."""

    grade: int
    class_number: int
    number: int

    @property
    def class_key(self) -> ClassKey:
        """The class of the seat."""
        return ClassKey(self.grade, self.class_number)


class Fate(StrEnum):
    """What becomes of a student of the old year; everybody has exactly one."""

    MOVES = "moves"
    LEAVES = "leaves"
    GRADUATES = "graduates"


class Fault(StrEnum):
    """Why a plan cannot be carried out."""

    NOBODY_THERE = "nobody-there"
    TWICE_FROM = "twice-from"
    TWICE_TO = "twice-to"
    MOVED_ELSEWHERE = "moved-elsewhere"
    TAKEN = "taken"
    NO_SUCH_CLASS = "no-such-class"
    BEYOND_SIZE = "beyond-size"
    LOWER_GRADE = "lower-grade"
    FEWER_THAN_THERE = "fewer-than-there"


@dataclass(frozen=True)
class Move:
    """A line of the move list.

    Attributes:
        row: its line in the file, for messages.
    """

    row: int
    old: Seat
    new: Seat


@dataclass(frozen=True)
class Problem:
    """Something that must be mended first.

    Attributes:
        row: line of the move list; None for a class's size.
        at: the seat or the class it is about.
    """

    row: int | None
    fault: Fault
    at: Seat | ClassKey


@dataclass(frozen=True)
class Years:
    """The school as it stands: last year's students and what the new year already has.

    Attributes:
        pupils: seats of the old year that were held to its end.
        numbers: for each class that the new year has, the numbers in it.
        origins: seats of the new year whose student is known, with the seat of the old year.
        final_grade: who is in it graduates.
        still_there: those of `pupils` whose leaving is not on record yet.
    """

    pupils: frozenset[Seat]
    final_grade: int
    numbers: Mapping[ClassKey, frozenset[int]] = field(default_factory=dict)
    origins: Mapping[Seat, Seat] = field(default_factory=dict)
    still_there: frozenset[Seat] = frozenset()


@dataclass(frozen=True)
class Plan:
    """What will happen, complete enough to be carried out without another thought.

    Attributes:
        sizes: students of each class of the new year, those that are there already included.
        new_seats: seats to be made.
        new_origins: seats of the new year that get to know their old one, with it.
        known_seats: seats of the new year whose student is known once the plan is carried out.
        fates: every student of the old year.
        leave_now: seats of the old year whose leaving is to be recorded.
        problems: with any of these nothing is done.
    """

    sizes: Mapping[ClassKey, int]
    new_seats: Sequence[Seat]
    new_origins: Mapping[Seat, Seat]
    known_seats: frozenset[Seat]
    fates: Mapping[Seat, Fate]
    leave_now: Sequence[Seat]
    problems: Sequence[Problem] = ()

    @property
    def is_done(self) -> bool:
        """Whether all of it has happened before."""
        return not (self.problems or self.new_seats or self.new_origins or self.leave_now)

    def count(self, fate: Fate, key: ClassKey | None = None) -> int:
        """How many students of the old year (of one class of it) have this fate."""
        return sum(
            each is fate and key in (None, seat.class_key) for seat, each in self.fates.items()
        )

    @property
    def new_classes(self) -> list[ClassKey]:
        """Classes that get seats, in order."""
        return sorted({seat.class_key for seat in self.new_seats})

    def fingerprint(self) -> str:
        """The same for the same plan: what was shown is what gets done."""
        told = (
            sorted(self.sizes.items()),
            list(self.new_seats),
            sorted(self.new_origins.items()),
            sorted(self.fates.items()),
            list(self.leave_now),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def plan_rollover(years: Years, *, sizes: Mapping[ClassKey, int], moves: Sequence[Move]) -> Plan:
    """Plan a change of year; planning again after it was carried out finds nothing to do.

    Args:
        years: the school as it stands.
        sizes: wanted number of students for classes of the new year; classes that exist and are
            not named stay as they are.
        moves: students who stay known, from their old seat to their new one.
    """
    full = {key: len(numbers) for key, numbers in years.numbers.items()} | dict(sizes)
    problems = [*_size_problems(years, sizes), *_move_problems(years, full, moves)]
    wanted = {move.new: move.old for move in moves}
    known = set(wanted.values()) | set(years.origins.values())
    return Plan(
        sizes=dict(sorted(full.items())),
        new_seats=sorted(_missing_seats(years, sizes)),
        new_origins={new: old for new, old in wanted.items() if new not in years.origins},
        known_seats=frozenset(wanted) | frozenset(years.origins),
        fates={seat: _fate(seat, known, years.final_grade) for seat in sorted(years.pupils)},
        leave_now=sorted(years.still_there),
        problems=problems,
    )


def opens_on(school_year: int) -> date:
    """The first day on which a school can roll over into this school year.

    Schools form their next classes in January and February.
    """
    return date(school_year, 1, 1)


def suggested_sizes(
    pupils: Iterable[Seat],
    numbers: Mapping[ClassKey, frozenset[int]],
    *,
    grades: Iterable[int],
) -> dict[int, list[int]]:
    """Sizes to begin with, by grade of the new year, in the order of the classes.

    A grade that has classes in the new year keeps them; else each cohort stays as it is, one
    grade up, and the first grade is as large as the one before it was.
    """
    held = Counter(seat.class_key for seat in pupils)
    there = Counter({key: len(taken) for key, taken in numbers.items()})
    grades = list(grades)
    return {
        grade: _class_sizes(there, grade) or _class_sizes(held, max(grade - 1, grades[0]))
        for grade in grades
    }


def _class_sizes(held: Counter, grade: int) -> list[int]:
    last = max((key.class_number for key in held if key.grade == grade), default=0)
    return [held[ClassKey(grade, number)] for number in range(1, last + 1)]


def _fate(seat: Seat, known: set[Seat], final_grade: int) -> Fate:
    if seat in known:
        return Fate.MOVES
    return Fate.GRADUATES if seat.grade >= final_grade else Fate.LEAVES


def _missing_seats(years: Years, sizes: Mapping[ClassKey, int]) -> Iterable[Seat]:
    """Seats a class lacks to reach its size, lowest free numbers first."""
    for key, size in sizes.items():
        held = years.numbers.get(key, frozenset())
        free = [number for number in STUDENT_NUMBERS if number not in held]
        for number in free[: max(0, size - len(held))]:
            yield Seat(*key, number)


def _size_problems(years: Years, sizes: Mapping[ClassKey, int]) -> Iterable[Problem]:
    for key, size in sizes.items():
        if size < len(years.numbers.get(key, ())):
            yield Problem(None, Fault.FEWER_THAN_THERE, key)


def _move_problems(years: Years, full: Mapping[ClassKey, int], moves) -> Iterable[Problem]:
    seats = {Seat(*key, number) for key, held in years.numbers.items() for number in held}
    seats.update(_missing_seats(years, full))
    moved_to = {old: new for new, old in years.origins.items()}
    seen_old: set[Seat] = set()
    seen_new: set[Seat] = set()
    for move in moves:
        yield from _old_problems(move, years, moved_to, seen_old)
        yield from _new_problems(move, years, full, seats, seen_new)
        seen_old.add(move.old)
        seen_new.add(move.new)


def _old_problems(move: Move, years: Years, moved_to, seen: set[Seat]) -> Iterable[Problem]:
    if move.old not in years.pupils:
        yield Problem(move.row, Fault.NOBODY_THERE, move.old)
    elif move.old in seen:
        yield Problem(move.row, Fault.TWICE_FROM, move.old)
    elif moved_to.get(move.old, move.new) != move.new:
        yield Problem(move.row, Fault.MOVED_ELSEWHERE, move.old)


def _new_problems(move: Move, years: Years, full, seats, seen: set[Seat]) -> Iterable[Problem]:
    if move.new in seen:
        yield Problem(move.row, Fault.TWICE_TO, move.new)
    elif not full.get(move.new.class_key):
        yield Problem(move.row, Fault.NO_SUCH_CLASS, move.new)
    elif move.new not in seats:
        yield Problem(move.row, Fault.BEYOND_SIZE, move.new)
    elif years.origins.get(move.new, move.old) != move.old:
        yield Problem(move.row, Fault.TAKEN, move.new)
    elif move.new.grade < move.old.grade:
        yield Problem(move.row, Fault.LOWER_GRADE, move.new)
