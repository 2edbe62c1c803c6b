"""Regrades: results computed anew by a corrected edition, and what that changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.privacy import declare
from quizzes.models.attempts import Attempt
from quizzes.models.editions import Edition


class Regrade(models.Model):
    """One decision to let handed-in attempts count by a corrected edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="regrades")
    done_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    privacy = declare(personal="done_by", plain="id edition done_at")

    class Meta:
        ordering = ["-done_at"]

    def __str__(self):
        return f"{self.edition_id} {self.done_at:%Y-%m-%d}"


class RegradedAttempt(models.Model):
    """What a regrade did to one attempt."""

    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="attempts")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="regrades")
    edition_before = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    points_before = models.DecimalField(max_digits=7, decimal_places=2)
    possible_before = models.PositiveSmallIntegerField()
    points_after = models.DecimalField(max_digits=7, decimal_places=2)
    possible_after = models.PositiveSmallIntegerField()

    privacy = declare(
        personal="id attempt points_before points_after",
        plain="regrade edition_before possible_before possible_after",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "attempt"], name="quizzes_regradedattempt_once_in_a_regrade"
            ),
            models.CheckConstraint(
                condition=Q(points_before__lte=F("possible_before"))
                & Q(points_after__lte=F("possible_after")),
                name="quizzes_regradedattempt_points_within_possible",
            ),
        ]

    def __str__(self):
        return f"{self.points_before} -> {self.points_after}"
