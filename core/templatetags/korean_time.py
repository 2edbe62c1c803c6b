"""Moments the way a Korean timetable writes them, weekday included."""

from datetime import date, datetime

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
    """Month, day, weekday and 24-hour time in Korean time; empty for None.

    The year is named where it is not this one.
    """
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    day = pgettext("Django date format: day and month", "j M")
    if local.year != timezone.localdate().year:
        day = pgettext("Django date format: day, month and year", "j M Y")
    return pgettext("moment", "%(weekday)s %(day)s, %(time)s") % {
        "weekday": WEEKDAYS[local.weekday()],
        "day": date_format(local, day),
        "time": date_format(local, "H:i"),
    }


@register.filter
def korean_day(day: date | None) -> str:
    """Day, month and year in words, as a certificate says it; empty for None."""
    if day is None:
        return ""
    return date_format(day, pgettext("Django date format: day, month and year", "j M Y"))


@register.filter
def korean_time_or_today(moment: datetime | None) -> str:
    """As `korean_time`, but today is not named: "15:13"."""
    if moment is None or timezone.localdate(moment) != timezone.localdate():
        return korean_time(moment)
    return date_format(timezone.localtime(moment), "H:i")
