"""The audit trail of privileged acts: entries, their chains, what was checked and signed off.

It says who of the staff did what. Nothing about respondents of a survey and nothing about what a
student answered goes in, so there is nothing in it that a child could ask to have removed: no
purge ever touches it. Every table here but the heads refuses change (core/frozen.py); the heads
are written by the database alone, when an entry is inserted (migration 0003).
"""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.audit_acts import name_of
from core.audit_querysets import AuditEntryQuerySet, AuditReviewQuerySet
from core.frozen import FrozenModel
from core.media.records import Picture, PictureRendition, Video
from core.privacy import declare

__all__ = [
    "AuditCheck",
    "AuditEntry",
    "AuditHead",
    "AuditReview",
    "Picture",
    "PictureRendition",
    "SignedHead",
    "Video",
]


class AuditEntry(FrozenModel):
    """One privileged act, or a refused try at one: who, when, from where, what, on what, why.

    The entries of a place form a chain: each carries the digest of the one before. The database
    fills in the last three fields, whoever inserts the row.
    """

    class Result(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty when a command run by an operator did it.",
    )
    at = models.DateTimeField(auto_now_add=True)
    from_address = models.GenericIPAddressField(
        null=True, blank=True, help_text="Network address of the member of staff."
    )
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=200)
    place = models.CharField(
        max_length=7, blank=True, help_text="NEIS code of the office or school; empty: the country."
    )
    result = models.CharField(max_length=10, choices=Result.choices, default=Result.DONE)
    reason = models.CharField(max_length=500, blank=True)
    number = models.BigIntegerField(
        editable=False, help_text="Position in the chain of its place, from 1."
    )
    previous_digest = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    objects = AuditEntryQuerySet.as_manager()
    privacy = declare(
        personal="by from_address",
        plain="id at action target place result reason number previous_digest digest",
    )

    class Meta:
        ordering = ["-at", "-id"]
        # The page walks each of them backwards, from one moment to the next older.
        indexes = [
            models.Index(fields=["at", "id"], name="core_audit_at"),
            models.Index(fields=["place", "at", "id"], name="core_audit_place_at"),
            models.Index(fields=["by", "at", "id"], name="core_audit_by_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["done", "refused"]),
                name="core_auditentry_result_is_known",
            ),
            models.UniqueConstraint(
                fields=["place", "number"], name="core_auditentry_one_chain_per_place"
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target}"

    @property
    def act(self) -> str:
        """The words for what was done."""
        return name_of(self.action)

    @property
    def is_refused(self) -> bool:
        """Whether it was only tried."""
        return self.result == self.Result.REFUSED

    @property
    def as_json(self) -> str:
        """Everything the database holds of it, to read or to copy."""
        row = {field.attname: getattr(self, field.attname) for field in self._meta.fields}
        row["previous_digest"], row["digest"] = (
            bytes(digest).hex() for digest in (self.previous_digest, self.digest)
        )
        return json.dumps(row, ensure_ascii=False, indent=2, default=str)


class AuditHead(models.Model):
    """The last entry of a place's chain; makes a chain that was cut short visible.

    The trigger on AuditEntry writes it. The role that serves requests may only read it.
    """

    place = models.CharField(max_length=7, primary_key=True)
    number = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    privacy = declare(plain="place number digest")

    def __str__(self):
        return f"{self.place or 'nation'}: {self.number}"


class AuditReview(FrozenModel):
    """The monthly review of the trail, signed off: a duty of whoever keeps personal data.

    The digest stands for every chain as it was at that moment. It is printed on the month's
    sheet, so that paper remembers what a database owner could rewrite.
    """

    month = models.DateField(unique=True, help_text="Its first day, Korean time.")
    signed_at = models.DateTimeField(auto_now_add=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=500)
    entries = models.BigIntegerField(help_text="How many entries the chains had in all.")
    digest = models.BinaryField(max_length=32)

    objects = AuditReviewQuerySet.as_manager()
    privacy = declare(personal="signed_by", plain="id month signed_at note entries digest")

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1), name="core_auditreview_month_is_its_first_day"
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"

    @property
    def digest_to_copy(self) -> str:
        """The digest in groups of four hexadecimal digits, as it stands on paper."""
        digits = bytes(self.digest).hex()
        return " ".join(digits[first : first + 4] for first in range(0, len(digits), 4))


class SignedHead(FrozenModel):
    """The head of one place's chain as a review signed it."""

    review = models.ForeignKey(AuditReview, on_delete=models.PROTECT, related_name="heads")
    place = models.CharField(max_length=7, blank=True)
    number = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    privacy = declare(plain="id review place number digest")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "place"], name="core_signedhead_one_per_review_and_place"
            )
        ]

    def __str__(self):
        return f"{self.review}: {self.place or 'nation'} {self.number}"


class AuditCheck(FrozenModel):
    """One run of `manage.py check_audit` over every chain."""

    at = models.DateTimeField(auto_now_add=True)
    entries = models.BigIntegerField()
    places = models.IntegerField()
    breaks = models.IntegerField(help_text="How many places or reviews do not hold.")
    first_break = models.CharField(max_length=300, blank=True)

    privacy = declare(plain="id at entries places breaks first_break")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(breaks=0, first_break="") | (Q(breaks__gt=0) & ~Q(first_break="")),
                name="core_auditcheck_a_break_is_named",
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.breaks}"
