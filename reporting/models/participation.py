"""How many students of a stratum have taken part, as far as that may be known before the end."""

from django.db import models
from django.db.models import Q

from core.frozen import FrozenModel
from core.privacy import declare
from reporting.models.rounds import Round


class Participation(FrozenModel):
    """One stratum on one morning; counts are rounded down before they reach this table."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participation")
    counted_on = models.DateField(help_text="Korean day; counts are those of 10:00.")
    stratum = models.CharField(max_length=16, help_text="Such as B10-M.")
    issued = models.PositiveIntegerField(null=True, help_text="Rounded; empty: too few to tell.")
    accepted = models.PositiveIntegerField(null=True, help_text="Rounded; empty: too few to tell.")

    privacy = declare(plain="id round counted_on stratum issued accepted")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "counted_on", "stratum"],
                name="reporting_participation_is_counted_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(accepted__gte=10),
                name="reporting_participation_small_count_is_not_kept",
            ),
        ]

    def __str__(self):
        return f"{self.stratum} {self.counted_on}"
