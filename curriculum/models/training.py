"""The training track: what members of staff learned themselves, apart from any class."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.privacy import declare


class StaffCompletion(models.Model):
    """A step of a module that a member of staff finished for themselves.

    It knows no assignment and no class, so nothing that counts students can meet it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="training"
    )
    step = models.ForeignKey("curriculum.Step", on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(default=timezone.now)

    privacy = declare(personal="user finished_at", plain="id step")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "step"], name="curriculum_staffcompletion_once_for_a_step"
            )
        ]

    def __str__(self):
        return f"{self.step_id}"
