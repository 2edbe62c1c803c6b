"""Entering the office tally: always another row, never a change of one."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import record_act
from reporting.models import TallyFigure, TallyReport
from reporting.tally_reading import surroundings_of
from reporting.tally_reference import Wave
from reporting.tally_rules import Figures, Problem, find_problems, last_friday


class TallyRefused(ValueError):
    """The numbers do not add up.

    Attributes:
        problems: each with its place.
    """

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(f"{p.fault} {p.key}: {p.found}, {p.expected}" for p in problems))
        self.problems = problems


class TallyChanged(Exception):
    """Somebody else entered this week while it was being typed."""


class WeekNotOver(ValueError):
    """Offices enter weeks that end on a Friday, once the Friday is there."""


class ReasonMissing(ValueError):
    """A correction, and a number that falls, say why."""


@transaction.atomic
def enter_tally(
    *,
    office_code: str,
    as_of: date,
    figures: Figures,
    new: Figures | None = None,
    replaces: int = 0,
    reason: str = "",
    is_fall_stated: bool = False,
    is_provisional: bool = False,
    is_synthetic: bool = False,
    by=None,
) -> TallyReport:
    """Write what an office knows of, up to a Friday.

    Args:
        figures: numbers since 1 January of that year.
        new: what was typed as new since the week before, by row; only compared.
        replaces: the revision the writer saw; 0 where there was none.
        reason: why it is corrected, or why a number falls.
        is_fall_stated: a number is lower than the week before, and the reason says why.

    Raises:
        WeekNotOver, ReasonMissing: see there.
        TallyRefused: the sums do not hold.
        TallyChanged: there is a newer revision than the writer saw.
    """
    _refuse_day(as_of)
    if (replaces or is_fall_stated) and not reason:
        raise ReasonMissing(office_code)
    around = surroundings_of(office_code, as_of, is_fall_stated=is_fall_stated)
    if problems := find_problems(figures, around, new):
        raise TallyRefused(problems)
    report = TallyReport(
        office_code=office_code,
        as_of=as_of,
        revision=replaces + 1,
        is_provisional=is_provisional,
        is_fall_stated=is_fall_stated,
        is_synthetic=is_synthetic,
        reason=reason,
    )
    return _write(report, figures, replaces, by)


def _refuse_day(as_of: date) -> None:
    if last_friday(min(as_of, timezone.localdate())) != as_of:
        raise WeekNotOver(as_of.isoformat())


def _write(report: TallyReport, figures: Figures, replaces: int, by) -> TallyReport:
    act = "reporting.correct_tally" if replaces else "reporting.enter_tally"
    place, reason = report.office_code, report.reason
    line = record_act(action=act, target=str(report), place=place, reason=reason, by=by)
    report.entered_in = line.pk
    of_week = TallyReport.objects.filter(office_code=report.office_code, as_of=report.as_of)
    if of_week.count() != replaces:
        raise TallyChanged(str(report))
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError as taken:
        raise TallyChanged(str(report)) from taken
    TallyFigure.objects.bulk_create(
        TallyFigure(report=report, **key._asdict(), number=number)
        for key, number in figures.items()
    )
    return report


@transaction.atomic
def load_reference(*, waves: Iterable[Wave], by=None) -> int:
    """Write the waves that the Ministry published, by the rules of every entry.

    A wave that is there is left as it is. Returns how many were written.

    Raises:
        TallyRefused: the file holds a number that cannot be right.
    """
    known = set(TallyReport.objects.published_by_ministry().values_list("as_of", flat=True))
    written = 0
    for wave in waves:
        around = surroundings_of(TallyReport.MINISTRY, wave.as_of)
        if problems := find_problems(wave.figures, around):
            raise TallyRefused(problems)
        if wave.as_of not in known:
            _write_wave(wave, by)
            written += 1
    return written


def _write_wave(wave: Wave, by) -> None:
    act = record_act(action="reporting.load_tally_reference", target=str(wave.as_of), by=by)
    report = TallyReport.objects.create(
        office_code=TallyReport.MINISTRY,
        as_of=wave.as_of,
        revision=1,
        source_ko=wave.source.ko,
        source_en=wave.source.en,
        source_url=wave.url,
        source_on=wave.published_on,
        entered_in=act.pk,
    )
    TallyFigure.objects.bulk_create(
        TallyFigure(
            report=report,
            **key._asdict(),
            number=number,
            is_derived=key in wave.derived,
            **wave.misprint_of(key),
        )
        for key, number in wave.figures.items()
    )
