"""A change of year in words: what is wrong with a plan, and what it does, class by class."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from schools.rollover import Fate, Fault, Plan, Problem, Seat
from schools.roster_plan import ClassKey, write_numbers

WORDS = {
    Fault.NOBODY_THERE: gettext_lazy("nobody had the old seat %(at)s at the end of the year"),
    Fault.TWICE_FROM: gettext_lazy("the old seat %(at)s stands in the list twice"),
    Fault.TWICE_TO: gettext_lazy("the new seat %(at)s is given twice"),
    Fault.MOVED_ELSEWHERE: gettext_lazy("the student of %(at)s has been moved elsewhere already"),
    Fault.TAKEN: gettext_lazy("the new seat %(at)s belongs to another student already"),
    Fault.NO_SUCH_CLASS: gettext_lazy("there will be no class for the new seat %(at)s"),
    Fault.BEYOND_SIZE: gettext_lazy("the class of the new seat %(at)s is smaller than that"),
    Fault.LOWER_GRADE: gettext_lazy("the new seat %(at)s lies in a lower grade"),
    Fault.FEWER_THAN_THERE: gettext_lazy(
        "%(at)s exists already and has more students. Type at least as many."
    ),
}


@dataclass(frozen=True)
class NewClassRow:
    """A class of the new year: its size, how many of its seats are made, and who stays known."""

    key: ClassKey
    size: int
    made: int
    known: int

    @property
    def name(self) -> str:
        """The class as people say it."""
        return name_class(self.key)


@dataclass(frozen=True)
class OldClassRow:
    """A class of the old year: what becomes of its students."""

    key: ClassKey
    moves: int
    leaves: int
    graduates: int

    @property
    def name(self) -> str:
        """The class as people say it."""
        return name_class(self.key)


def name_class(key: ClassKey) -> str:
    """A class as people say it."""
    return _("Grade %(grade)d class %(number)d") % {
        "grade": key.grade,
        "number": key.class_number,
    }


def explain_problem(problem: Problem) -> str:
    """What is wrong, with the row it stands in."""
    at = problem.at
    if isinstance(at, Seat):
        name = _("%(classroom)s number %(number)d") % {
            "classroom": name_class(at.class_key),
            "number": at.number,
        }
    else:
        name = name_class(at)
    said = str(WORDS[problem.fault]) % {"at": name}
    if problem.row is None:
        return said
    return _("Row %(row)d: %(problem)s.") % {"row": problem.row, "problem": said}


def explain_rows(rows: list[int]) -> str:
    """Which rows are not six numbers."""
    return ngettext(
        "Row %(rows)s is not six numbers: old grade, class, number, new grade, class, number.",
        "Rows %(rows)s are not six numbers: old grade, class, number, new grade, class, number.",
        len(rows),
    ) % {"rows": write_numbers(rows)}


def new_class_rows(plan: Plan) -> list[NewClassRow]:
    """Classes of the new year, in order."""
    made = Counter(seat.class_key for seat in plan.new_seats)
    known = Counter(seat.class_key for seat in plan.known_seats)
    return [NewClassRow(key, size, made[key], known[key]) for key, size in plan.sizes.items()]


def old_class_rows(plan: Plan) -> list[OldClassRow]:
    """Classes of the old year, in order."""
    fates = Counter((seat.class_key, fate) for seat, fate in plan.fates.items())
    return [
        OldClassRow(key, *(fates[key, fate] for fate in (Fate.MOVES, Fate.LEAVES, Fate.GRADUATES)))
        for key in sorted({key for key, _fate in fates})
    ]
