"""What a lesson is about, whatever the school level: lessons of one topic are its variants."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """Topics of the curriculum; a topic need not have a lesson for every level."""

    CHECKING = "checking", _("Real or made: checking first")
    CONSENT = "consent", _("Asking first")
    LAW = "law", _("Law and responsibility")
    NO_BLAME = "no-blame", _("Harm is real; no blaming")
    BYSTANDER = "bystander", _("From onlooker to helper")
    HELP = "help", _("Getting help, recovery")
    NUMBERS = "numbers", _("Reading numbers")
