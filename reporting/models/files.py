"""Files of a release, and how often each was taken, of nobody in particular."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.frozen import FrozenModel
from core.privacy import declare
from reporting.models.releases import Release
from reporting.querysets import DownloadCountQuerySet, ReleaseFileQuerySet


class ReleaseFile(FrozenModel):
    """One file as it was made at the gate: what is approved is what goes out, byte by byte.

    Kept in the database: a national release is some 18 MB, and frozen rows are safe there.
    """

    class Kind(models.TextChoices):
        DOWNLOAD = "download", "to download"
        CHART = "chart", "chart"
        PAGE = "page", "part of the public page"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    table = models.CharField(max_length=40, blank=True, help_text="Its key; empty: the whole.")
    language = models.CharField(max_length=2, blank=True, help_text="Empty: both.")
    name = models.CharField(max_length=100)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes.")
    data = models.BinaryField()

    objects = ReleaseFileQuerySet.as_manager()
    privacy = declare(plain="id release kind table language name media_type sha256 size data")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "name"], name="reporting_releasefile_name_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["download", "chart", "page"]),
                name="reporting_releasefile_kind_is_known",
            ),
        ]

    def __str__(self):
        return self.name


class DownloadCount(models.Model):
    """How often a file was taken for a purpose on a day: no person, no address, no session."""

    class Purpose(models.TextChoices):
        POLICY = "policy", _("Work of an office or a school")
        RESEARCH = "research", _("Research or study")
        TEACHING = "teaching", _("Teaching")
        PRESS = "press", _("Press and publications")
        PERSONAL = "personal", _("To read it myself")
        OTHER = "other", _("Something else")

    file = models.ForeignKey(ReleaseFile, on_delete=models.PROTECT, related_name="counts")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    objects = DownloadCountQuerySet.as_manager()
    privacy = declare(plain="id file purpose day times")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "purpose", "day"], name="reporting_downloadcount_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(
                    purpose__in=["policy", "research", "teaching", "press", "personal", "other"]
                ),
                name="reporting_downloadcount_purpose_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.file} {self.purpose} {self.day}: {self.times}"
