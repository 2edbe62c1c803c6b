"""School levels: the codes used in every table, file and address."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Elementary (grades 1 to 6), middle (1 to 3) and high school (1 to 3)."""

    ELEMENTARY = "E", _("Elementary school")
    MIDDLE = "M", _("Middle school")
    HIGH = "H", _("High school")


GRADES = {Level.ELEMENTARY: range(1, 7), Level.MIDDLE: range(1, 4), Level.HIGH: range(1, 4)}
# One lesson period, in minutes.
LESSON_MINUTES = {Level.ELEMENTARY: 40, Level.MIDDLE: 45, Level.HIGH: 50}
