"""The way back for a student whose session ended in the middle of something.

A page of the student's own carries it, signed. With it the number and the PIN are enough, also
when the class code has gone from the board by then. It opens one seat only, is worth nothing
without the PIN, and every wrong PIN counts as at the door.
"""

from uuid import UUID

from django.core import signing

SALT = "schools.return_pass"
# A double lesson and the break in it; a session may lie unused for half an hour of that.
LIFE_SECONDS = 2 * 60 * 60


def give_return_pass(student_id: UUID) -> str:
    """What a page of this student carries."""
    return signing.dumps(str(student_id), salt=SALT)


def student_id_in(told: str) -> UUID | None:
    """The student a pass was given to; None for a forged or an old one."""
    try:
        return UUID(signing.loads(told, salt=SALT, max_age=LIFE_SECONDS))
    except signing.BadSignature:
        return None
