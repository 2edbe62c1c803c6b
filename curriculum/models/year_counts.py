"""What is left of a school year once its classes are purged: counts by office and level."""

from django.db import models

from core.levels import Level
from core.privacy import declare


class YearCount(models.Model):
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

    privacy = declare(
        plain="id school_year office_code level module_key classes students started finished"
        " quiz_attempts"
    )

    class Meta:
        ordering = ["school_year", "office_code", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "office_code", "level", "module_key"],
                nulls_distinct=False,
                name="curriculum_yearcount_once_for_a_module",
            ),
            models.CheckConstraint(
                condition=models.Q(finished__lte=models.F("started"))
                & models.Q(started__lte=models.F("students")),
                name="curriculum_yearcount_parts_within_whole",
            ),
        ]

    def __str__(self):
        return f"{self.school_year} {self.office_code} {self.level}"
