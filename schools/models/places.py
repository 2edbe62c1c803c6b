"""Offices of education and schools: dated records, because both merge and are renamed."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.levels import Level
from core.privacy import declare
from schools.querysets import OfficeQuerySet, SchoolQuerySet


class Office(models.Model):
    """One of the offices of education, under its NEIS code."""

    code = models.CharField(max_length=3, primary_key=True, help_text="NEIS code, such as B10.")
    name_ko = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100)
    region_ko = models.CharField(max_length=20, help_text="Short name of the region.")
    region_en = models.CharField(max_length=60)
    region_code = models.CharField(max_length=5, help_text="ISO 3166-2, such as KR-11.")
    sort = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="Last day; empty while it lasts.")
    is_last_day_inferred = models.BooleanField(
        default=False, help_text="The last day is our conclusion, not a published date."
    )
    # A name and not a row: after the merger of 2026 NEIS kept both old codes under one new name.
    successor_name_ko = models.CharField(max_length=60, blank=True)
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text="Set once the office that took over has a code of its own.",
    )

    objects = OfficeQuerySet.as_manager()
    privacy = declare(
        plain="code name_ko name_en region_ko region_en region_code sort valid_from valid_to"
        " is_last_day_inferred successor_name_ko successor"
    )

    class Meta:
        ordering = ["sort"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="schools_office_ends_after_start",
            )
        ]

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name_ko


class SchoolKind(models.TextChoices):
    """What sort of school it is beside its level; the first is what most are."""

    ORDINARY = "ordinary", _("Ordinary school")
    VOCATIONAL = "vocational", _("Vocational high school")
    SPECIAL_PURPOSE = "special-purpose", _("Special-purpose high school")
    AUTONOMOUS = "autonomous", _("Autonomous high school")
    SPECIAL_EDUCATION = "special-education", _("Special education school")
    OTHER = "other", _("Other kind of school")


HIGH_SCHOOL_KINDS = (SchoolKind.VOCATIONAL, SchoolKind.SPECIAL_PURPOSE, SchoolKind.AUTONOMOUS)


class School(models.Model):
    """A school, under its seven-digit NEIS code; the code stays when it is renamed."""

    neis_code = models.CharField(max_length=7, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="schools")
    name_ko = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100)
    level = models.CharField(max_length=1, choices=Level.choices)
    kind = models.CharField(max_length=20, choices=SchoolKind.choices, default=SchoolKind.ORDINARY)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="Last day; empty while it lasts.")
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text="The school that took over its students.",
    )

    objects = SchoolQuerySet.as_manager()
    privacy = declare(
        plain="id neis_code office name_ko name_en level kind valid_from valid_to successor"
    )

    class Meta:
        ordering = ["office__sort", "level", "name_ko"]
        constraints = [
            models.CheckConstraint(
                condition=Q(neis_code__regex=r"^[0-9A-Z]{7}$"),
                name="schools_school_neis_code_is_seven_characters",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.HIGH) | ~Q(kind__in=HIGH_SCHOOL_KINDS),
                name="schools_school_kind_fits_level",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="schools_school_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(valid_to__isnull=False),
                name="schools_school_with_successor_has_ended",
            ),
        ]

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name_ko

    @property
    def has_ended(self) -> bool:
        """Whether its last day has passed."""
        return self.valid_to is not None and self.valid_to < timezone.localdate()


class FormerName(models.Model):
    """A name that an office or a school once had; kept so that old papers can be understood."""

    office = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.CASCADE, related_name="former_names"
    )
    school = models.ForeignKey(
        School, null=True, blank=True, on_delete=models.CASCADE, related_name="former_names"
    )
    name_ko = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100)
    last_day = models.DateField(help_text="Last day under this name.")

    privacy = declare(plain="id office school name_ko name_en last_day")

    class Meta:
        ordering = ["-last_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=True) ^ Q(school__isnull=True),
                name="schools_formername_of_one_place",
            )
        ]

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name_ko
