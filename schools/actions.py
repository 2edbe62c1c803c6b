"""Verbs of schools: places, classes, codes, PINs, roles, and a student's way in and out."""

import csv
from datetime import date, timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import record_act
from schools import roster, sign_in
from schools.models import Classroom, JoinCode, Membership, Office, School, Student
from schools.roles import ROLES, Permission, Scope

OFFICES_FILE = Path(__file__).parent / "content" / "offices.csv"
# An open code's eight characters can meet those of another class once in many years.
DRAWS_OF_A_CODE = 5


class WrongPlace(ValueError):
    """A role was to be granted for a kind of place in which it is not held."""


class CodeNotOpen(Exception):
    """No class is open under this code: never was, expired or closed, which nobody is told."""


class SeatRefused(Exception):
    """Number and PIN do not belong together, or a wait after failed tries is not over.

    Attributes:
        seconds: seconds until the next try is taken; 0 when it is taken now.
        was_tried: False when the PIN was not even looked at.
    """

    def __init__(self, *, seconds: int, was_tried: bool):
        super().__init__(f"refused, next try in {seconds} s")
        self.seconds = seconds
        self.was_tried = was_tried


@transaction.atomic
def load_offices(*, path: Path = OFFICES_FILE, by=None) -> int:
    """Bring the offices of education up to date with our file; safe to repeat.

    Returns:
        The number of offices in the file.
    """
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        code, inferred = row.pop("code"), row.pop("is_last_day_inferred")
        row["valid_to"] = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        row["is_last_day_inferred"] = inferred == "yes"
        Office.objects.update_or_create(code=code, defaults=row)
    record_act(action="schools.load_offices", target=path.name, by=by)
    return len(rows)


@transaction.atomic
def make_school(*, neis_code: str, office: Office, name_ko: str, name_en: str, level: str, by):
    """Make a school, or bring the names and office of the one with this NEIS code up to date."""
    school, _ = School.objects.update_or_create(
        neis_code=neis_code,
        defaults={"office": office, "name_ko": name_ko, "name_en": name_en, "level": level},
    )
    record_act(action="schools.make_school", target=neis_code, by=by)
    return school


@transaction.atomic
def make_classroom(*, school, school_year: int, grade: int, class_number: int, size: int, by):
    """Make a class with students 1 to `size` and issue their PINs.

    Returns:
        The class and a list of (number, PIN); the PINs are readable here and never again.
    """
    classroom = Classroom.objects.create(
        school=school, school_year=school_year, grade=grade, class_number=class_number
    )
    students = [Student(classroom=classroom, number=number) for number in range(1, size + 1)]
    cards = _give_new_pins(students)
    Student.objects.bulk_create(students)
    record_act(action="schools.make_classroom", target=str(classroom.pk), by=by)
    return classroom, cards


@transaction.atomic
def issue_pins(*, classroom, by) -> list[tuple[int, str]]:
    """Replace the PINs of everybody in the class; students who are signed in stay so.

    Returns:
        A list of (number, PIN) in the order of numbers, readable here and never again.
    """
    students = list(classroom.students.present().select_for_update().order_by("number"))
    cards = _give_new_pins(students)
    Student.objects.bulk_update(
        students, ["pin_salt", "pin_digest", "failed_tries", "failed_on", "wait_until"]
    )
    record_act(action="schools.issue_pins", target=str(classroom.pk), by=by)
    return cards


def _give_new_pins(students: list[Student]) -> list[tuple[int, str]]:
    cards = [(student.number, roster.draw_pin()) for student in students]
    for student, (_, pin) in zip(students, cards, strict=True):
        student.give_pin(pin)
    return cards


@transaction.atomic
def unlock_student(*, classroom, number: int, by) -> Student:
    """Let a student try again at once, after failed tries of theirs or of somebody else.

    Raises:
        Student.DoesNotExist: nobody in the class has this number.
    """
    student = classroom.students.present().select_for_update().get(number=number)
    student.forget_failed_tries()
    student.save(update_fields=["failed_tries", "failed_on", "wait_until"])
    record_act(action="schools.unlock_student", target=f"{classroom.pk} {number}", by=by)
    return student


@transaction.atomic
def open_join_code(*, classroom, minutes: int = 50, by) -> JoinCode:
    """Open the class under a new code; the code before stops working, students inside stay.

    Args:
        minutes: how long students may come in; a lesson and the break before it.
    """
    # Two presses at once wait for each other here, so that one code is left open.
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    _close_codes(classroom)
    code = _store_new_code(classroom, timezone.now() + timedelta(minutes=minutes))
    record_act(action="schools.open_join_code", target=str(classroom.pk), by=by)
    return code


@transaction.atomic
def close_join_code(*, classroom, by) -> None:
    """Let nobody else in; students who are inside stay."""
    _close_codes(classroom)
    record_act(action="schools.close_join_code", target=str(classroom.pk), by=by)


def _close_codes(classroom) -> None:
    classroom.join_codes.not_closed().update(closed_at=timezone.now())


def _store_new_code(classroom, expires_at) -> JoinCode:
    for draws_left in reversed(range(DRAWS_OF_A_CODE)):
        try:
            with transaction.atomic():
                return JoinCode.objects.create(
                    classroom=classroom, code=roster.draw_code(), expires_at=expires_at
                )
        except IntegrityError:
            if not draws_left:
                raise


@transaction.atomic
def grant_role(*, user, role: str, office=None, school=None, classroom=None, by) -> Membership:
    """Give a member of staff a role in a place; again is no error and changes nothing.

    Raises:
        WrongPlace: the role is held in another kind of place, or a second place was named.
    """
    places = {Scope.OFFICE: office, Scope.SCHOOL: school, Scope.CLASSROOM: classroom}
    given = {scope for scope, place in places.items() if place is not None}
    if given != {ROLES[role].scope} - {Scope.NATION}:
        raise WrongPlace(f"{role} is held in a {ROLES[role].scope}")
    membership, _ = Membership.objects.get_or_create(
        user=user, role=role, office=office, school=school, classroom=classroom
    )
    if Permission.WRITE_CONTENT in ROLES[role].permissions:
        # Wagtail hangs page rights and workflow tasks on groups, not on permissions.
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    record_act(action="schools.grant_role", target=f"{user.pk} {role}", by=by)
    return membership


def sign_student_in(request, *, code: str, number: int, pin: str) -> Student:
    """Sign a student in at this browser; a session on another device ends with it.

    Args:
        code: normalised class code.
        number: number in the class.
        pin: normalised PIN, six digits.

    Raises:
        CodeNotOpen: no class is open under this code.
        SeatRefused: number and PIN do not belong together, or the wait is not over.
    """
    # The refusal is raised outside: a failed try must stay counted.
    with transaction.atomic():
        student, refusal = _try_seat(code, number, pin)
    if refusal:
        raise refusal
    sign_in.begin_student_session(request, student)
    return student


def _try_seat(code: str, number: int, pin: str) -> tuple[Student | None, Exception | None]:
    student = (
        Student.objects.behind_code(code)
        .filter(number=number)
        .select_for_update(of=["self"])
        .select_related("classroom__school")
        .first()
    )
    if student is None:
        is_open = Classroom.objects.behind_code(code).exists()
        return None, SeatRefused(seconds=0, was_tried=True) if is_open else CodeNotOpen()
    if seconds := student.seconds_to_wait():
        return student, SeatRefused(seconds=seconds, was_tried=False)
    refusal = None
    if student.has_pin(pin):
        student.forget_failed_tries()
        student.sign_in_count += 1
    else:
        student.note_failed_try()
        refusal = SeatRefused(seconds=student.seconds_to_wait(), was_tried=True)
    student.save(update_fields=["sign_in_count", "failed_tries", "failed_on", "wait_until"])
    return student, refusal


def sign_student_out(request) -> None:
    """End the student's session at this browser."""
    sign_in.end_student_session(request)
