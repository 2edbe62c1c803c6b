"""How long a quiz took, in bands: a minute more or less says nothing about anybody."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

# Upper ends in minutes; whatever took longer was left open.
MINUTES = (5, 10, 20, 40)


def band_of(spans: Iterable[timedelta]) -> str:
    """The band that these spans make up together, in words; empty for none."""
    spans = list(spans)
    if not spans:
        return ""
    minutes = sum(spans, timedelta()).total_seconds() / 60
    lower = 0
    for upper in MINUTES:
        if minutes <= upper:
            return _("%(lower)d–%(upper)d min") % {"lower": lower, "upper": upper}
        lower = upper
    return _("over %(lower)d min") % {"lower": lower}
