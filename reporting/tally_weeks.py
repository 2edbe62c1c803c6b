"""The tally as it is read: running totals and what was new, week by week, with marks.

Imports no framework. Where an office has not entered a week, its last numbers stand in and the
sum is provisional: a sum over those who happened to enter would fall whenever somebody is late.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reporting.tally_rules import KEYS, Figures, Key

PROVISIONAL, REVISED, BREAK, NOT_AVAILABLE = "p", "r", "b", "x"


@dataclass(frozen=True)
class WeekOfOffice:
    """What stands now for an office and a week.

    Attributes:
        revision: 1 for what was entered first.
        revised: numbers that a revision changed, or that fell with a stated reason.
    """

    office: str
    as_of: date
    figures: Figures
    revision: int = 1
    is_provisional: bool = False
    revised: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Entry:
    """A number with its marks, or the mark that stands in its place."""

    value: int | None
    marks: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """The marks as a file shows them, such as "[p][r]"."""
        return "".join(f"[{mark}]" for mark in self.marks)


NOTHING = Entry(None, (NOT_AVAILABLE,))


@dataclass(frozen=True)
class Week:
    """One line of the tables.

    Attributes:
        entered, missing: codes of offices, in the order they were asked for.
        total: what was counted since 1 January; `new`: since the week before in the list.
    """

    as_of: date
    entered: tuple[str, ...]
    missing: tuple[str, ...]
    total: Mapping[Key, Entry] = field(default_factory=dict)
    new: Mapping[Key, Entry] = field(default_factory=dict)


def sum_weeks(reports: Iterable[WeekOfOffice], offices: Sequence[str]) -> list[Week]:
    """The weeks in which anybody entered, the oldest first, added up over offices.

    Args:
        reports: of one calendar year. What an office counted before it ended stays in the sums;
            the one that took it over counts from its own first day.
        offices: codes of those that are asked.
    """
    known = list(reports)
    weeks: list[Week] = []
    latest: dict[str, WeekOfOffice] = {}
    of_week_before: frozenset[str] = frozenset()
    for day in sorted({report.as_of for report in known}):
        entered = {report.office: report for report in known if report.as_of == day}
        latest |= entered
        total = _total(latest.values(), is_complete=set(offices) <= entered.keys())
        has_joined = bool(weeks) and of_week_before != latest.keys()
        weeks.append(
            Week(
                as_of=day,
                entered=tuple(code for code in offices if code in entered),
                missing=tuple(code for code in offices if code not in entered),
                total=total,
                new=_new(total, weeks[-1].total if weeks else {}, has_joined=has_joined),
            )
        )
        of_week_before = frozenset(latest)
    return weeks


def _total(reports: Collection[WeekOfOffice], *, is_complete: bool) -> dict[Key, Entry]:
    found = {}
    for key in KEYS:
        having = [report for report in reports if key in report.figures]
        if len(having) < len(reports) or not reports:
            found[key] = NOTHING
            continue
        is_provisional = not is_complete or any(report.is_provisional for report in having)
        is_revised = any(key in report.revised for report in having)
        marks = ((PROVISIONAL, is_provisional), (REVISED, is_revised))
        value = sum(report.figures[key] for report in having)
        found[key] = Entry(value, tuple(mark for mark, holds in marks if holds))
    return found


def _new(
    total: Mapping[Key, Entry], before: Mapping[Key, Entry], *, has_joined: bool
) -> dict[Key, Entry]:
    """Differences; [b] where an office's whole past came in with its first week."""
    found = {}
    for key, now in total.items():
        then = before.get(key, NOTHING)
        if now.value is None or then.value is None:
            found[key] = NOTHING
            continue
        held = {*now.marks, *then.marks, *([BREAK] if has_joined else [])}
        marks = tuple(mark for mark in (PROVISIONAL, REVISED, BREAK) if mark in held)
        found[key] = Entry(now.value - then.value, marks)
    return found
