"""Moments the way a Korean timetable writes them, weekday included."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext, pgettext_lazy

register = template.Library()

WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


@register.filter
def korean_time(moment: datetime | None) -> str:
    """Month, day, weekday and 24-hour time in Korean time; empty for None."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return pgettext("moment", "%(weekday)s %(day)s, %(time)s") % {
        "weekday": WEEKDAYS[local.weekday()],
        "day": date_format(local, pgettext("Django date format: day and month", "j M")),
        "time": date_format(local, "H:i"),
    }
