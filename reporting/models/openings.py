"""Opening a round takes keys and codes for a whole country: what of that is done."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.privacy import declare
from reporting.models.rounds import Round

# A stratum takes about a second; where nothing moved for so long, nobody is working.
STANDS_STILL_AFTER = timedelta(minutes=10)


class RoundOpening(models.Model):
    """A confirmed opening on its way: the round is open only once everything is there."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="opening")
    strata = models.PositiveSmallIntegerField(help_text="That the round asks.")
    strata_ready = models.PositiveSmallIntegerField(
        default=0, help_text="With a key and, where classes draw codes, with codes."
    )
    moved_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    privacy = declare(plain="id round strata strata_ready moved_at finished_at")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(strata_ready__lte=F("strata")),
                name="reporting_roundopening_no_more_ready_than_there_are",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(strata_ready=F("strata")),
                name="reporting_roundopening_finished_when_all_are_ready",
            ),
        ]

    def __str__(self):
        return f"{self.round_id}: {self.strata_ready}/{self.strata}"

    @property
    def is_finished(self) -> bool:
        """Whether students can answer."""
        return self.finished_at is not None

    @property
    def stands_still(self) -> bool:
        """Whether the work broke off and somebody has to begin it again."""
        return not self.is_finished and timezone.now() - self.moved_at > STANDS_STILL_AFTER
