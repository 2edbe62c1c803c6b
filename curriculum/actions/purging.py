"""Deleting the records of a closed school year; counts by office and level stay."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.actions import record_act
from curriculum.actions.exchange import forget_statements
from curriculum.models import (
    Assignment,
    AssignmentBatch,
    Completion,
    LtiLaunch,
    RunningCount,
    YearCount,
)
from curriculum.models.year_counts import COUNTED_BY, COUNTS
from curriculum.school_portions import in_portions
from curriculum.year_tally import YearTally
from quizzes.actions import delete_attempts
from schools import tombstones
from schools.actions import delete_classrooms
from schools.models import Classroom, Student
from schools.school_year import first_day, is_over


class YearNotOver(Exception):
    """The school year has not ended, or its classes are still needed."""

    def __init__(self, school_year: int):
        begins = first_day(school_year + 1)
        super().__init__(
            f"School year {school_year} lasts until the day before {begins:%Y-%m-%d}."
            " Nothing was deleted."
        )


def require_year_over(school_year: int, today: date) -> None:
    """Go on only when the next school year has begun.

    Raises:
        YearNotOver: it has not.
    """
    if not is_over(school_year, today):
        raise YearNotOver(school_year)


def purge_year(
    *, school_year: int, tell: Callable[[int, int], None] = lambda done, total: None, by=None
) -> int:
    """Delete classes, students and what they did in a school year that is over; keep counts.

    Safe to break off and to run again: each portion is a transaction, and its counts and
    tombstones are written with it.

    Args:
        school_year: the year in which it began.
        tell: called after each portion with the number of classes done and of all.

    Returns:
        The number of classes that went.

    Raises:
        YearNotOver: the next school year has not begun.
    """
    require_year_over(school_year, timezone.localdate())
    due, done = list(Classroom.objects.of_year(school_year).by_school()), 0
    for portion in in_portions(due):
        tombstones.bury(portion, school_year=school_year)
        _delete(portion, school_year)
        done += len(portion)
        tell(done, len(due))
    # From now on the year is what its purge kept.
    RunningCount.objects.filter(school_year=school_year).delete()
    _finish("curriculum.purge_year", f"{school_year}: {len(due)} classes", by)
    return len(due)


def replay_tombstones(
    *, tell: Callable[[int, int], None] = lambda done, total: None, by=None
) -> int:
    """Delete again what a restored copy of the database brought back.

    Returns:
        The number of classes that went.
    """
    count = 0
    for school_year in tombstones.purged_years():
        back, done = list(tombstones.risen(school_year)), 0
        total = sum(map(len, back))
        for portion in _back_in_portions(back):
            _delete(portion, school_year)
            done += len(portion)
            tell(done, total)
        count += total
    _finish("curriculum.replay_tombstones", f"{count} classes", by)
    return count


def _back_in_portions(back: Iterable[list[UUID]]) -> Iterator[list[UUID]]:
    for found in back:
        yield from in_portions(list(Classroom.objects.filter(pk__in=found).by_school()))


@transaction.atomic
def _delete(classroom_ids: Collection[UUID], school_year: int) -> None:
    """One portion: counted, then gone. What another run has taken meanwhile counts once."""
    there = Classroom.objects.filter(pk__in=classroom_ids).select_for_update(of=["self"])
    classrooms = list(there.select_related("school"))
    _keep_counts(YearTally(classrooms).rows())
    ids = [classroom.pk for classroom in classrooms]
    delete_attempts(students=Student.objects.filter(classroom__in=ids).values("pk"))
    Completion.objects.filter(assignment__classroom__in=ids).delete()
    Assignment.objects.filter(classroom__in=ids).delete()
    AssignmentBatch.objects.filter(assignments__isnull=True).delete()
    forget_statements(school_year=school_year)
    delete_classrooms(classroom_ids=ids, school_year=school_year)


def _keep_counts(rows: list[YearCount]) -> None:
    """Add to the counts of portions before."""
    for row in rows:
        of = {name: getattr(row, name) for name in COUNTED_BY}
        more = {name: F(name) + getattr(row, name) for name in COUNTS}
        if not YearCount.objects.filter(**of).update(**more):
            row.save()


@transaction.atomic
def _finish(action: str, target: str, by) -> None:
    """Sign-ins of students end by themselves within a day; here their rows go too."""
    LtiLaunch.objects.outlived().delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    record_act(action=action, target=target, by=by)
