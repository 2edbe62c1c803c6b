"""What leaves for an xAPI store, and what is remembered of launches from learning platforms."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.privacy import declare
from curriculum.exchange.querysets import (
    LtiCourseQuerySet,
    LtiLaunchQuerySet,
    XapiStatementQuerySet,
)

DIGEST_BYTES = 32


class XapiStatement(models.Model):
    """A statement that waits for the store. Once the store has it, the row is gone."""

    id = models.UUIDField(primary_key=True, editable=False, help_text="Also the statement's id.")
    school_year = models.PositiveSmallIntegerField(help_text="It is deleted with this year.")
    body = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField(default=timezone.now)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_because = models.CharField(
        max_length=40, blank=True, help_text="What the store said, without a word of the statement."
    )

    objects = XapiStatementQuerySet.as_manager()
    privacy = declare(
        personal="id body made_at",
        plain="school_year tries send_after set_aside_at set_aside_because",
    )

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True, set_aside_because="")
                | Q(set_aside_at__isnull=False, set_aside_because__gt=""),
                name="curriculum_xapistatement_set_aside_for_a_reason",
            )
        ]
        indexes = [
            models.Index(
                fields=["send_after"],
                condition=Q(set_aside_at__isnull=True),
                name="curriculum_xapi_due",
            )
        ]

    def __str__(self):
        return str(self.id)


class LtiLaunch(models.Model):
    """A launch that was proven, until its browser has come for it.

    It is of use for minutes; the first launch an hour later deletes it.

    It keeps what the page behind it needs, and nothing else of what the platform sent.
    """

    class Kind(models.TextChoices):
        """What somebody came for."""

        LEARN = "learn", "learn"
        TEACH = "teach", "teach"
        PICK = "pick", "pick"

    # Long enough to look for a card with a PIN; the row stays as long as a replay could come.
    OPEN_FOR = timedelta(minutes=15)
    KEPT_FOR = timedelta(hours=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deployment = models.ForeignKey(
        "lti_tool.LtiDeployment", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=5, choices=Kind.choices)
    nonce_digest = models.BinaryField(max_length=DIGEST_BYTES, unique=True)
    browser_digest = models.BinaryField(max_length=DIGEST_BYTES)
    course_digest = models.BinaryField(max_length=DIGEST_BYTES)
    person_digest = models.BinaryField(max_length=DIGEST_BYTES)
    module_key = models.UUIDField(null=True, blank=True)
    return_url = models.URLField(
        max_length=1000, blank=True, help_text="Where a picked module is sent to."
    )
    return_data = models.TextField(
        max_length=4000, blank=True, help_text="What the platform wants back with it, unread."
    )
    failed_tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = LtiLaunchQuerySet.as_manager()
    privacy = declare(
        personal="id browser_digest person_digest failed_tries made_at used_at nonce_digest",
        plain="deployment kind course_digest module_key return_url return_data",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="pick", return_url__gt="") | ~Q(kind="pick") & Q(return_url=""),
                name="curriculum_ltilaunch_returns_what_was_picked",
            )
        ]
        indexes = [models.Index(fields=["made_at"], name="curriculum_ltilaunch_made_at")]

    def __str__(self):
        return str(self.id)


class LtiCourse(models.Model):
    """A course of a learning platform that a teacher said is this class."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deployment = models.ForeignKey(
        "lti_tool.LtiDeployment", on_delete=models.CASCADE, related_name="+"
    )
    course_digest = models.BinaryField(max_length=DIGEST_BYTES)
    classroom = models.ForeignKey(
        "schools.Classroom", on_delete=models.CASCADE, related_name="lti_courses"
    )
    linked_at = models.DateTimeField(default=timezone.now)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = LtiCourseQuerySet.as_manager()
    privacy = declare(personal="linked_by", plain="id deployment course_digest classroom linked_at")

    class Meta:
        ordering = ["linked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["deployment", "course_digest"], name="curriculum_lticourse_is_one_class"
            )
        ]

    def __str__(self):
        return str(self.pk)


class LtiSeat(models.Model):
    """Whose seat a learner of a linked course has, after number and PIN were typed once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(LtiCourse, on_delete=models.CASCADE, related_name="seats")
    student = models.ForeignKey(
        "schools.Student", on_delete=models.CASCADE, related_name="lti_seats"
    )
    person_digest = models.BinaryField(max_length=DIGEST_BYTES)
    remembered_at = models.DateTimeField(default=timezone.now)

    privacy = declare(personal="id student person_digest remembered_at", plain="course")

    class Meta:
        ordering = ["student__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person_digest"], name="curriculum_ltiseat_one_for_a_learner"
            ),
            models.UniqueConstraint(
                fields=["course", "student"], name="curriculum_ltiseat_one_for_a_student"
            ),
        ]

    def __str__(self):
        return str(self.pk)
