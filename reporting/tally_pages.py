"""What the pages of the tally show, read once and ready for a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporting.from_above import OfficeAsked, every_office
from reporting.models import TallyFigure, TallyReport
from reporting.tally_chart import Chart, draw_totals
from reporting.tally_reading import standing_weeks, weeks_of_nation, weeks_of_office
from reporting.tally_rules import LEVELS, ROWS, fridays_of, last_friday
from reporting.tally_weeks import Entry, Week, sum_weeks
from reporting.tally_words import ROW_NAMES, legend, level_name, name_of
from reporting.wording import Bilingual


@dataclass(frozen=True)
class Lines:
    """One table: a line per number, a column per level; totals and what was new."""

    week: Week

    @property
    def levels(self) -> list[str]:
        """Names of the columns."""
        return [level_name(level) for level in ("", *LEVELS)]

    @property
    def lines(self) -> list[tuple[str, Entry, list[Entry]]]:
        """(name, new in all levels, totals by level) of every line."""
        return [
            (
                str(ROW_NAMES[row]),
                self.week.new[row],
                [self.week.total[row._replace(level=level)] for level in ("", *LEVELS)],
            )
            for row in ROWS
        ]


def series(weeks: Sequence[Week]) -> list[tuple[Week, list[tuple[Entry, Entry]]]]:
    """The newest first: (week, (total, new) of every kind of number over all levels)."""
    return [(week, [(week.total[row], week.new[row]) for row in ROWS]) for week in weeks[::-1]]


def marks_in(weeks: Sequence[Week]) -> list[tuple[str, str]]:
    """The legend of the marks that occur."""
    entries = [e for week in weeks for part in (week.total, week.new) for e in part.values()]
    return legend({mark for entry in entries for mark in entry.marks})


@dataclass(frozen=True)
class Shared:
    """What every page of a series has."""

    weeks: list[Week]

    @property
    def row_names(self) -> list[str]:
        """Names of the columns of a series."""
        return [str(name) for name in ROW_NAMES.values()]

    @property
    def series(self) -> list[tuple[Week, list[tuple[Entry, Entry]]]]:
        """See `series`."""
        return series(self.weeks)

    @property
    def latest(self) -> Lines | None:
        """The last week by level."""
        return Lines(self.weeks[-1]) if self.weeks else None

    @property
    def marks(self) -> list[tuple[str, str]]:
        """See `marks_in`."""
        return marks_in(self.weeks)

    @property
    def chart(self) -> Chart | None:
        """The running totals as lines; None where there is no line to draw."""
        return draw_totals(self.weeks)


def year_of(asked: str | None, today: date) -> int:
    """The year of an address; this one for anything else."""
    is_year = bool(asked) and asked.isascii() and asked.isdigit() and len(asked) == 4
    return min(int(asked), today.year) if is_year and int(asked) > 2000 else today.year


def years_with_reports(today: date) -> list[int]:
    """The years there are numbers of, this one among them, the newest first."""
    days = TallyReport.objects.of_offices().dates("as_of", "year")
    return sorted({today.year, *(day.year for day in days)}, reverse=True)


@dataclass(frozen=True)
class NationPage(Shared):
    """The country: who has entered the last week, the sums, and every week."""

    year: int
    years: list[int]
    due: date
    offices: list[OfficeAsked]
    is_synthetic: bool

    @classmethod
    def read(cls, today: date, asked_year: str | None) -> "NationPage":
        """The year somebody asked for."""
        offices, year = list(every_office()), year_of(asked_year, today)
        reports = TallyReport.objects.of_offices().of_year(year)
        return cls(
            weeks=weeks_of_nation(year, [office.code for office in offices]),
            year=year,
            years=years_with_reports(today),
            due=last_friday(today),
            offices=offices,
            is_synthetic=reports.filter(is_synthetic=True).exists(),
        )

    @property
    def standings(self) -> list[tuple[OfficeAsked, bool, date | None]]:
        """(office, whether the week that is due is there, its last week) of every office."""
        last = {code: week.as_of for week in self.weeks for code in week.entered}
        return [
            (each, last.get(each.code) == self.due, last.get(each.code)) for each in self.offices
        ]

    @property
    def missing(self) -> list[OfficeAsked]:
        """Offices that have not entered the week that is due."""
        return [office for office, is_there, _last in self.standings if not is_there]

    @property
    def entered(self) -> int:
        """How many offices have entered it."""
        return len(self.offices) - len(self.missing)


@dataclass(frozen=True)
class OfficePage(Shared):
    """One office: its weeks, and those that are missing."""

    office: OfficeAsked
    year: int
    due: date
    missing: list[date]
    is_synthetic: bool

    @classmethod
    def read(cls, office: OfficeAsked, today: date, asked_year: str | None) -> "OfficePage":
        """The year somebody asked for."""
        year, due = year_of(asked_year, today), last_friday(today)
        weeks = weeks_of_office(office.code, year)
        entered = {week.as_of for week in weeks}
        since = min(entered, default=due)
        fridays = fridays_of(year, today) if year == today.year else []
        reports = TallyReport.objects.filter(office_code=office.code).of_year(year)
        return cls(
            weeks=weeks,
            office=office,
            year=year,
            due=due,
            missing=[day for day in fridays if day not in entered and day >= since],
            is_synthetic=reports.filter(is_synthetic=True).exists(),
        )


@dataclass(frozen=True)
class SourceLine:
    """Where a published wave is from, and when it came out."""

    as_of: date
    source: Bilingual
    url: str
    published_on: date
    derived: list[str]


@dataclass(frozen=True)
class ReferencePage(Shared):
    """What the Ministry published in 2024."""

    sources: list[SourceLine]
    misprints: list[tuple[date, str, int, int, Bilingual]]

    @classmethod
    def read(cls) -> "ReferencePage":
        """The loaded waves; three statements."""
        reports = list(TallyReport.objects.published_by_ministry().in_order())
        weeks = sum_weeks(standing_weeks(reports), [TallyReport.MINISTRY])
        figures = [(report, figure) for report in reports for figure in report.figures.all()]
        return cls(
            weeks=weeks,
            sources=[_source(report) for report in reports],
            misprints=[_misprint(r, f) for r, f in figures if f.misprint is not None],
        )


def _source(report: TallyReport) -> SourceLine:
    derived = [name_of(figure.key) for figure in report.figures.all() if figure.is_derived]
    source = Bilingual(report.source_ko, report.source_en)
    return SourceLine(report.as_of, source, report.source_url, report.source_on, derived)


def _misprint(report: TallyReport, figure: TallyFigure) -> tuple[date, str, int, int, Bilingual]:
    by = Bilingual(figure.misprint_ko, figure.misprint_en)
    return report.as_of, name_of(figure.key), figure.misprint, figure.number, by
