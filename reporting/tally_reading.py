"""What stands in the tally now: the last revision of each week, and what it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.models import AuditEntry
from reporting.models import TallyReport
from reporting.tally_rules import Figures, Key, Surroundings, last_known
from reporting.tally_weeks import Week, WeekOfOffice, sum_weeks


def standing_weeks(reports: Iterable[TallyReport]) -> list[WeekOfOffice]:
    """The last revision of every week of every office.

    Args:
        reports: `TallyReport.objects.in_order()` of one calendar year.
    """
    found: list[WeekOfOffice] = []
    known: dict[str, dict[Key, int]] = {}
    for (_day, office), group in groupby(reports, lambda r: (r.as_of, r.office_code)):
        revisions = list(group)
        before = known.setdefault(office, {})
        found.append(_standing(revisions, before))
        before |= found[-1].figures
    return found


def _standing(revisions: Sequence[TallyReport], before: Figures) -> WeekOfOffice:
    last = revisions[-1]
    figures = last.read_figures()
    earlier = [report.read_figures() for report in revisions[:-1]]
    changed = {key for key, n in figures.items() for old in earlier if old.get(key) != n}
    fallen = {key for key, n in figures.items() if last.is_fall_stated and n < before.get(key, 0)}
    return WeekOfOffice(
        office=last.office_code,
        as_of=last.as_of,
        figures=figures,
        revision=last.revision,
        is_provisional=last.is_provisional,
        revised=frozenset(changed | fallen),
    )


def surroundings_of(office_code: str, as_of: date, *, is_fall_stated: bool = False) -> Surroundings:
    """The numbers of the weeks before and after, of one office in one year."""
    of_office = TallyReport.objects.filter(office_code=office_code).of_year(as_of.year)
    weeks = standing_weeks(of_office.in_order())
    before = [week.figures for week in weeks if week.as_of < as_of]
    after = [week.figures for week in weeks if week.as_of > as_of]
    return Surroundings(last_known(before), last_known(reversed(after)), is_fall_stated)


def weeks_of_office(office_code: str, year: int) -> list[Week]:
    """One office's weeks, the oldest first."""
    reports = TallyReport.objects.filter(office_code=office_code).of_year(year)
    return sum_weeks(standing_weeks(reports.in_order()), [office_code])


def weeks_of_nation(year: int, offices: Sequence[str]) -> list[Week]:
    """The weeks of all offices together, the oldest first; two statements."""
    reports = TallyReport.objects.of_offices().of_year(year).in_order()
    return sum_weeks(standing_weeks(reports), offices)


@dataclass(frozen=True)
class Version:
    """A revision as a reader sees it.

    Attributes:
        by: who entered it; empty where a command did.
        changes: (number, before, now) of what differs from the revision before.
    """

    report: TallyReport
    by: str
    changes: tuple[tuple[Key, int | None, int], ...]


def versions_of(office_code: str, as_of: date) -> list[Version]:
    """Every revision of a week, the newest first; three statements."""
    of_week = TallyReport.objects.filter(office_code=office_code, as_of=as_of)
    reports = list(of_week.in_order())
    lines = AuditEntry.objects.filter(pk__in=[report.entered_in for report in reports])
    people = {line.pk: str(line.by or "") for line in lines.select_related("by")}
    found, before = [], None
    for report in reports:
        figures = report.read_figures()
        changes = _changes(before, figures) if before is not None else ()
        found.append(Version(report, people.get(report.entered_in, ""), changes))
        before = figures
    return found[::-1]


def _changes(before: Figures, now: Figures) -> tuple[tuple[Key, int | None, int], ...]:
    return tuple(
        (key, before.get(key), number) for key, number in now.items() if before.get(key) != number
    )
