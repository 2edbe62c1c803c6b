"""Verbs of a class: making it, PINs, codes, a student who is locked out."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import record_act
from schools import roster
from schools.models import Classroom, JoinCode, Student

# An open code's eight characters can meet those of another class once in many years.
DRAWS_OF_A_CODE = 5


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
    _record("schools.make_classroom", classroom, by)
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
    _record("schools.issue_pins", classroom, by)
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
    _record("schools.unlock_student", classroom, by, seat=f" {number}")
    return student


@transaction.atomic
def open_join_code(*, classroom, minutes: int = 50, by) -> JoinCode:
    """Open the class under a new code; the code before stops working, students inside stay.

    Args:
        minutes: how long students may come in; a lesson and the break before it.
    """
    # Two presses at once wait for each other here, so that one code is left open.
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    _close_codes(classroom, JoinCode.ClosedBecause.REPLACED)
    code = _store_new_code(classroom, timezone.now() + timedelta(minutes=minutes))
    _record("schools.open_join_code", classroom, by)
    return code


@transaction.atomic
def close_join_code(*, classroom, by) -> None:
    """Let nobody else in; students who are inside stay."""
    _close_codes(classroom, JoinCode.ClosedBecause.TEACHER)
    _record("schools.close_join_code", classroom, by)


def _close_codes(classroom, because: str) -> None:
    classroom.join_codes.not_closed().update(closed_at=timezone.now(), closed_because=because)


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


def _record(action: str, classroom, by, *, seat: str = "") -> None:
    place = classroom.school.neis_code
    record_act(action=action, target=f"{classroom.pk}{seat}", place=place, by=by)
