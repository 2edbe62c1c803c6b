"""Approved versions of the questionnaire."""

from django.db import models

from core.frozen import FrozenModel
from core.privacy import declare


class Instrument(FrozenModel):
    """An approved version of the questionnaire. A changed question is another version."""

    version = models.CharField(max_length=40, unique=True)
    data = models.JSONField(help_text="What reporting.instruments reads.")
    sha256 = models.CharField(max_length=64, unique=True)
    approved_at = models.DateTimeField(auto_now_add=True)

    privacy = declare(plain="id version data sha256 approved_at")

    def __str__(self):
        return self.version
