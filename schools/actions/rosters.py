"""Verbs of a school's roster: planning it, applying the plan, making one class by hand."""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import record_act
from schools import nicknames, roster
from schools.actions.classes import make_classroom
from schools.actions.rights import require_right
from schools.actions.staff import become_teacher
from schools.models import Classroom, School, Student
from schools.roles import Permission
from schools.roster_plan import ClassChange, ClassKey, Plan, Roster, Seats, plan_roster

DIGEST_BYTES = 32
PIN_FIELDS = ["pin_salt", "pin_digest", "failed_tries", "failed_on", "wait_until"]


class RosterChanged(Exception):
    """The school's classes are no longer those the plan was made from; nothing was written."""


class ClassExists(Exception):
    """There is such a class in this school year already."""


@dataclass
class _ClassNow:
    """A class with the seats it has, by number."""

    classroom: Classroom
    present: dict[int, Student]
    left: dict[int, Student]

    @property
    def seats(self) -> Seats:
        return Seats(frozenset(self.present), frozenset(self.left))


def plan_of_roster(*, school: School, school_year: int, wanted: Roster) -> Plan:
    """What this roster would change in the school today; writes nothing."""
    return _plan(wanted, _classes_now(school, school_year))


@transaction.atomic
def apply_roster(
    *,
    school: School,
    school_year: int,
    wanted: Roster,
    fingerprint: str,
    are_unlisted_leaving: bool = False,
    are_left_returning: bool = False,
    by,
) -> Plan:
    """Make the classes and students of a roster, all or nothing; safe to repeat.

    New and returning students have no PIN until cards are printed. Nobody is deleted.

    Args:
        wanted: student numbers by class.
        fingerprint: of the plan somebody looked at.
        are_unlisted_leaving: whether students a named class no longer lists leave it today.
        are_left_returning: whether students who had left and are listed come back.

    Raises:
        RosterChanged: the plan is another one by now; show it again.
        NotAllowed: `by` does not manage this school's roster any more.
    """
    require_right(by, Permission.MANAGE_ROSTER, school)
    # Two administrators at once, or two presses: the second waits here and plans again.
    School.objects.select_for_update().get(pk=school.pk)
    now = _classes_now(school, school_year)
    plan = _plan(wanted, now)
    if plan.fingerprint != fingerprint:
        raise RosterChanged
    _add(plan, now, school, school_year)
    left = _let_leave(plan, now) if are_unlisted_leaving else 0
    back = _let_return(plan, now) if are_left_returning else 0
    target = f"{school.neis_code} {school_year}: {plan.added} added, {left} left, {back} back"
    record_act(action="schools.apply_roster", target=target, place=school.neis_code, by=by)
    return plan


@transaction.atomic
def make_own_class(
    *, school: School, school_year: int, grade: int, class_number: int, size: int, is_own: bool, by
) -> Classroom:
    """Make one class with students 1 to `size`.

    Args:
        is_own: whether the person who makes it becomes its homeroom teacher.

    Raises:
        ClassExists: there is one; it is given to a teacher by the school's administrator.
        NotAllowed: `by` makes no classes at this school any more.
    """
    require_right(by, Permission.MAKE_CLASS, school)
    wanted = {"school_year": school_year, "grade": grade, "class_number": class_number}
    try:
        with transaction.atomic():
            classroom, _cards = make_classroom(school=school, size=size, by=by, **wanted)
    except IntegrityError as met:
        raise ClassExists from met
    if is_own:
        become_teacher(classroom=classroom, by=by)
    return classroom


def _plan(wanted: Roster, now: dict[ClassKey, _ClassNow]) -> Plan:
    return plan_roster(wanted, {key: there.seats for key, there in now.items()})


def _classes_now(school: School, school_year: int) -> dict[ClassKey, _ClassNow]:
    """Every class of the year with its seats, in two statements."""
    classrooms = school.classrooms.of_year(school_year)
    seats = defaultdict(list)
    for student in Student.objects.filter(classroom__in=classrooms):
        seats[student.classroom_id].append(student)
    return {
        ClassKey(classroom.grade, classroom.class_number): _ClassNow(
            classroom,
            {seat.number: seat for seat in seats[classroom.pk] if not seat.has_left},
            {seat.number: seat for seat in seats[classroom.pk] if seat.has_left},
        )
        for classroom in classrooms
    }


def _add(plan: Plan, now: dict[ClassKey, _ClassNow], school: School, school_year: int) -> None:
    made = {
        key: Classroom(
            school=school, school_year=school_year, grade=key.grade, class_number=key.class_number
        )
        for key in plan.new_classes
    }
    try:
        with transaction.atomic():
            Classroom.objects.bulk_create(made.values())
    except IntegrityError as met:  # a teacher made one of the classes in this very moment
        raise RosterChanged from met
    classrooms = {key: there.classroom for key, there in now.items()} | made
    newcomers = [_newcomers(change, classrooms[change.key], now) for change in plan.changes]
    Student.objects.bulk_create(chain.from_iterable(newcomers))


def _newcomers(change: ClassChange, classroom: Classroom, now: dict) -> list[Student]:
    """The seats a class gets; where it has nicknames, with one of their own."""
    numbers, names = sorted(change.added), [""] * len(change.added)
    if classroom.has_nicknames:
        seats = chain(now[change.key].present.values(), now[change.key].left.values())
        names = nicknames.draw(len(numbers), but_not={seat.nickname for seat in seats})
    return [
        _without_pin(Student(classroom=classroom, number=number, nickname=name))
        for number, name in zip(numbers, names, strict=True)
    ]


def _let_leave(plan: Plan, now: dict[ClassKey, _ClassNow]) -> int:
    leaving = [
        now[change.key].present[number].pk for change in plan.changes for number in change.unlisted
    ]
    return Student.objects.filter(pk__in=leaving).update(left_on=timezone.localdate())


def _let_return(plan: Plan, now: dict[ClassKey, _ClassNow]) -> int:
    seats = [now[change.key].left[number] for change in plan.changes for number in change.returning]
    for seat in seats:
        # The old card, and a session on a shared tablet, may be in anybody's hands by now.
        _without_pin(seat).left_on = None
        seat.sign_in_count += 1
    return Student.objects.bulk_update(seats, ["left_on", "sign_in_count", *PIN_FIELDS])


def _without_pin(student: Student) -> Student:
    """A seat that no PIN opens: a digest that belongs to none."""
    student.pin_salt = roster.draw_salt()
    student.pin_digest = secrets.token_bytes(DIGEST_BYTES)
    student.forget_failed_tries()
    return student
