"""What a class was given, the occasions of its quizzes, and how far each student is."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from core.privacy import declare
from curriculum.models.modules import ModuleStep
from curriculum.progress import Past
from curriculum.querysets import AssignmentQuerySet, OccasionQuerySet
from quizzes.rule_changes import AS_THE_QUIZ_SAYS, RuleChanges


class Assignment(models.Model):
    """A module given to a class or to a group of it, from a moment to a moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(
        "schools.Classroom", on_delete=models.PROTECT, related_name="assignments"
    )
    module = models.ForeignKey(
        "curriculum.ModulePage",
        on_delete=models.PROTECT,
        related_name="assignments",
        help_text="The Korean page of the module.",
    )
    batch = models.ForeignKey(
        "curriculum.AssignmentBatch",
        null=True,
        on_delete=models.PROTECT,
        related_name="assignments",
        help_text="What it was given along with; empty for those made before batches.",
    )
    is_for_group = models.BooleanField(
        default=False, help_text="Only for the students in `group`, not for the whole class."
    )
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()
    privacy = declare(
        personal="made_by ended_by",
        plain="id classroom module batch is_for_group opens_at closes_at made_at ended_at",
    )

    class Meta:
        ordering = ["-opens_at", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "module"],
                condition=Q(ended_at__isnull=True, is_for_group=False),
                name="curriculum_assignment_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="curriculum_assignment_closes_later",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="curriculum_assignment_ended_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.classroom_id} {self.module_id}"

    @cached_property
    def steps(self) -> list[ModuleStep]:
        """The module's steps of today, or as it had them when the assignment ended."""
        past = Past(self._known_steps)
        return past.steps_at(self.ends_at if self.is_over else timezone.now())

    @cached_property
    def past(self) -> Past[ModuleStep]:
        """What had to be done to finish it, and when."""
        counted = tuple(step for step in self._known_steps if step.is_counted)
        return Past(counted, self.ends_at if self.is_over else None)

    @cached_property
    def _known_steps(self) -> tuple[ModuleStep, ...]:
        """Every step the module ever had; needs a row read by `with_steps()`."""
        return tuple(ModuleStep.from_row(row) for row in self.step_rows)

    @property
    def rule_changes(self) -> RuleChanges:
        """What its teacher changed of the rules of its quizzes."""
        return self.batch.rule_changes if self.batch else AS_THE_QUIZ_SAYS

    @property
    def has_opened(self) -> bool:
        """Whether its opening time has come."""
        return self.opens_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        """Whether the teacher ended it or its closing time has passed."""
        has_closed = self.closes_at is not None and self.closes_at <= timezone.now()
        return has_closed or self.ended_at is not None

    @property
    def ends_at(self) -> datetime | None:
        """When it stopped or will stop: ended early by the teacher, or its closing time."""
        return min((at for at in (self.ended_at, self.closes_at) if at), default=None)

    @property
    def is_open(self) -> bool:
        """Whether progress is recorded now."""
        return self.has_opened and not self.is_over

    @property
    def changes_at(self) -> list[datetime | None]:
        """When it, or the lesson that is on, begins or ends by itself; in no order."""
        lead = self.running_lead
        return [self.opens_at, self.closes_at, lead and lead.ends_at]

    @property
    def running_lead(self):
        """The `Lead` of the teacher who is in front of the class now; None while nobody is."""
        lead = getattr(self, "lead", None)
        return lead if lead and lead.is_on and self.is_open else None


class Occasion(models.Model):
    """One quiz of one assignment: what an attempt carries instead of knowing assignments."""

    id = models.UUIDField(primary_key=True, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="occasions")
    step = models.ForeignKey("curriculum.Step", on_delete=models.PROTECT, related_name="occasions")

    objects = OccasionQuerySet.as_manager()
    privacy = declare(plain="id assignment step")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "step"], name="curriculum_occasion_one_for_a_step"
            )
        ]

    def __str__(self):
        return str(self.id)

    @staticmethod
    def id_for(assignment_id: uuid.UUID, step_key: uuid.UUID) -> uuid.UUID:
        """The id of a step's occasion; the same at every try, so that a retry makes no second."""
        return uuid.uuid5(assignment_id, str(step_key))


class Completion(models.Model):
    """How far a student is in one step of an assignment. No row: not started."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="completions")
    student = models.ForeignKey(
        "schools.Student", on_delete=models.CASCADE, related_name="completions"
    )
    step = models.ForeignKey("curriculum.Step", on_delete=models.PROTECT, related_name="+")
    reached = models.PositiveSmallIntegerField(
        default=0, help_text="Furthest lesson step continued from; never goes back."
    )
    current = models.PositiveSmallIntegerField(
        default=1, help_text="Lesson step to open next time, on any device."
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    # The board asks how long ago somebody got on; written with what is written anyway.
    moved_at = models.DateTimeField(default=timezone.now)

    privacy = declare(
        personal="student reached current finished_at moved_at", plain="id assignment step"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "student", "step"],
                name="curriculum_completion_one_for_a_step",
            ),
            models.CheckConstraint(
                condition=Q(current__gte=1), name="curriculum_completion_current_is_a_step"
            ),
        ]

    def __str__(self):
        return f"{self.step_id} {self.reached}"
