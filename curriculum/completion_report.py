"""Who finished what, as counts of classes: the yearly report on mandatory education.

One reading for the screen, the print and the file. It counts; no number of a student is in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from core.spreadsheets import Sheet
from curriculum.models import ModulePage
from curriculum.module_records import ModuleRecord, YearRecords
from schools.models import Classroom, School
from schools.school_year import is_over


@dataclass(frozen=True)
class ReportRow:
    """One module of one class.

    Attributes:
        assigned: students who are in the class and have the module, or had it where they were.
        finished: those of them who finished it, here or in the class they came from.
        opened_on: first day on which it was open.
        last_on: day on which the last of them finished; None before the first.
    """

    classroom: Classroom
    module_key: UUID
    title: str
    level: str
    minutes: int
    assigned: int
    finished: int
    opened_on: date
    last_on: date | None


@dataclass(frozen=True)
class ModuleTotal:
    """One module over all classes of the report."""

    title: str
    level: str
    minutes: int
    classes: int
    assigned: int
    finished: int

    @property
    def percent(self) -> int:
        """Whole per cent of the students who finished; 0 without students."""
        return round(100 * self.finished / self.assigned) if self.assigned else 0


@dataclass(frozen=True)
class CompletionReport:
    """The report of a school, or of one class, for a school year."""

    school: School
    school_year: int
    rows: Sequence[ReportRow]
    read_at: datetime

    @property
    def is_of_former_year(self) -> bool:
        """Whether the year is over, so that its last day is what counts."""
        return is_over(self.school_year, timezone.localdate())

    @property
    def totals(self) -> list[ModuleTotal]:
        """Module by module, in the order of their titles."""
        by_module: dict[UUID, list[ReportRow]] = {}
        for row in self.rows:
            by_module.setdefault(row.module_key, []).append(row)
        totals = [_total(rows) for rows in by_module.values()]
        return sorted(totals, key=lambda total: total.title)


def read_completion_report(
    school: School, school_year: int, language: str, *, classroom: Classroom | None = None
) -> CompletionReport:
    """Read the report. Three statements at most, whatever the size of the school.

    Args:
        school_year: the year in which it began.
        language: "ko" or "en", of titles.
        classroom: only this class of the school.
    """
    asked = Classroom.objects.of_year(school_year).filter(school=school)
    if classroom:
        asked = asked.filter(pk=classroom.pk)
    records = YearRecords(asked, school_year).rows
    titles = _titles({row.assignments[0].module for row in records.values()}, language)
    rows = [_row(record, titles) for record in records.values()]
    return CompletionReport(school, school_year, _in_order(rows), timezone.localtime())


def report_sheet(report: CompletionReport) -> Sheet:
    """The table for a file: a row for each class and module."""
    return Sheet(
        name=_("Completion report"),
        title=_("Completion report %(year)d") % {"year": report.school_year},
        notes=[
            str(report.school),
            _("As of %(time)s") % {"time": f"{report.read_at:%Y-%m-%d %H:%M}"},
            _counted_words(report),
        ],
        header=[
            *(_("School year"), _("Class"), _("Module"), _("School level"), _("Minutes")),
            *(_("Students assigned"), _("Students finished")),
            *(_("Opened on"), _("Last finished on")),
        ],
        rows=[_cells(report.school_year, row) for row in report.rows],
    )


def _counted_words(report: CompletionReport) -> str:
    if report.is_of_former_year:
        return _(
            "Students who were in the class on the last day of the year. Finished: every lesson"
            " and quiz."
        )
    return _("Students who are in the class today. Finished: every lesson and quiz.")


def _cells(year: int, row: ReportRow) -> list:
    return [
        *(year, str(row.classroom), row.title, row.level, row.minutes),
        *(row.assigned, row.finished, row.opened_on.isoformat()),
        row.last_on.isoformat() if row.last_on else "",
    ]


def _titles(modules: Iterable[ModulePage], language: str) -> dict[UUID, str]:
    if language == "ko":
        return {module.translation_key: module.title for module in modules}
    keys = {module.translation_key for module in modules}
    return ModulePage.objects.titles_in(language, keys)


def _row(record: ModuleRecord, titles: dict[UUID, str]) -> ReportRow:
    """A module that a class was given twice is one row."""
    first = record.assignments[0]
    module, last = first.module, max(record.finishers.values(), default=None)
    return ReportRow(
        classroom=first.classroom,
        module_key=module.translation_key,
        title=titles.get(module.translation_key, module.title),
        level=module.get_level_display(),
        minutes=module.minutes,
        assigned=len(record.assigned),
        finished=len(record.finishers),
        opened_on=timezone.localdate(first.opens_at),
        last_on=timezone.localdate(last) if last else None,
    )


def _in_order(rows: Iterable[ReportRow]) -> list[ReportRow]:
    return sorted(rows, key=lambda r: (r.classroom.grade, r.classroom.class_number, r.title))


def _total(rows: list[ReportRow]) -> ModuleTotal:
    return ModuleTotal(
        title=rows[0].title,
        level=rows[0].level,
        minutes=rows[0].minutes,
        classes=len(rows),
        assigned=sum(row.assigned for row in rows),
        finished=sum(row.finished for row in rows),
    )
