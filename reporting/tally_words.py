"""What the tally's numbers and faults are called on a page."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.levels import Level
from reporting.tally_rules import DELETION, POLICE, REPORTS, VICTIMS, Fault, Key, Problem
from reporting.tally_weeks import BREAK, NOT_AVAILABLE, PROVISIONAL, REVISED

ROW_NAMES = {
    Key(REPORTS): pgettext_lazy("cases that were reported", "Reports"),
    Key(POLICE): gettext_lazy("Referrals to the police"),
    Key(DELETION): gettext_lazy("Referrals to deletion support"),
    Key(VICTIMS): gettext_lazy("Victims"),
    Key(VICTIMS, "student"): gettext_lazy("Victims: students"),
    Key(VICTIMS, "teacher"): gettext_lazy("Victims: teachers"),
    Key(VICTIMS, "staff"): gettext_lazy("Victims: other staff"),
}
ALL_LEVELS = pgettext_lazy("school levels of the tally", "All levels")
MARKS = {
    PROVISIONAL: gettext_lazy(
        "provisional: an office has not entered the week, or still checks its numbers"
    ),
    REVISED: gettext_lazy("revised: changed after it was first entered; every version is kept"),
    BREAK: gettext_lazy("break: an office was added that week with all it had counted before"),
    NOT_AVAILABLE: gettext_lazy("not available: not counted, or not published"),
}


def name_of(key: Key) -> str:
    """A number's name, such as "Reports, middle school"."""
    row = str(ROW_NAMES[key.row])
    return f"{row}, {Level(key.level).label}" if key.level else row


def level_name(level: str) -> str:
    """The name of a column of levels."""
    return str(Level(level).label if level else ALL_LEVELS)


def sentence_for(problem: Problem) -> str:
    """What is wrong with a number, and what to do."""
    numbers = {"found": f"{problem.found:,}", "expected": f"{problem.expected:,}"}
    return _SENTENCES[problem.fault]() % numbers


# Said once, however many numbers fall.
FALL_ADVICE = gettext_lazy(
    "A number counted since January does not fall. If it is right, tick “A number falls” below and"
    " write why; then correct the next week too, if it is entered."
)
_SENTENCES: dict[Fault, Callable[[], str]] = {
    Fault.LEVELS_DIFFER: lambda: _(
        "The school levels add up to %(expected)s, but %(found)s is written here."
    ),
    Fault.PERSONS_DIFFER: lambda: _(
        "Students, teachers and other staff add up to %(expected)s, but %(found)s is written here."
    ),
    Fault.PART_MISSING: lambda: _("Write this number too; write 0 where there is none."),
    Fault.FELL: lambda: _("%(found)s is less than the %(expected)s of the week before."),
    Fault.ABOVE_NEXT: lambda: _("%(found)s is more than the %(expected)s of the next week."),
    Fault.NEW_DIFFERS: lambda: _(
        "%(found)s is written as new, but the total has grown by %(expected)s since the week"
        " before."
    ),
}


def legend(marks) -> list[tuple[str, str]]:
    """The marks that occur, in a fixed order, with their meaning."""
    return [(f"[{mark}]", str(words)) for mark, words in MARKS.items() if mark in marks]
