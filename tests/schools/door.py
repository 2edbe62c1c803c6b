"""What a student does at the door, as requests."""

from schools.models import Student
from tests.factories.schools import PIN

CODE = "7KTMW4XP"
JOIN, SEAT = "/ko/join/", "/ko/join/seat/"


def type_code(client, code=CODE, **extra):
    """Page one."""
    return client.post(JOIN, {"code": code, **extra})


def take_seat(client, number=1, pin=PIN):
    """Page two."""
    return client.post(SEAT, {"number": number, "pin": pin})


def sign_in(client, number=1, pin=PIN, *, code=CODE, **extra):
    """Both pages."""
    type_code(client, code, **extra)
    return take_seat(client, number, pin)


def is_signed_in(client) -> bool:
    """Whether this browser's session names a student."""
    return "student_id" in client.session


def guess(client, number=1, times=1, *, code=CODE):
    """Type the code once and then wrong PINs; the answer to the last."""
    type_code(client, code)
    return [take_seat(client, number, "000000") for _ in range(times)][-1]


def lock(classroom, number: int) -> Student:
    """A seat at which five PINs were wrong just now."""
    student = classroom.students.get(number=number)
    for _ in range(5):
        student.note_failed_try()
    student.save()
    return student
