"""Releases of a round: what is to be published, the frozen tables, and the ledger."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from core.frozen import FrozenModel
from core.privacy import declare
from reporting import frozen_tables
from reporting.models.rounds import Round, StateNotReachable
from reporting.querysets import ReleaseQuerySet


class PublicationPlan(FrozenModel):
    """What a round will publish, declared before it opens; without one the default set holds."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="publication_plan")
    publication = models.JSONField(help_text="disclosure.publication.PublicationSet as data.")
    schools = models.JSONField(
        default=dict, help_text="Schools in the register by stratum key; fewer than 3 are merged."
    )
    declared_at = models.DateTimeField(auto_now_add=True)

    privacy = declare(plain="id round publication schools declared_at")

    def __str__(self):
        return self.round.key


class Release(models.Model):
    """Tables of a round on their way to the public.

    Who did a step stands in the audit trail, as everywhere in this app.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of a release", "Asked for")
        GATED = "gated", pgettext_lazy("state of a release", "Gate passed")
        REVIEWED = "reviewed", pgettext_lazy("state of a release", "Reviewed")
        APPROVED = "approved", pgettext_lazy("state of a release", "Approved")
        PUBLISHED = "published", pgettext_lazy("state of a release", "Published")
        CORRECTED = "corrected", pgettext_lazy("state of a release", "Corrected")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a release", "Withdrawn")

    NEXT_STATES = {
        State.DRAFT: (State.GATED,),
        State.GATED: (State.REVIEWED,),
        State.REVIEWED: (State.APPROVED,),
        State.APPROVED: (State.PUBLISHED,),
        State.PUBLISHED: (State.CORRECTED, State.WITHDRAWN),
    }
    # What was public once stays in the ledger, whatever became of it.
    PUBLIC_STATES = (State.PUBLISHED, State.CORRECTED, State.WITHDRAWN)
    # Still to be read, and still to be cited.
    READABLE_STATES = (State.PUBLISHED, State.CORRECTED)
    ENDED_STATES = (State.CORRECTED, State.WITHDRAWN)
    FROZEN_STATES = (State.GATED, State.REVIEWED, State.APPROVED, *PUBLIC_STATES)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    publication = models.JSONField(help_text="The tables asked for; see PublicationPlan.")
    purpose = models.CharField(max_length=300, help_text="Why these tables, in plain words.")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="correction"
    )
    publish_at = models.DateTimeField(null=True, blank=True, help_text="The set minute.")
    end_reason = models.CharField(
        max_length=300, blank=True, help_text="Why it was corrected or withdrawn; public."
    )
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was corrected or withdrawn; public."
    )
    drafted_at = models.DateTimeField(auto_now_add=True)

    objects = ReleaseQuerySet.as_manager()
    privacy = declare(
        plain="id round number state publication purpose corrects publish_at end_reason ended_at"
        " drafted_at"
    )

    class Meta:
        ordering = ["round", "number"]
        permissions = [
            ("request_tables", "May ask for tables of a counted round"),
            ("review_release", "May review a release that passed the gate"),
            ("approve_release", "May approve and withdraw releases, and allow exports"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="reporting_release_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "draft",
                        "gated",
                        "reviewed",
                        "approved",
                        "published",
                        "corrected",
                        "withdrawn",
                    ]
                ),
                name="reporting_release_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "gated", "reviewed"]) | Q(publish_at__isnull=False),
                name="reporting_release_approved_one_has_its_minute",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["corrected", "withdrawn"]) | ~Q(end_reason=""),
                name="reporting_release_ended_one_says_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) ^ ~Q(state__in=["corrected", "withdrawn"]),
                name="reporting_release_ended_one_says_when",
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        """The public name, such as 2026-2-r1."""
        return f"{self.round.key}-r{self.number}"

    @property
    def is_readable(self) -> bool:
        """Whether the public may read its tables: not before its minute, nor once withdrawn."""
        return self.state in self.READABLE_STATES

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.state == self.State.WITHDRAWN

    @property
    def is_frozen(self) -> bool:
        """Whether the gate let its tables through."""
        return self.state in self.FROZEN_STATES

    @property
    def is_public(self) -> bool:
        """Whether the public sees it, or saw it once."""
        return self.state in self.PUBLIC_STATES

    def step_to(self, state: str) -> None:
        """Move to a next state; the caller saves.

        Raises:
            StateNotReachable: it does not follow on the present one.
        """
        if state not in self.NEXT_STATES.get(self.state, ()):
            raise StateNotReachable(f"{self.key}: {self.state} -> {state}")
        self.state = state


class ReleaseTables(FrozenModel):
    """The tables of a release once the gate let them through: the same bytes for good."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="tables")
    data = models.BinaryField(help_text="What reporting.frozen_tables reads.")
    sha256 = models.CharField(max_length=64)
    proof = models.JSONField(help_text="The proof summary; public.")
    preview = models.JSONField(help_text="Hidden cells, rules and spans; never leaves the house.")
    gated_against = models.JSONField(help_text="SHA-256 of everything in the ledger at the gate.")
    frozen_at = models.DateTimeField(auto_now_add=True)

    privacy = declare(plain="id release data sha256 proof preview gated_against frozen_at")

    def __str__(self):
        return self.sha256[:12]

    def read(self) -> frozen_tables.FrozenRelease:
        """The tables themselves.

        Raises:
            frozen_tables.NotARelease: of a form that is not known here.
        """
        return frozen_tables.from_bytes(bytes(self.data))


class LedgerEntry(FrozenModel):
    """Published: from here on fixed, and part of what every later gate must stand up to (P6)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ledger")
    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="ledger_entry")
    sha256 = models.CharField(max_length=64)
    entered_at = models.DateTimeField(auto_now_add=True)

    privacy = declare(plain="id round release sha256 entered_at")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.sha256[:12]
