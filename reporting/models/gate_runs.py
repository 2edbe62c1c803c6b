"""A drafted release on its way through the gate, which takes minutes and a machine of its own."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from core.privacy import declare
from reporting.models.releases import Release

# No run takes that long; the worker was stopped in the middle of it.
STOPPED_AFTER = timedelta(minutes=30)


class GateRun(models.Model):
    """One try to protect a release and to let it through; the newest one counts."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("state of a run", "Waiting")
        RUNNING = "running", pgettext_lazy("state of a run", "Being protected")
        PASSED = "passed", pgettext_lazy("state of a run", "Gate passed")
        REFUSED = "refused", pgettext_lazy("state of a run", "Refused")

    class Cause(models.TextChoices):
        DIFFERENCING = "differencing"
        SECOND_FILE = "second-file"
        FILE = "file"
        ANSWERS = "answers"

    OPEN_STATES = (State.WAITING, State.RUNNING)

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="gate_runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    cause = models.CharField(max_length=20, choices=Cause.choices, blank=True)
    reasons = models.JSONField(default=list, help_text="Sentences of the gate, in English.")
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = declare(plain="id release state cause reasons asked_at started_at ended_at")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "passed", "refused"]),
                name="reporting_gaterun_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", started_at__isnull=True)
                | (~Q(state="waiting") & Q(started_at__isnull=False)),
                name="reporting_gaterun_waits_until_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["passed", "refused"], ended_at__isnull=False)
                | (~Q(state__in=["passed", "refused"]) & Q(ended_at__isnull=True)),
                name="reporting_gaterun_ended_one_has_its_end",
            ),
            models.CheckConstraint(
                condition=(Q(state="refused") & ~Q(cause="")) | (~Q(state="refused") & Q(cause="")),
                name="reporting_gaterun_refused_one_has_a_cause",
            ),
        ]

    def __str__(self):
        return f"{self.release_id} {self.state}"

    @property
    def is_stopped(self) -> bool:
        """Whether it began and nobody works on it any more."""
        is_running = self.state == self.State.RUNNING
        return is_running and timezone.now() - self.started_at > STOPPED_AFTER

    @property
    def is_open(self) -> bool:
        """Whether its end is still to come."""
        return self.state in self.OPEN_STATES and not self.is_stopped
