"""Verbs of a class: making it, PINs, nicknames, students who are locked out."""

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from schools import nicknames, roster
from schools.actions.rights import require_teaching
from schools.models import Classroom, Student


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

    Raises:
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, classroom)
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
def unlock_student(*, classroom, number: int, by) -> None:
    """Let a student try again at once, from any device, after failed tries of whomever.

    Raises:
        Student.DoesNotExist: nobody in the class has this number.
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, classroom)
    if not _let_in(classroom.students.present().filter(number=number)):
        raise Student.DoesNotExist
    _record("schools.unlock_student", classroom, by, seat=f" {number}")


@transaction.atomic
def unlock_everybody(*, classroom, by) -> None:
    """Let the whole class try again at once, from any device: somebody kept them out (T-05).

    Raises:
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, classroom)
    _let_in(classroom.students.present())
    _record("schools.unlock_everybody", classroom, by)


def _let_in(students) -> int:
    # A wait that is over, with no failed try beside it: see Student.was_let_in.
    return students.update(
        failed_tries=0, failed_on=timezone.localdate(), wait_until=timezone.now()
    )


@transaction.atomic
def switch_nicknames(*, classroom, is_on: bool, by) -> None:
    """Give everybody in the class a generated nickname, or take all of them away.

    Raises:
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, classroom)
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    students = list(classroom.students.select_for_update().order_by("number"))
    drawn = nicknames.draw(len(students)) if is_on else [""] * len(students)
    # Emptied first: a new one may be what a neighbour had until now.
    classroom.students.update(nickname="")
    for student, nickname in zip(students, drawn, strict=True):
        student.nickname = nickname
    Student.objects.bulk_update(students, ["nickname"])
    classroom.has_nicknames = is_on
    classroom.save(update_fields=["has_nicknames"])
    _record("schools.switch_nicknames", classroom, by)


def _record(action: str, classroom, by, *, seat: str = "") -> None:
    place = classroom.school.neis_code
    record_act(action=action, target=f"{classroom.pk}{seat}", place=place, by=by)
