"""Days and times of day as people type them; all times are Korean time."""

import unicodedata
from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LAST_MINUTE = time(23, 59)


class DayField(forms.DateField):
    """A day; full-width digits and Korean dots are taken as well."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"})

    def __init__(self, **kwargs):
        formats = ["%Y-%m-%d", "%Y.%m.%d", "%Y.%m.%d.", "%Y/%m/%d"]
        super().__init__(
            input_formats=formats,
            error_messages={"invalid": _("Write the date like 2026-03-02.")},
            **kwargs,
        )

    def to_python(self, value):
        """Read the day."""
        return super().to_python(_plain(value))


class MomentField(forms.TimeField):
    """A time of day in 24 hours; "24:00" is taken as the last minute of the day (T-92)."""

    # A browser's own field for times shows 12 hours in some languages and refuses 24:00.
    widget = forms.TimeInput(
        format="%H:%M",
        attrs={"class": "input", "inputmode": "numeric", "maxlength": 8, "autocomplete": "off"},
    )

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=["%H:%M", "%H:%M:%S", "%H%M"],
            error_messages={"invalid": _("Write the time like 14:30.")},
            **kwargs,
        )

    def to_python(self, value):
        """Read the time."""
        plain = _plain(value)
        return LAST_MINUTE if plain in ("24:00", "2400") else super().to_python(plain)


def _plain(value):
    """What was typed without full-width signs and spaces; a value of another type as it is."""
    if isinstance(value, str):
        return unicodedata.normalize("NFKC", value).replace(" ", "")
    return value


def korean_moment(day, moment: time) -> datetime:
    """The moment that a day and a time name in Korea, in whole minutes."""
    return timezone.make_aware(datetime.combine(day, moment.replace(second=0, microsecond=0)))
