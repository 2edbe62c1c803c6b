"""Files of releases that members of staff take out of the house, each for a purpose."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from core.privacy import declare
from reporting.models.releases import Release

# Pages and publishing rules, Export: a link of 24 hours, for one person.
READY_FOR = timedelta(hours=24)
PURPOSE_LENGTH = 300


class ExportRequest(models.Model):
    """Somebody wants one file of a release; of an unpublished one a second person allows it.

    Who asked and who decided stands in the audit trail: these are the numbers of its lines.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("state of an export", "Waiting for a second person")
        READY = "ready", pgettext_lazy("state of an export", "Ready")
        REFUSED = "refused", pgettext_lazy("state of an export", "Refused")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="exports")
    file_name = models.CharField(max_length=120)
    file_sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=PURPOSE_LENGTH)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_in = models.BigIntegerField(unique=True, help_text="Audit line of who asked.")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_in = models.BigIntegerField(
        null=True, blank=True, help_text="Audit line of who decided; empty for published files."
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=PURPOSE_LENGTH, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    privacy = declare(
        plain="key release file_name file_sha256 purpose state asked_in asked_at decided_in"
        " decided_at refusal expires_at"
    )

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "ready", "refused"]),
                name="reporting_exportrequest_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(purpose=""), name="reporting_exportrequest_has_a_purpose"
            ),
            models.CheckConstraint(
                condition=Q(decided_in__isnull=True, decided_at__isnull=True)
                | Q(decided_in__isnull=False, decided_at__isnull=False),
                name="reporting_exportrequest_decision_has_its_moment",
            ),
            models.CheckConstraint(
                condition=(Q(state="ready") & Q(expires_at__isnull=False))
                | (~Q(state="ready") & Q(expires_at__isnull=True)),
                name="reporting_exportrequest_ready_one_ends",
            ),
            models.CheckConstraint(
                condition=(Q(state="refused") & ~Q(refusal="") & Q(decided_in__isnull=False))
                | (~Q(state="refused") & Q(refusal="")),
                name="reporting_exportrequest_refused_one_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.file_name} {self.state}"

    @property
    def is_waiting(self) -> bool:
        """Whether a second person is asked."""
        return self.state == self.State.ASKED

    @property
    def is_expired(self) -> bool:
        """Whether its day is over."""
        return self.state == self.State.READY and timezone.now() >= self.expires_at

    @property
    def is_ready(self) -> bool:
        """Whether the file can be fetched now."""
        return self.state == self.State.READY and not self.is_expired
