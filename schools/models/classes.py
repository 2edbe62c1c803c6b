"""Classes, the codes that open them, and students: a number and an issued PIN, no name."""

import math
import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.privacy import declare
from schools import roster, throttles
from schools.querysets import ClassroomQuerySet, JoinCodeQuerySet, StudentQuerySet
from schools.school_year import counting_day, is_over


class Classroom(models.Model):
    """One class of one school year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(
        "schools.School", on_delete=models.PROTECT, related_name="classrooms"
    )
    school_year = models.PositiveSmallIntegerField(help_text="Year in which it began, in March.")
    grade = models.PositiveSmallIntegerField()
    class_number = models.PositiveSmallIntegerField()
    has_nicknames = models.BooleanField(
        default=False, help_text="Whether students carry a generated nickname beside the number."
    )

    objects = ClassroomQuerySet.as_manager()
    privacy = declare(plain="id school school_year grade class_number has_nicknames")

    class Meta:
        ordering = ["-school_year", "grade", "class_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "grade", "class_number"],
                name="schools_classroom_is_unique_in_a_year",
            ),
            models.CheckConstraint(
                condition=Q(grade__range=(1, 6)), name="schools_classroom_grade_exists"
            ),
        ]

    def __str__(self):
        return _now("Grade %(grade)d class %(number)d") % {
            "grade": self.grade,
            "number": self.class_number,
        }

    @property
    def is_archived(self) -> bool:
        """Whether its school year is over, so that it is only read."""
        return is_over(self.school_year, timezone.localdate())

    @property
    def counting_day(self) -> date:
        """The day on which its students are counted: today, or the last day of its year."""
        return counting_day(self.school_year, timezone.localdate())


class JoinCode(models.Model):
    """The code on the board with which a class comes in; one is open for a class at a time."""

    class ClosedBecause(models.TextChoices):
        """Why a code was closed before its time."""

        TEACHER = "teacher", _("closed by a teacher")
        REPLACED = "replaced", _("replaced by a new code")
        TRIES = "tries", _("too many wrong tries")

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="join_codes")
    code = models.CharField(max_length=roster.CODE_LENGTH)
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=10, choices=ClosedBecause.choices, blank=True)
    # Wrong tries at any seat of the class since a moment: too many change the code.
    failed_tries = models.PositiveSmallIntegerField(default=0)
    failed_since = models.DateTimeField(null=True, blank=True)

    objects = JoinCodeQuerySet.as_manager()
    privacy = declare(
        plain="id classroom code opened_at expires_at closed_at closed_because failed_tries"
        " failed_since"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(closed_at__isnull=True),
                name="schools_joincode_is_unique_while_open",
            ),
            models.UniqueConstraint(
                fields=["classroom"],
                condition=Q(closed_at__isnull=True),
                name="schools_joincode_one_open_for_a_class",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")), name="schools_joincode_expires_later"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_because="")
                | Q(closed_at__isnull=False, closed_because__gt=""),
                name="schools_joincode_closed_for_a_reason",
            ),
        ]

    def __str__(self):
        return roster.show_code(self.code)

    def note_failed_try(self) -> bool:
        """Count a wrong try at a seat of the class; not saved.

        Returns:
            Whether these are now as many as one code may see.
        """
        now = timezone.now()
        since = int(self.failed_since.timestamp()) if self.failed_since else 0
        count = throttles.Count(self.failed_tries, since)
        self.failed_tries = count.add(throttles.FAILURES_AT_A_CODE, int(now.timestamp())).tries
        if self.failed_tries == 1:
            self.failed_since = now
        return self.failed_tries >= throttles.FAILURES_AT_A_CODE.tries


class Student(models.Model):
    """A seat in a class: a number and a PIN that was issued, never chosen.

    The platform knows no name, birth date or address; the class teacher's own list does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.PROTECT, related_name="students")
    number = models.PositiveSmallIntegerField()
    pin_salt = models.BinaryField(max_length=roster.SALT_BYTES)
    pin_digest = models.BinaryField(max_length=32)
    # Rises with every sign-in; a session that carries an older one was taken over by a second
    # device.
    sign_in_count = models.PositiveIntegerField(default=0)
    failed_tries = models.PositiveSmallIntegerField(default=0)
    failed_on = models.DateField(
        null=True, blank=True, help_text="Day the failed tries are counted for."
    )
    wait_until = models.DateTimeField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    nickname = models.CharField(
        max_length=20, blank=True, help_text="Generated, never chosen; empty without nicknames."
    )
    moved_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="moved_to",
        help_text="The seat this student had before a change of class, until that year is purged.",
    )

    objects = StudentQuerySet.as_manager()
    privacy = declare(
        personal="id number pin_salt pin_digest sign_in_count failed_tries failed_on wait_until"
        " left_on nickname moved_from",
        plain="classroom",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "number"], name="schools_student_number_is_unique_in_class"
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, 99)), name="schools_student_number_in_range"
            ),
            models.UniqueConstraint(
                fields=["classroom", "nickname"],
                condition=Q(nickname__gt=""),
                name="schools_student_nickname_is_unique_in_class",
            ),
        ]

    def __str__(self):
        return _now("Number %(number)d") % {"number": self.number}

    @property
    def has_left(self) -> bool:
        """Whether today is past the student's last day; `left_on` is the first day without them."""
        return self.has_left_by(timezone.localdate())

    def has_left_by(self, day: date) -> bool:
        """Whether a day is past the student's last one."""
        return self.left_on is not None and self.left_on <= day

    def give_pin(self, pin: str) -> None:
        """Keep a new PIN as salt and digest, and forget failed tries at the old one; not saved."""
        self.pin_salt = roster.draw_salt()
        self.pin_digest = roster.digest_pin(pin, salt=self.pin_salt, pepper=_pepper())
        self.forget_failed_tries()

    def has_pin(self, pin: str) -> bool:
        """Whether this is the PIN on the student's card."""
        return roster.is_pin(
            pin, salt=bytes(self.pin_salt), pepper=_pepper(), digest=bytes(self.pin_digest)
        )

    @property
    def device_key(self) -> str:
        """An opaque word by which a browser tells whose unsent answers it holds."""
        return salted_hmac("schools.Student.device_key", str(self.pk)).hexdigest()[:16]

    def seconds_to_wait(self) -> int:
        """Whole seconds until another try is taken, rounded up; 0 when one is taken now."""
        if self.wait_until is None:
            return 0
        return max(0, math.ceil((self.wait_until - timezone.now()).total_seconds()))

    def was_let_in(self) -> bool:
        """Whether a teacher let this student in a moment ago and few tries failed since."""
        if self.wait_until is None or self.failed_tries >= throttles.FREE_TRIES:
            return False
        since = (timezone.now() - self.wait_until).total_seconds()
        return 0 <= since < throttles.LET_IN_SECONDS

    def note_failed_try(self) -> None:
        """Count a wrong PIN of today and set the wait that follows from it; not saved."""
        now, today = timezone.now(), timezone.localdate()
        if self.failed_on != today:
            self.forget_failed_tries()
        self.failed_tries += 1
        self.failed_on = today
        if self.failed_tries >= throttles.TRIES_A_DAY:
            self.wait_until = _next_midnight()
        elif seconds := throttles.seconds_after(self.failed_tries):
            self.wait_until = now + timedelta(seconds=seconds)

    def forget_failed_tries(self) -> None:
        """Start over after a success, a new PIN or a new day; not saved."""
        self.failed_tries, self.failed_on, self.wait_until = 0, None, None


def _pepper() -> bytes:
    return settings.PIN_PEPPER.encode()


def _next_midnight():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        days=1
    )
