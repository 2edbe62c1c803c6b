"""Counting a school year that is still running, by office and level, for the pages of offices."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from curriculum.models import RunningCount
from curriculum.models.year_counts import COUNTED_BY, COUNTS
from curriculum.school_portions import in_portions
from curriculum.year_tally import YearTally
from schools.models import Classroom


def count_running_year(*, school_year: int, by=None) -> int:
    """Count participation of a year anew; what was counted before goes. Meant for every night.

    Pages read these rows, so that nobody's visit makes the database read a country.

    Returns:
        The number of classes counted.
    """
    found: dict[tuple, RunningCount] = {}
    classes = 0
    for classrooms in _portions(school_year):
        classes += len(classrooms)
        for row in YearTally(classrooms).rows():
            _add(found, row)
    _replace(school_year, list(found.values()), by)
    return classes


def _portions(school_year: int) -> Iterator[list[Classroom]]:
    for portion in in_portions(Classroom.objects.of_year(school_year).by_school()):
        yield list(Classroom.objects.filter(pk__in=portion).select_related("school"))


def _add(found: dict[tuple, RunningCount], row) -> None:
    key = tuple(getattr(row, name) for name in COUNTED_BY)
    count = found.setdefault(key, RunningCount(**dict(zip(COUNTED_BY, key, strict=True))))
    for name in COUNTS:
        setattr(count, name, getattr(count, name) + getattr(row, name))


@transaction.atomic
def _replace(school_year: int, rows: list[RunningCount], by) -> None:
    now = timezone.now()
    for row in rows:
        row.counted_at = now
    RunningCount.objects.filter(school_year=school_year).delete()
    RunningCount.objects.bulk_create(rows)
    record_act(action="curriculum.count_running_year", target=str(school_year), by=by)
