"""Attempts: one student, one occasion, one edition; and the answers given in them."""

import secrets
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.privacy import declare
from quizzes.kinds import CONFIDENCES, Response
from quizzes.models.editions import Edition, Item
from quizzes.ordering import SEED_BITS
from quizzes.querysets import AnswerQuerySet, AttemptQuerySet


def draw_seed() -> int:
    """A seed for the order of one attempt."""
    return secrets.randbits(SEED_BITS)


class AttemptState(models.TextChoices):
    """Where an attempt stands."""

    OPEN = "open", _("In progress")
    SUBMITTED = "submitted", _("Submitted")


class Attempt(models.Model):
    """One go at a quiz. It keeps the edition it began with, whatever is published later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    student = models.ForeignKey(
        "schools.Student", on_delete=models.CASCADE, related_name="quiz_attempts"
    )
    occasion = models.UUIDField(help_text="What it is taken for; the floor above knows.")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(default=1)
    seed = models.BigIntegerField(default=draw_seed)
    state = models.CharField(max_length=10, choices=AttemptState.choices, default=AttemptState.OPEN)
    started_at = models.DateTimeField(default=timezone.now)
    is_practice = models.BooleanField(default=False)
    asked = ArrayField(
        models.UUIDField(),
        default=list,
        blank=True,
        help_text="Keys of its questions in their order; empty: all, as the seed orders them.",
    )
    # Copied from the occasion, so that saving an answer needs no look at the floor above.
    closes_at = models.DateTimeField(null=True, blank=True)
    # A closing that was granted to this student stays when the occasion's own one is moved.
    has_own_closing = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True, help_text="End of its time limit.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    points = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    points_possible = models.PositiveSmallIntegerField(null=True, blank=True)
    points_waiting = models.PositiveSmallIntegerField(
        default=0, help_text="Points of answers that somebody still has to read."
    )

    # Set by the action that has just made it; a new attempt has no answers to look for.
    is_new = False

    objects = AttemptQuerySet.as_manager()
    privacy = declare(
        personal="id student occasion number seed state started_at is_practice asked closes_at"
        " has_own_closing due_at submitted_at points points_waiting",
        plain="edition points_possible",
    )

    class Meta:
        ordering = ["student", "occasion", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "occasion"],
                condition=Q(state="open"),
                name="quizzes_attempt_one_open_for_an_occasion",
            ),
            models.UniqueConstraint(
                fields=["student", "occasion", "number"],
                name="quizzes_attempt_number_is_unique_for_an_occasion",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AttemptState.values), name="quizzes_attempt_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", submitted_at__isnull=False)
                | (~Q(state="submitted") & Q(submitted_at__isnull=True)),
                name="quizzes_attempt_submitted_at_iff_submitted",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", points__isnull=False, points_possible__isnull=False)
                | (~Q(state="submitted") & Q(points__isnull=True, points_possible__isnull=True)),
                name="quizzes_attempt_points_iff_submitted",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__lte=F("points_possible")),
                name="quizzes_attempt_points_within_possible",
            ),
            models.CheckConstraint(
                condition=Q(points_waiting=0)
                | Q(state="submitted", points_waiting__lte=F("points_possible")),
                name="quizzes_attempt_waiting_within_possible",
            ),
            models.CheckConstraint(
                condition=Q(has_own_closing=False) | Q(closes_at__isnull=False),
                name="quizzes_attempt_own_closing_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["occasion"], name="quizzes_attempt_occasion")]

    def __str__(self):
        return f"{self.number}, {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered and submitted."""
        return self.state == AttemptState.OPEN

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to read an answer of it."""
        return self.points_waiting > 0


class Answer(models.Model):
    """What a student answered to one question, as `kinds.Response`; empty: "I don't know"."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers")
    chosen = ArrayField(models.UUIDField(), default=list, blank=True)
    text = models.TextField(blank=True, default="")
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    # Rises with every change on the student's device; an older one never overwrites a newer.
    client_rev = models.BigIntegerField()
    saved_at = models.DateTimeField(default=timezone.now)
    # Once the right answer has been shown, this one stands.
    revealed_at = models.DateTimeField(null=True, blank=True)
    # Computed anew whenever the attempt is; null while nobody has marked it.
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    objects = AnswerQuerySet.as_manager()
    privacy = declare(
        personal="id attempt chosen text confidence saved_at revealed_at client_rev points",
        plain="item",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "item"], name="quizzes_answer_once_for_a_question"
            ),
            models.CheckConstraint(
                condition=Q(client_rev__gte=0), name="quizzes_answer_client_rev_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__in=CONFIDENCES),
                name="quizzes_answer_confidence_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.item_id}: {len(self.chosen)}"

    @property
    def response(self) -> Response:
        """What was answered, as arithmetic takes it."""
        return Response(tuple(self.chosen), self.text, self.confidence)
