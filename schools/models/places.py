"""Offices of education and schools: dated records, because both merge and are renamed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from core.levels import Level
from core.privacy import declare
from schools.querysets import OfficeQuerySet


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

    objects = OfficeQuerySet.as_manager()
    privacy = declare(
        plain="code name_ko name_en region_ko region_en region_code sort valid_from valid_to"
        " is_last_day_inferred successor_name_ko"
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


class School(models.Model):
    """A school, under its seven-digit NEIS code."""

    neis_code = models.CharField(max_length=7, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="schools")
    name_ko = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100)
    level = models.CharField(max_length=1, choices=Level.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    privacy = declare(plain="id neis_code office name_ko name_en level valid_from valid_to")

    class Meta:
        ordering = ["office__sort", "level", "name_ko"]
        constraints = [
            models.CheckConstraint(
                condition=Q(neis_code__regex=r"^[0-9A-Z]{7}$"),
                name="schools_school_neis_code_is_seven_characters",
            )
        ]

    def __str__(self):
        return self.name_en if get_language() == "en" else self.name_ko
