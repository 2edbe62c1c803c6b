"""What one person wrote or asked for and another one confirms.

Who the two are stands in the audit trail alone: these rows keep the numbers of its lines.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from core.privacy import declare
from reporting.models.instruments import Instrument
from reporting.models.rounds import Round


class InstrumentDraft(models.Model):
    """A version of the questionnaire on its way to approval; approved, it is an Instrument."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a questionnaire", "Being written")
        SUBMITTED = "submitted", pgettext_lazy("state of a questionnaire", "Waiting for approval")
        APPROVED = "approved", pgettext_lazy("state of a questionnaire", "Approved")

    version = models.SlugField(max_length=40, unique=True)
    data = models.JSONField(help_text="What reporting.instruments reads; may still be unfinished.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    changed_at = models.DateTimeField(auto_now=True)
    written_in = ArrayField(
        models.BigIntegerField(), default=list, help_text="Audit lines of everybody who wrote."
    )
    instrument = models.OneToOneField(
        Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )

    privacy = declare(plain="id version data state changed_at written_in instrument")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "approved"]),
                name="reporting_instrumentdraft_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", instrument__isnull=False)
                | (~Q(state="approved") & Q(instrument__isnull=True)),
                name="reporting_instrumentdraft_approved_one_is_frozen",
            ),
        ]

    def __str__(self):
        return self.version

    @property
    def is_editable(self) -> bool:
        """Whether its questions may change."""
        return self.state == self.State.DRAFT


class StepRequest(models.Model):
    """Somebody asked that a round take a step; it is taken once somebody else confirms."""

    class Step(models.TextChoices):
        REVIEW = "review", pgettext_lazy("step of a round", "Review")
        OPEN = "open", pgettext_lazy("step of a round", "Opening")
        CLOSE = "close", pgettext_lazy("step of a round", "Closing")
        TABULATE = "tabulate", pgettext_lazy("step of a round", "Tabulation")

    # What the round must be for a step to be asked for.
    FROM_STATE = {
        Step.REVIEW: Round.State.DRAFT,
        Step.OPEN: Round.State.REVIEWED,
        Step.CLOSE: Round.State.OPEN,
        Step.TABULATE: Round.State.CLOSED,
    }

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="step_requests")
    step = models.CharField(max_length=10, choices=Step.choices)
    reason = models.CharField(max_length=300)
    asked_in = models.BigIntegerField(unique=True, help_text="Audit line of who asked.")
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_in = models.BigIntegerField(
        null=True, blank=True, help_text="Audit line of who confirmed."
    )
    withdrawn_in = models.BigIntegerField(
        null=True, blank=True, help_text="Audit line of who took the request back."
    )

    privacy = declare(plain="id round step reason asked_in asked_at confirmed_in withdrawn_in")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "step"],
                condition=Q(withdrawn_in__isnull=True),
                name="reporting_steprequest_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_in__isnull=True) | Q(withdrawn_in__isnull=True),
                name="reporting_steprequest_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(step__in=["review", "open", "close", "tabulate"]),
                name="reporting_steprequest_step_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.round_id} {self.step}"

    @property
    def is_waiting(self) -> bool:
        """Whether a second person is asked."""
        return self.confirmed_in is None and self.withdrawn_in is None
