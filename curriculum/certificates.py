"""Certificates: what a student earned, and what stands behind a code."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from core.levels import Level
from curriculum import certificate_codes
from curriculum.models import Assignment, Certificate, Completion, ModulePage
from schools.models import School


@dataclass(frozen=True)
class Confirmed:
    """What the public page tells whoever holds a code. There is no person in it.

    Attributes:
        title: of the module; empty where the module is gone.
        level: in the reader's language.
    """

    title: str
    level: str
    minutes: int
    school: School
    finished_on: date


def finished_on(assignment: Assignment, student) -> date | None:
    """The day a student finished the last counted step; None while one is open. One statement.

    Args:
        assignment: read by `Assignment.objects.with_steps()`.
        student: the student, or their id.
    """
    done = Completion.objects.filter(
        assignment=assignment, student=student, finished_at__isnull=False
    )
    at = assignment.past.finished_at(dict(done.values_list("step", "finished_at")))
    return timezone.localdate(at) if at else None


def code_of(assignment: Assignment, student) -> str:
    """The code of a student's certificate, whether it was given out or not."""
    return certificate_codes.code_for(_key(), assignment.pk, student.pk)


def digest_of(code: str) -> str:
    """What the row of a code is found by."""
    return certificate_codes.digest(_key(), code)


def find_issued(code: str) -> Certificate | None:
    """The certificate that was given out with this code; None before. One statement."""
    return Certificate.objects.filter(pk=digest_of(code)).first()


def find_confirmed(code: str, language: str) -> Confirmed | None:
    """What a code stands for; None for one that was never given out. Two statements."""
    row = Certificate.objects.select_related("school").filter(pk=digest_of(code)).first()
    if row is None:
        return None
    titles = ModulePage.objects.titles_in(language, [row.module_key])
    return Confirmed(
        title=titles.get(row.module_key, ""),
        level=Level(row.level).label,
        minutes=row.minutes,
        school=row.school,
        finished_on=row.finished_on,
    )


def _key() -> bytes:
    """A key of its own under the secret that never lies in the database."""
    label = b"curriculum.certificates"
    return hmac.digest(settings.PIN_PEPPER.encode(), label, hashlib.sha256)
