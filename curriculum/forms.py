"""Assigning a module: what, from when, until when. Times are Korean time."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.moment_fields import LAST_MINUTE, DayField, MomentField, korean_moment
from curriculum.models import ModulePage
from curriculum.step_facts import first_lessons


class ModuleField(forms.ModelChoiceField):
    """A choice among modules, titled in the reader's language."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(ModulePage.objects.none(), empty_label=None, **kwargs)
        self.titles: dict = {}
        self.lessons: dict = {}

    def offer(self, level: str) -> None:
        """Offer every assignable module, those of this level first."""
        fits_first = Case(When(level=level, then=Value(0)), default=Value(1))
        self.queryset = ModulePage.objects.assignable().order_by(fits_first, "level", "title")
        keys = [module.translation_key for module in self.queryset]
        self.titles = ModulePage.objects.titles_in(get_language(), keys)
        self.lessons = first_lessons(keys, get_language())

    def title_of(self, module: ModulePage) -> str:
        """The module's title in the reader's language."""
        return self.titles.get(module.translation_key, module.title)

    def label_from_instance(self, module):
        """Title, level and minutes: what a teacher chooses by."""
        return gettext("%(title)s (%(level)s, %(minutes)d minutes)") % {
            "title": self.title_of(module),
            "level": module.get_level_display(),
            "minutes": module.minutes,
        }


class AssignForm(forms.Form):
    """A module for one class."""

    module = ModuleField(label=_("Module"), error_messages={"required": _("Choose a module.")})
    opens_on = DayField(label=_("Opens on"))
    opens_time = MomentField(label=_("Opening time"))
    closes_on = DayField(
        label=_("Closes on"),
        required=False,
        help_text=_("Leave it empty to keep it open until you end it."),
    )
    closes_time = MomentField(
        label=_("Closing time"), required=False, help_text=_("Empty means the end of the day.")
    )

    def __init__(self, *args, classroom, **kwargs):
        super().__init__(*args, **kwargs)
        self.classroom = classroom
        self.fields["module"].offer(classroom.school.level)

    def modules_with_lessons(self) -> list[tuple]:
        """Each choice of a module, with its first lesson where that is published."""
        lessons = self.fields["module"].lessons
        return [
            (choice, lessons.get(choice.data["value"].instance.translation_key))
            for choice in self["module"]
        ]

    @staticmethod
    def suggested() -> dict:
        """Open now, close at the end of the day a week later."""
        now = timezone.localtime()
        return {
            "opens_on": now.date(),
            "opens_time": now.time(),
            "closes_on": now.date() + timedelta(days=7),
            "closes_time": LAST_MINUTE,
        }

    def clean(self):
        """Put days and times together; each mistake is told at its own field."""
        cleaned = super().clean()
        if {"opens_on", "opens_time", "closes_on", "closes_time"} <= cleaned.keys():
            cleaned["opens_at"] = korean_moment(cleaned["opens_on"], cleaned["opens_time"])
            cleaned["closes_at"] = self._closing(cleaned)
            self._check_order(cleaned)
        return cleaned

    def _closing(self, cleaned) -> datetime | None:
        if not cleaned["closes_on"]:
            if cleaned["closes_time"]:
                self.add_error("closes_on", _("Choose the day as well, or leave both empty."))
            return None
        at = korean_moment(cleaned["closes_on"], cleaned["closes_time"] or LAST_MINUTE)
        # Midnight belongs to two days in people's minds; the minute before belongs to one.
        return at - timedelta(minutes=1) if cleaned["closes_time"] == time(0, 0) else at

    def _check_order(self, cleaned) -> None:
        closes_at = cleaned["closes_at"]
        if cleaned["opens_on"] < timezone.localdate():
            self.add_error("opens_on", _("This day is over. Choose today or a later day."))
        if closes_at and closes_at <= timezone.now():
            self.add_error("closes_on", _("The closing is past. Choose a later day and time."))
        elif closes_at and closes_at <= cleaned["opens_at"]:
            self.add_error("closes_on", _("It must close after it opens."))
