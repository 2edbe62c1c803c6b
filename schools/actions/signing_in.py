"""Verbs of a student at the door: in with code, number and PIN, and out again."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.addresses import client_address
from schools import sign_in
from schools.actions.alarms import note_failed_try
from schools.actions.codes import count_failed_try
from schools.models import Student
from schools.open_doors import class_behind, student_behind
from schools.return_pass import student_id_in


class CodeNotOpen(Exception):
    """No class is open under this code: never was, expired or closed, which nobody is told."""


class PassOver(Exception):
    """The page somebody came back from is too old; a class code is needed."""


class AnotherStudent(Exception):
    """The page somebody came back from belongs to another number."""


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


def sign_student_in(request, *, code: str, number: int, pin: str, device_wait: int = 0) -> Student:
    """Sign a student in at this browser; a session on another device ends with it.

    Args:
        code: normalised class code.
        number: number in the class.
        pin: normalised PIN, six digits.
        device_wait: seconds this device has still to wait; only a student whom the teacher let in
            a moment ago passes it.

    Raises:
        CodeNotOpen: no class is open under this code.
        SeatRefused: number and PIN do not belong together, or the wait is not over.
    """
    # The refusal is raised outside: a failed try must stay counted.
    with transaction.atomic():
        student, refusal = _try_seat(code, number, pin, device_wait)
    if isinstance(refusal, SeatRefused) and refusal.was_tried:
        count_failed_try(code=code)
        note_failed_try(address=client_address(request))
    if refusal:
        raise refusal
    sign_in.begin_student_session(request, student)
    return student


def sign_student_in_again(
    request, *, return_pass: str, number: int, pin: str, device_wait: int = 0
) -> Student:
    """Sign in the student of an open page whose session ended, without a class code.

    Args:
        return_pass: what the page carries, see `schools.return_pass`.
        number, pin, device_wait: as for `sign_student_in`.

    Raises:
        PassOver: the page is too old, or its student is no longer in a class.
        AnotherStudent: the page belongs to another number; the PIN was not looked at.
        SeatRefused: the PIN is wrong, or the wait is not over.
    """
    with transaction.atomic():
        student, refusal = _try_own_seat(return_pass, number, pin, device_wait)
    if isinstance(refusal, SeatRefused) and refusal.was_tried:
        note_failed_try(address=client_address(request))
    if refusal:
        raise refusal
    sign_in.begin_student_session(request, student)
    return student


def sign_student_in_to(
    request, *, classroom_id, number: int, pin: str, device_wait: int = 0
) -> Student:
    """Sign a student in to a class somebody else vouches for, without the code on the board.

    Args:
        number, pin, device_wait: as for `sign_student_in`.

    Raises:
        SeatRefused: number and PIN do not belong together, or the wait is not over.
    """
    with transaction.atomic():
        present = Student.objects.present().filter(classroom=classroom_id, number=number)
        student = present.select_for_update(of=["self"]).first()
        refusal = _try_number(student, pin, device_wait)
    if refusal and refusal.was_tried:
        note_failed_try(address=client_address(request))
    if refusal:
        raise refusal
    sign_in.begin_student_session(request, student)
    return student


def sign_known_student_in(request, *, student: Student) -> None:
    """Sign in a student who proved earlier whose seat it is; the device before is signed out."""
    Student.objects.filter(pk=student.pk).update(sign_in_count=F("sign_in_count") + 1)
    student.refresh_from_db(fields=["sign_in_count"])
    sign_in.begin_student_session(request, student)


def _try_own_seat(
    return_pass: str, number: int, pin: str, device_wait: int
) -> tuple[Student | None, Exception | None]:
    present = Student.objects.present(today=timezone.localdate())
    student = present.select_for_update(of=["self"]).filter(pk=student_id_in(return_pass)).first()
    if student is None:
        return None, PassOver()
    if student.number != number:
        return student, AnotherStudent()
    return student, _try_number(student, pin, device_wait)


def _try_seat(
    code: str, number: int, pin: str, device_wait: int
) -> tuple[Student | None, Exception | None]:
    student = student_behind(code, number)
    if student is None and class_behind(code) is None:
        return None, CodeNotOpen()
    return student, _try_number(student, pin, device_wait)


def _try_number(student: Student | None, pin: str, device_wait: int) -> SeatRefused | None:
    if seconds := _seconds_to_wait(student, device_wait):
        return SeatRefused(seconds=seconds, was_tried=False)
    if student is None:
        return SeatRefused(seconds=0, was_tried=True)
    return _try_pin(student, pin)


def _seconds_to_wait(student: Student | None, device_wait: int) -> int:
    if student is None:
        return device_wait
    if student.was_let_in():
        return student.seconds_to_wait()
    return max(student.seconds_to_wait(), device_wait)


def _try_pin(student: Student, pin: str) -> SeatRefused | None:
    refusal = None
    if student.has_pin(pin):
        student.forget_failed_tries()
        student.sign_in_count += 1
    else:
        student.note_failed_try()
        refusal = SeatRefused(seconds=student.seconds_to_wait(), was_tried=True)
    student.save(update_fields=["sign_in_count", "failed_tries", "failed_on", "wait_until"])
    return refusal


def sign_student_out(request) -> None:
    """End the student's session at this browser."""
    sign_in.end_student_session(request)
