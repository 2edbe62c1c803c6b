"""Verbs of the school year: rolling a school over into the next one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models.functions import Least
from django.utils import timezone

from core.actions import record_act
from core.levels import GRADES
from schools import roster
from schools.actions.rights import require_right
from schools.models import Classroom, JoinCode, Membership, School, Student
from schools.roles import Permission
from schools.rollover import Fate, Move, Plan, Problem, Seat, Years, opens_on, plan_rollover
from schools.roster_plan import ClassKey
from schools.school_year import first_day, last_day


class TooEarly(Exception):
    """Schools do not form the classes of this year yet."""


class PlanRefused(Exception):
    """The plan has problems; nothing was changed.

    Attributes:
        problems: what to mend, row by row.
    """

    def __init__(self, problems: Sequence[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class PlanChanged(Exception):
    """The school is no longer as it was when the plan was shown; nothing was changed."""


def plan_of_rollover(
    *, school: School, school_year: int, sizes: Mapping[ClassKey, int], moves: Sequence[Move]
) -> Plan:
    """What a change of year would do today; writes nothing.

    Args:
        school_year: the new one.
    """
    return plan_rollover(read_years(school, school_year), sizes=sizes, moves=moves)


@transaction.atomic
def roll_over(
    *,
    school: School,
    school_year: int,
    sizes: Mapping[ClassKey, int],
    moves: Sequence[Move] = (),
    fingerprint: str | None = None,
    by,
) -> Plan:
    """Make the classes of a new school year and end the old one, all or nothing.

    New students have PINs that nobody has seen until cards are printed. Records of the old year
    stay with the old classes until the year is purged. Again changes nothing.

    Args:
        school_year: the new one.
        sizes: students for classes of the new year.
        moves: students who stay known in the new year.
        fingerprint: of the plan somebody looked at; None for a command.

    Raises:
        NotAllowed: the right to do this ended meanwhile.
        TooEarly: it is not January of the new year yet.
        PlanRefused: the plan has problems.
        PlanChanged: the plan is another one by now; show it again.
    """
    require_right(by, Permission.MANAGE_ROSTER, school)
    if timezone.localdate() < opens_on(school_year):
        raise TooEarly(school_year)
    # Two presses at once: the second waits here and finds everything done.
    School.objects.select_for_update().get(pk=school.pk)
    plan = plan_of_rollover(school=school, school_year=school_year, sizes=sizes, moves=moves)
    if plan.problems:
        raise PlanRefused(plan.problems)
    if plan.is_done:
        return plan
    if fingerprint not in (None, plan.fingerprint()):
        raise PlanChanged
    _carry_out(school, school_year, plan, by)
    return plan


def read_years(school: School, school_year: int) -> Years:
    """The school as it stands before the year, in two statements."""
    ends, numbers = first_day(school_year), defaultdict(set)
    pupils, origins, still_there = set(), {}, set()
    for student in _students(school, school_year - 1):
        seat = _seat(student)
        if student.left_on is None or student.left_on >= ends:
            pupils.add(seat)
        if student.left_on is None:
            still_there.add(seat)
    for student in _students(school, school_year).select_related("moved_from__classroom"):
        seat = _seat(student)
        numbers[seat.class_key].add(seat.number)
        if _is_of(student.moved_from, school, school_year - 1):
            origins[seat] = _seat(student.moved_from)
    return Years(
        pupils=frozenset(pupils),
        final_grade=GRADES[school.level][-1],
        numbers={key: frozenset(held) for key, held in numbers.items()},
        origins=origins,
        still_there=frozenset(still_there),
    )


def class_roles_ending(school: School, school_year: int):
    """Roles in classes of a year that will end, or not begin, when that year is over."""
    last = last_day(school_year)
    roles = Membership.objects.filter(classroom__school=school, classroom__school_year=school_year)
    return roles.exclude(ends_on__lte=last)


def _carry_out(school: School, school_year: int, plan: Plan, by) -> None:
    _make_seats(school, school_year, plan)
    _name_origins(school, school_year, plan)
    _end_year(school, school_year - 1)
    record_act(
        action="schools.roll_over",
        target=f"{school.neis_code} {school_year}: {_in_numbers(plan)}",
        place=school.neis_code,
        by=by,
    )


def _students(school: School, school_year: int):
    return Student.objects.filter(
        classroom__school=school, classroom__school_year=school_year
    ).select_related("classroom")


def _is_of(student: Student | None, school: School, school_year: int) -> bool:
    if student is None:
        return False
    classroom = student.classroom
    return (classroom.school_id, classroom.school_year) == (school.pk, school_year)


def _seat(student: Student) -> Seat:
    classroom = student.classroom
    return Seat(classroom.grade, classroom.class_number, student.number)


def _make_seats(school: School, school_year: int, plan: Plan) -> None:
    classrooms = _classrooms(school, school_year)
    made = {
        key: Classroom(
            school=school, school_year=school_year, grade=key.grade, class_number=key.class_number
        )
        for key in plan.new_classes
        if key not in classrooms
    }
    Classroom.objects.bulk_create(made.values())
    classrooms |= made
    students = [
        Student(classroom=classrooms[seat.class_key], number=seat.number) for seat in plan.new_seats
    ]
    for student in students:
        student.give_pin(roster.draw_pin())
    Student.objects.bulk_create(students)


def _name_origins(school: School, school_year: int, plan: Plan) -> None:
    if not plan.new_origins:
        return
    old = {_seat(student): student for student in _students(school, school_year - 1)}
    moved = [each for each in _students(school, school_year) if _seat(each) in plan.new_origins]
    for student in moved:
        student.moved_from = old[plan.new_origins[_seat(student)]]
    Student.objects.bulk_update(moved, ["moved_from"], batch_size=1_000)


def _classrooms(school: School, school_year: int) -> dict[ClassKey, Classroom]:
    return {
        ClassKey(classroom.grade, classroom.class_number): classroom
        for classroom in school.classrooms.of_year(school_year)
    }


def _end_year(school: School, school_year: int) -> None:
    """Students leave, roles and codes of the classes end, with the year and not before."""
    next_year = first_day(school_year + 1)
    _students(school, school_year).filter(left_on=None).update(left_on=next_year)
    ending = class_roles_ending(school, school_year)
    ending.filter(starts_on__gte=next_year).delete()
    ending.update(ends_on=next_year - timedelta(days=1))
    midnight = timezone.make_aware(datetime.combine(next_year, time.min))
    codes = JoinCode.objects.not_closed().filter(
        classroom__school=school, classroom__school_year=school_year
    )
    codes.open().update(expires_at=Least("expires_at", max(midnight, timezone.now())))


def _in_numbers(plan: Plan) -> str:
    return (
        f"{len(plan.new_classes)} classes, {plan.count(Fate.MOVES)} moved,"
        f" {plan.count(Fate.LEAVES)} left, {plan.count(Fate.GRADUATES)} graduated"
    )
