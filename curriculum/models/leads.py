"""A teacher in front of the class: what is paused, where the class is, who asked for help."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.privacy import declare
from curriculum.models.assignments import Assignment

# Nobody is in front of the class any more after this; a pause that was forgotten ends with it.
LED_FOR = timedelta(hours=2)


class Lead(models.Model):
    """How a teacher leads a class through an assignment: one row, from the first "Start" on."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, primary_key=True, related_name="lead"
    )
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resumed_at = models.DateTimeField(null=True, blank=True, help_text="End of the last pause.")
    step = models.ForeignKey(
        "curriculum.Step",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Where the class is; none while everybody goes at their own pace.",
    )
    number = models.PositiveSmallIntegerField(
        default=1, help_text="Step within the lesson, from 1."
    )
    shown_item = models.UUIDField(
        null=True, blank=True, help_text="Key of the question whose answers the projector shows."
    )

    privacy = declare(
        personal="started_by paused_by",
        plain="assignment started_at paused_at resumed_at step number shown_item",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True, paused_by__isnull=True)
                | Q(paused_at__isnull=False, paused_by__isnull=False),
                name="curriculum_lead_paused_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="curriculum_lead_number_is_a_step"
            ),
        ]

    def __str__(self):
        return f"{self.assignment_id} {self.number}"

    @property
    def ends_at(self) -> datetime:
        """When the lesson is over although nobody ended it."""
        return self.started_at + LED_FOR

    @property
    def is_on(self) -> bool:
        """Whether the lesson is still going on."""
        return self.ends_at > timezone.now()

    @property
    def is_paused(self) -> bool:
        """Whether the students' screens are paused now."""
        return self.is_on and self.paused_at is not None


class HelpCall(models.Model):
    """A student pressed "please help me"; gone once it is settled."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="help_calls")
    student = models.ForeignKey(
        "schools.Student", on_delete=models.CASCADE, related_name="help_calls"
    )
    called_at = models.DateTimeField(default=timezone.now)

    privacy = declare(personal="student called_at", plain="id assignment")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "student"], name="curriculum_helpcall_once_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.assignment_id} {self.called_at:%H:%M}"
