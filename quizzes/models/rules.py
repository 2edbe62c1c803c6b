"""The rules of a quiz that authors choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Feedback(models.TextChoices):
    """When a student learns what was right."""

    AT_ONCE = "at_once", _("After each question; the first answer counts")
    AT_END = "at_end", _("After the whole quiz")
    ON_RELEASE = "on_release", _("When the teacher shows the answers")


class CountingRule(models.TextChoices):
    """Which of several recorded attempts counts."""

    FIRST = "first", _("The first")
    LAST = "last", _("The last")
    BEST = "best", _("The best")
