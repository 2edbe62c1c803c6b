"""Counts of school years by office and level: what a purge leaves, and how far this year is."""

from django.db import models
from django.utils import timezone

from core.levels import Level
from core.privacy import declare

COUNTED_BY = ("school_year", "office_code", "level", "module_key")
COUNTS = ("classes", "students", "started", "finished", "quiz_attempts")
COUNT_FIELDS = " ".join(("id", *COUNTED_BY, *COUNTS))


class Counts(models.Model):
    """Counts of one school year in one office and level; nothing smaller is kept.

    One row without a module counts everybody; the others count those whose class had the module.
    """

    school_year = models.PositiveSmallIntegerField()
    office_code = models.CharField(max_length=3)
    level = models.CharField(max_length=1, choices=Level.choices)
    module_key = models.UUIDField(
        null=True, help_text="translation_key of the module; empty for the whole year."
    )
    classes = models.PositiveIntegerField(default=0)
    students = models.PositiveIntegerField(default=0)
    started = models.PositiveIntegerField(default=0, help_text="Students with any progress.")
    finished = models.PositiveIntegerField(
        default=0, help_text="Students who finished every counted step; none without a module."
    )
    quiz_attempts = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["school_year", "office_code", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=list(COUNTED_BY),
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_once_for_a_module",
            ),
            models.CheckConstraint(
                condition=models.Q(finished__lte=models.F("started"))
                & models.Q(started__lte=models.F("students")),
                name="%(app_label)s_%(class)s_parts_within_whole",
            ),
        ]

    def __str__(self):
        return f"{self.school_year} {self.office_code} {self.level}"


class YearCount(Counts):
    """What is left of a year once its classes are purged."""

    privacy = declare(plain=COUNT_FIELDS)


class RunningCount(Counts):
    """A year that is not purged yet, as it was when it was counted last. Made anew each time."""

    counted_at = models.DateTimeField(default=timezone.now)

    privacy = declare(plain=f"{COUNT_FIELDS} counted_at")
