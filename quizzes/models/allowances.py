"""What teachers decide about one occasion: exceptions for a student, and showing the answers."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.privacy import declare
from quizzes.querysets import AllowanceQuerySet


class AllowanceKind(models.TextChoices):
    """What a student was allowed."""

    REOPEN = "reopen", _("Handed-in quiz opened again")
    EXTRA_ATTEMPT = "extra_attempt", _("One more attempt that counts")
    LATER_CLOSING = "later_closing", _("More days")
    MORE_TIME = "more_time", _("Longer time limit")


class Allowance(models.Model):
    """An exception for one student, with its reason. Written once; a newer one adds to it."""

    student = models.ForeignKey(
        "schools.Student", on_delete=models.CASCADE, related_name="quiz_allowances"
    )
    occasion = models.UUIDField(null=True, help_text="Null: all quizzes of this student.")
    kind = models.CharField(max_length=15, choices=AllowanceKind.choices)
    closes_at = models.DateTimeField(null=True, blank=True)
    factor = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=300)
    granted_at = models.DateTimeField(default=timezone.now)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = AllowanceQuerySet.as_manager()
    privacy = declare(
        personal="id student occasion kind closes_at factor reason granted_at granted_by"
    )

    class Meta:
        ordering = ["granted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AllowanceKind.values), name="quizzes_allowance_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="later_closing", closes_at__isnull=False)
                | (~Q(kind="later_closing") & Q(closes_at__isnull=True)),
                name="quizzes_allowance_later_closing_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind="more_time", factor__isnull=False, factor__gt=Decimal(1))
                | (~Q(kind="more_time") & Q(factor__isnull=True)),
                name="quizzes_allowance_more_time_has_a_factor",
            ),
            models.CheckConstraint(
                condition=Q(occasion__isnull=False) | Q(kind="more_time"),
                name="quizzes_allowance_only_time_is_for_all_quizzes",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="quizzes_allowance_has_a_reason"),
        ]
        indexes = [models.Index(fields=["occasion"], name="quizzes_allowance_occasion")]

    def __str__(self):
        return self.get_kind_display()


class Release(models.Model):
    """The teacher's word that the answers of an occasion may be seen."""

    occasion = models.UUIDField(primary_key=True)
    released_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    privacy = declare(personal="released_by", plain="occasion released_at")

    class Meta:
        ordering = ["released_at"]

    def __str__(self):
        return str(self.occasion)
