"""Verbs of a student at the door: in with code, number and PIN, and out again."""

from django.db import transaction

from schools import sign_in
from schools.models import Classroom, Student


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
