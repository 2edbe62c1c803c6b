"""One press of "Assign": what was given together, by which rules, and whom of a class it is for."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.privacy import declare
from curriculum.querysets import AssignmentBatchQuerySet
from quizzes.models.quizzes import Feedback
from quizzes.rule_changes import RuleChanges

UNDO_FOR = timedelta(minutes=10)
RULE_FIELDS = (
    "feedback",
    "pass_mark",
    "attempt_limit",
    "is_practice_only",
    "allows_practice",
    "minutes",
)


class AssignmentBatch(models.Model):
    """A module given to one or several classes in one go; the id is drawn with the form.

    A form that is sent twice therefore gives the module once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    module_version = models.CharField(
        max_length=12, blank=True, help_text="Version of the module that the teacher checked."
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What the teacher changed of the rules of its quizzes, see quizzes.rule_changes.RuleChanges.
    feedback = models.CharField(max_length=10, choices=Feedback.choices, blank=True)
    pass_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    attempt_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    is_practice_only = models.BooleanField(default=False)
    allows_practice = models.BooleanField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = AssignmentBatchQuerySet.as_manager()
    privacy = declare(
        personal="made_by undone_by",
        plain=f"id made_at module_version undone_at {' '.join(RULE_FIELDS)}",
    )

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="curriculum_assignmentbatch_undone_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(feedback__in=["", *Feedback.values]),
                name="curriculum_assignmentbatch_feedback_is_known",
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__lte=100),
                name="curriculum_assignmentbatch_pass_mark_is_a_percentage",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def rule_changes(self) -> RuleChanges:
        """What was changed of the rules of its quizzes."""
        return RuleChanges(**{name: getattr(self, name) for name in RULE_FIELDS})

    @property
    def undo_until(self):
        """Until when it may be taken back as if it had not happened."""
        return self.made_at + UNDO_FOR

    @property
    def may_be_undone(self) -> bool:
        """Whether it may still be taken back now."""
        return self.undone_at is None and timezone.now() < self.undo_until


class AssignmentStudent(models.Model):
    """One student of the group that an assignment is for; a whole class has no such rows."""

    assignment = models.ForeignKey(
        "curriculum.Assignment", on_delete=models.CASCADE, related_name="group"
    )
    student = models.ForeignKey(
        "schools.Student", on_delete=models.CASCADE, related_name="group_assignments"
    )

    privacy = declare(personal="student", plain="id assignment")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "student"], name="curriculum_assignmentstudent_once"
            )
        ]

    def __str__(self):
        return f"{self.assignment_id} {self.student_id}"
