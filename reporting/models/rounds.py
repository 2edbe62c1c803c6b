"""Rounds of the survey, and the strata each of them met."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy

from core.frozen import FrozenModel
from core.levels import Level
from core.privacy import declare
from reporting.disclosure import LEAST_COUNT
from reporting.models.instruments import Instrument
from reporting.querysets import RoundQuerySet


class StateNotReachable(Exception):
    """A round was asked to take a step its state does not allow, such as opening again."""


class Round(models.Model):
    """One asking of the survey: from a day, to a minute, with one instrument."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a round", "Draft")
        REVIEWED = "reviewed", pgettext_lazy("state of a round", "Reviewed")
        OPEN = "open", pgettext_lazy("state of a round", "Open")
        CLOSED = "closed", pgettext_lazy("state of a round", "Closed")
        TABULATED = "tabulated", pgettext_lazy("state of a round", "Tabulated")

    # Nothing of the round has left the house yet.
    PREPARED_STATES = (State.DRAFT, State.REVIEWED)
    FINISHED_STATES = (State.CLOSED, State.TABULATED)
    NEXT_STATE = {
        State.DRAFT: State.REVIEWED,
        State.REVIEWED: State.OPEN,
        State.OPEN: State.CLOSED,
        State.CLOSED: State.TABULATED,
    }

    key = models.SlugField(max_length=20, unique=True, help_text="Public name, such as 2026-2.")
    title_ko = models.CharField(max_length=100)
    title_en = models.CharField(max_length=100)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    grace_minutes = models.PositiveSmallIntegerField(
        default=10, help_text="Answers begun before closing are still taken for so long."
    )
    least_count = models.PositiveSmallIntegerField(
        default=LEAST_COUNT, help_text="Smaller counts are never shown."
    )
    is_synthetic = models.BooleanField(default=False)
    sealing_public_key = models.CharField(
        max_length=200, blank=True, help_text="Base64; answers are sealed to it."
    )
    help_lines = models.JSONField(default=list, help_text="Help channels the survey shows.")

    objects = RoundQuerySet.as_manager()
    privacy = declare(
        plain="id key title_ko title_en instrument state opens_at closes_at grace_minutes"
        " least_count is_synthetic sealing_public_key help_lines"
    )

    class Meta:
        permissions = [
            ("view_rounds", "May see rounds and questionnaires"),
            ("manage_rounds", "May prepare rounds and questionnaires, and ask for their steps"),
            ("confirm_rounds", "May confirm what somebody else wrote or asked for"),
            ("view_participation", "May see how many took part, by stratum"),
            ("view_tables", "May see protected tables"),
            ("export_release", "May download protected tables"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "reviewed", "open", "closed", "tabulated"]),
                name="reporting_round_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gte=F("opens_at")),
                name="reporting_round_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(least_count__gte=LEAST_COUNT),
                name="reporting_round_threshold_is_ten_or_more",
            ),
            # Synthetic rounds start from counts: nothing was ever sealed to anybody.
            models.CheckConstraint(
                condition=Q(state="draft") | Q(is_synthetic=True) | ~Q(sealing_public_key=""),
                name="reporting_round_open_one_has_a_sealing_key",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_en if get_language() == "en" else self.title_ko

    @property
    def is_tabulated(self) -> bool:
        """Whether there are counts to show."""
        return self.state == self.State.TABULATED

    @property
    def is_prepared(self) -> bool:
        """Whether it can still change: no student has met it."""
        return self.state in self.PREPARED_STATES

    @property
    def is_draft(self) -> bool:
        """Whether its dates and titles may be written."""
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether closing is the next step."""
        return self.state == self.State.OPEN

    @property
    def is_before_plan(self) -> bool:
        """Whether closing now would cut the planned time short."""
        return timezone.now() < self.closes_at

    @property
    def days_before_plan(self) -> int:
        """Korean days from today to the planned closing; 0 on that day, never less."""
        return max(0, (timezone.localdate(self.closes_at) - timezone.localdate()).days)

    @property
    def accepts_until(self):
        """The minute after which the survey service takes nothing more."""
        return self.closes_at + timedelta(minutes=self.grace_minutes)

    @property
    def is_in_grace(self) -> bool:
        """Whether answers begun before closing may still come in."""
        return self.state in self.FINISHED_STATES and timezone.now() < self.accepts_until

    def step_to(self, state: str) -> None:
        """Move to the next state; the caller saves.

        Raises:
            StateNotReachable: it is not the one next state of this round.
        """
        if self.NEXT_STATE.get(self.state) != state:
            raise StateNotReachable(f"{self.key}: {self.state} -> {state}")
        self.state = state


class Stratum(FrozenModel):
    """An office's students of one level, as the round met them: offices merge, rounds stay."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="strata")
    office_code = models.CharField(max_length=3)
    office_name_ko = models.CharField(max_length=60)
    office_name_en = models.CharField(max_length=100)
    office_sort = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=1, choices=Level.choices)
    enrolled = models.PositiveIntegerField(help_text="Students asked.")

    privacy = declare(
        plain="id round office_code office_name_ko office_name_en office_sort level enrolled"
    )

    class Meta:
        ordering = ["office_sort", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "office_code", "level"], name="reporting_stratum_is_met_once"
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="reporting_stratum_level_is_known"
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        """The name both services use, such as B10-M."""
        return f"{self.office_code}-{self.level}"
