"""Points that a person gave: for essays, and where the automatic mark was corrected."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.privacy import declare
from quizzes.models.attempts import Attempt
from quizzes.models.editions import Item


class Award(models.Model):
    """What a marker gave for one question of one attempt. It stands in place of the own mark."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="awards")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="awards")
    points = models.DecimalField(max_digits=5, decimal_places=2)
    note = models.TextField(blank=True, help_text="What the student reads beside the points.")
    awarded_at = models.DateTimeField(default=timezone.now)
    awarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    privacy = declare(personal="id attempt points note awarded_at awarded_by", plain="item")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "item"], name="quizzes_award_once_for_a_question"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0), name="quizzes_award_points_are_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.item_id}: {self.points}"


class AwardChange(models.Model):
    """The trace of marking: who gave what, in place of what. Written once."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="award_changes")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    points_before = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, help_text="Null: it still waited."
    )
    points_after = models.DecimalField(max_digits=5, decimal_places=2)
    note = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    privacy = declare(
        personal="id attempt points_before points_after note changed_at changed_by", plain="item"
    )

    class Meta:
        ordering = ["changed_at", "pk"]

    def __str__(self):
        return f"{self.points_before} -> {self.points_after}"
