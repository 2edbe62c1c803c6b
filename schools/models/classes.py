"""Classes, the codes that open them, and students: a number and an issued PIN, no name."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.privacy import declare
from schools.querysets import ClassroomQuerySet, JoinCodeQuerySet


class Classroom(models.Model):
    """One class of one school year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="classrooms")
    school_year = models.PositiveSmallIntegerField(help_text="Year in which it began, in March.")
    grade = models.PositiveSmallIntegerField()
    class_number = models.PositiveSmallIntegerField()

    objects = ClassroomQuerySet.as_manager()
    privacy = declare(plain="id school school_year grade class_number")

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
        return _("Grade %(grade)d class %(number)d") % {
            "grade": self.grade,
            "number": self.class_number,
        }


class JoinCode(models.Model):
    """The code on the board with which a class comes in; one is open for a class at a time."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="join_codes")
    code = models.CharField(max_length=8)
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    failed_tries = models.PositiveIntegerField(default=0)

    objects = JoinCodeQuerySet.as_manager()
    privacy = declare(plain="id classroom code opened_at expires_at closed_at failed_tries")

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
        ]

    def __str__(self):
        return f"{self.code[:4]}-{self.code[4:]}"


class Student(models.Model):
    """A seat in a class: a number and a PIN that was issued, never chosen.

    The platform knows no name, birth date or address; the class teacher's own list does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.PROTECT, related_name="students")
    number = models.PositiveSmallIntegerField()
    pin_salt = models.BinaryField(max_length=16)
    pin_digest = models.BinaryField(max_length=32)
    # Rises with every sign-in; a session that carries an older one was taken over by a second
    # device.
    sign_in_count = models.PositiveIntegerField(default=0)
    failed_tries = models.PositiveSmallIntegerField(default=0)
    wait_until = models.DateTimeField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    privacy = declare(
        personal="id number pin_salt pin_digest sign_in_count failed_tries wait_until left_on",
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
        ]

    def __str__(self):
        return _("Number %(number)d") % {"number": self.number}
