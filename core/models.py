"""The audit trail of privileged acts. Nothing about students' or respondents' answers goes in."""

from django.conf import settings
from django.db import models

from core.frozen import FrozenModel
from core.privacy import declare


class AuditEntry(FrozenModel):
    """One privileged act, or a refused try at one: who, when, what, on what, why."""

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
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=200)
    place = models.CharField(
        max_length=7, blank=True, help_text="NEIS code of the office or school; empty: the country."
    )
    result = models.CharField(max_length=10, choices=Result.choices, default=Result.DONE)
    reason = models.CharField(max_length=500, blank=True)

    privacy = declare(personal="by", plain="id at action target place result reason")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(result__in=["done", "refused"]),
                name="core_auditentry_result_is_known",
            )
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target}"
