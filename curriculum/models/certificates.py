"""Certificates of completion: what somebody with the printed sheet may have confirmed."""

from django.db import models

from core.levels import Level
from core.privacy import declare


class Certificate(models.Model):
    """A module that somebody finished at a school on a day. Whose it is stands nowhere.

    The code on the sheet is not stored, and neither is the student: the row is found by a keyed
    digest of the code, see `curriculum/certificate_codes.py`.
    """

    digest = models.CharField(
        max_length=64, primary_key=True, help_text="HMAC-SHA256 of the code, in hex."
    )
    module_key = models.UUIDField(help_text="translation_key of the module.")
    level = models.CharField(max_length=1, choices=Level.choices)
    minutes = models.PositiveSmallIntegerField()
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    finished_on = models.DateField()

    privacy = declare(personal="digest finished_on", plain="module_key level minutes school")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="curriculum_certificate_digest_is_hex",
            )
        ]

    def __str__(self):
        return f"{self.module_key} {self.finished_on}"
