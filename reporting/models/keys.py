"""The keys that sign tickets: one for each stratum of a round, destroyed at its close."""

from django.db import models
from django.db.models import F, Q

from core.privacy import declare
from reporting.models.rounds import Stratum
from reporting.querysets import StratumKeyQuerySet


class StratumKey(models.Model):
    """The key pair of a stratum, and how many tickets it has signed; never for whom.

    The private half is sealed under the platform's own secret: a stolen copy of this table forges
    no ticket. `enrolled` stands here too, so that the database itself keeps the count below it.
    """

    stratum = models.OneToOneField(Stratum, on_delete=models.PROTECT, related_name="ticket_key")
    public_key = models.BinaryField(help_text="SubjectPublicKeyInfo, DER.")
    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 of public_key.")
    sealed_private_key = models.BinaryField(null=True, help_text="Gone when destroyed.")
    enrolled = models.PositiveIntegerField(help_text="Most tickets there may be.")
    issued = models.PositiveIntegerField(default=0, help_text="Those in place of lost ones too.")
    issued_again = models.PositiveIntegerField(default=0, help_text="In place of lost ones.")
    destroyed_at = models.DateTimeField(null=True)

    objects = StratumKeyQuerySet.as_manager()
    privacy = declare(
        plain="id stratum public_key fingerprint sealed_private_key enrolled issued issued_again"
        " destroyed_at"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(issued__lte=F("enrolled")),
                name="reporting_stratumkey_issues_no_more_than_enrolled",
            ),
            models.CheckConstraint(
                condition=Q(issued_again__lte=F("issued")),
                name="reporting_stratumkey_issued_again_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(sealed_private_key__isnull=True, destroyed_at__isnull=False)
                | Q(sealed_private_key__isnull=False, destroyed_at__isnull=True),
                name="reporting_stratumkey_destroyed_or_there",
            ),
        ]

    def __str__(self):
        return self.fingerprint[:16]
