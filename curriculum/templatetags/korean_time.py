"""Moments the way a Korean timetable writes them, weekday included."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def korean_time(moment: datetime | None) -> str:
    """Month, day, weekday and 24-hour time in Korean time; empty for None."""
    if moment is None:
        return ""
    pattern = pgettext("Django date format: weekday, day, month, time", "D j M, H:i")
    return date_format(timezone.localtime(moment), pattern)
