"""Participation by office: counts, with small ones hidden by the rule of published tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.levels import Level
from core.spreadsheets import Sheet
from curriculum.models import ModulePage, RunningCount, YearCount
from reporting.disclosure import HIDDEN, LEAST_COUNT, Shown, is_primary


@dataclass(frozen=True)
class ParticipationRow:
    """One office and level, as a whole or for one module.

    Attributes:
        module: its title; empty for everybody, whatever they were given.
    """

    office: str
    level: str
    module: str
    students: Shown
    started: Shown
    finished: Shown


@dataclass(frozen=True)
class Participation:
    """A school year in the offices somebody may see.

    Attributes:
        years: those there are counts of, the latest first.
        counted_at: when a running year was counted; None for one that is closed.
    """

    school_year: int
    years: Sequence[int]
    rows: Sequence[ParticipationRow]
    counted_at: datetime | None


def read_participation(offices, school_year: int | None, language: str) -> Participation:
    """Counts of a year; five statements at most.

    Args:
        offices: a queryset of those that may be seen.
        school_year: the year in which it began; None for the latest there is.
        language: of titles, "ko" or "en".
    """
    names = {office.code: str(office) for office in offices}
    years = sorted(_years(), reverse=True)
    year = school_year if school_year is not None else next(iter(years), 0)
    counts = list(_counts(year, names))
    keys = {row.module_key for row in counts if row.module_key}
    titles = ModulePage.objects.titles_in(language, keys) if keys else {}
    order = {code: place for place, code in enumerate(names)}
    rows = [_row(count, names, titles) for count in sorted(counts, key=_order(order, titles))]
    counted_at = next((row.counted_at for row in counts if isinstance(row, RunningCount)), None)
    return Participation(year, years, rows, counted_at)


def participation_sheet(participation: Participation) -> Sheet:
    """The table for a file; a hidden count is a mark, never empty and never 0."""
    return Sheet(
        name=_("Participation"),
        title=_("Participation by office %(year)d") % {"year": participation.school_year},
        notes=[hidden_words()],
        header=[
            *(_("School year"), _("Office of education"), _("School level"), _("Module")),
            *(_("Students"), _("Students who began"), _("Students finished")),
        ],
        rows=[
            [
                *(
                    participation.school_year,
                    row.office,
                    row.level,
                    row.module or pgettext("modules", "All"),
                ),
                *(_cell(row.students), _cell(row.started)),
                _cell(row.finished) if row.module else "",
            ]
            for row in participation.rows
        ],
    )


def hidden_words() -> str:
    """What the mark means, for the screen and the file."""
    words = _("[c]: hidden, because fewer than %(least)d students are in it or are left out by it.")
    return words % {"least": LEAST_COUNT}


def _years() -> set[int]:
    closed = YearCount.objects.order_by().values_list("school_year", flat=True)
    running = RunningCount.objects.order_by().values_list("school_year", flat=True)
    return set(closed.union(running))


def _counts(year: int, names: dict[str, str]):
    """The running count of a year while there is one; what a purge left of it afterwards."""
    wanted = {"school_year": year, "office_code__in": names}
    return RunningCount.objects.filter(**wanted) or YearCount.objects.filter(**wanted)


def _row(count, names: dict[str, str], titles: dict[UUID, str]) -> ParticipationRow:
    title = titles.get(count.module_key, str(count.module_key)) if count.module_key else ""
    whole = count.students
    return ParticipationRow(
        office=names[count.office_code],
        level=Level(count.level).label,
        module=title,
        students=HIDDEN if 0 < whole < LEAST_COUNT else Shown(whole),
        started=_part(count.started, whole),
        finished=_part(count.finished, count.started, within=whole),
    )


def _part(count: int, base: int, *, within: int | None = None) -> Shown:
    """A part of a base; hidden when the part or the rest is small, or the whole base is."""
    bases = [base] if within is None else [base, within]
    if any(0 < each < LEAST_COUNT or is_primary(count, each, least=LEAST_COUNT) for each in bases):
        return HIDDEN
    return Shown(count)


def _order(places: dict[str, int], titles: dict[UUID, str]):
    return lambda row: (
        places[row.office_code],
        Level.values.index(row.level),
        titles.get(row.module_key, ""),
    )


def _cell(shown: Shown) -> int | str:
    return shown.text if shown.value is None else shown.value
