"""Assigning a module: what, from when, until when. Times are Korean time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import uuid4, uuid5

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.moment_fields import LAST_MINUTE, DayField, MomentField, korean_moment
from curriculum.models import ModulePage
from curriculum.module_licences import read_licences
from curriculum.rules_form import RulesForm
from curriculum.seat_numbers import read_numbers
from curriculum.step_facts import first_lessons, modules_on_harm
from lessons.models import LessonPage
from schools.models import Classroom
from schools.roster_plan import write_numbers


class ModuleField(forms.ModelChoiceField):
    """A choice among modules, titled in the reader's language."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(ModulePage.objects.none(), empty_label=None, **kwargs)
        self.titles: dict = {}
        self.lessons: dict = {}
        self.on_harm: set = set()
        self.licences: dict = {}

    def offer(self) -> None:
        """Offer every assignable module. Ten statements for any number of them."""
        self.queryset = ModulePage.objects.assignable()
        keys = [module.translation_key for module in self.queryset]
        self.titles = ModulePage.objects.titles_in(get_language(), keys)
        self.lessons = first_lessons(keys, get_language())
        self.on_harm = modules_on_harm(keys)
        self.licences = read_licences(keys)

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


class ClassesField(forms.ModelMultipleChoiceField):
    """Some of a teacher's classes; named with their school where there are several schools."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Classroom.objects.none(), **kwargs)
        self.names_schools = False

    def offer(self, classrooms) -> None:
        """Offer these classes, which carry their schools."""
        self.queryset = classrooms
        self.names_schools = len({classroom.school_id for classroom in classrooms}) > 1

    def label_from_instance(self, classroom):
        """The class; with its school where that tells two classes apart."""
        return f"{classroom.school} {classroom}" if self.names_schools else str(classroom)


@dataclass(frozen=True)
class ModuleChoice:
    """One module in the picker.

    Attributes:
        option: the radio button, as Django draws it.
        lesson: the module's first lesson; None where that is not published.
        is_on_harm: whether any of its lessons touches on harm.
        licences: by which its pictures and videos may be shown; none where there are none.
    """

    option: BoundWidget
    lesson: LessonPage | None
    is_on_harm: bool
    licences: Sequence[str]


@dataclass
class ModuleGroup:
    """The modules of one school level; `is_chosen` says that one of them is chosen."""

    level: str
    choices: list[ModuleChoice] = field(default_factory=list)
    is_chosen: bool = False


class AssignForm(RulesForm):
    """A module for one or several classes, or for some students of one.

    The check page adds `checked_version`: the version of the module that it showed.

    Args:
        classroom: the class whose page it is.
        classes: the classes it may be given to; only the one where None.
    """

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    checked_version = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    module = ModuleField(label=_("Module"), error_messages={"required": _("Choose a module.")})
    classes = ClassesField(
        label=_("Classes"), error_messages={"required": _("Choose at least one class.")}
    )
    numbers = forms.CharField(
        label=_("Only these numbers"),
        required=False,
        max_length=200,
        help_text=_("Like 3, 7-9. Empty: the whole class, also students who come later."),
    )
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

    def __init__(self, *args, classroom, classes=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.classroom = classroom
        self.fields["module"].offer()
        if classes is None or len(classes) == 1:
            del self.fields["classes"]
        else:
            self.fields["classes"].offer(classes)

    def modules_by_level(self) -> list[ModuleGroup]:
        """The choices of a module, those of the class's own school level first."""
        groups: dict[str, ModuleGroup] = {}
        offered = self.fields["module"]
        for option in self["module"]:
            module = option.data["value"].instance
            key = module.translation_key
            licences = [each.label for each in offered.licences.get(key, [])]
            facts = (offered.lessons.get(key), key in offered.on_harm, licences)
            group = groups.setdefault(module.level, ModuleGroup(module.get_level_display()))
            group.choices.append(ModuleChoice(option, *facts))
            group.is_chosen |= option.data["selected"]
        own = self.classroom.school.level
        return [groups[level] for level in sorted(groups, key=lambda level: level != own)]

    @staticmethod
    def suggested() -> dict:
        """A key of its own; open now, close at the end of the day a week later."""
        now = timezone.localtime()
        return {
            "key": uuid4(),
            "opens_on": now.date(),
            "opens_time": now.time(),
            "closes_on": now.date() + timedelta(days=7),
            "closes_time": LAST_MINUTE,
        }

    def clean_key(self):
        """The key drawn with the page; a form without one gets its own."""
        return self.cleaned_data["key"] or uuid4()

    def clean_numbers(self):
        """The numbers of a group; none for the whole class."""
        try:
            return read_numbers(self.cleaned_data["numbers"])
        except ValueError as refused:
            raise forms.ValidationError(_("Write the numbers like 3, 7-9.")) from refused

    def clean(self):
        """Put days and times together; each mistake is told at its own field."""
        cleaned = super().clean()
        cleaned.setdefault("classes", [] if "classes" in self.fields else [self.classroom])
        self._find_students(cleaned)
        # A form sent again after a change is another wish; sent again as it was, the same.
        names = sorted(self.fields.keys() - {"key", "checked_version"})
        said = [(name, self[name].value()) for name in names]
        cleaned["batch_key"] = uuid5(cleaned.get("key") or uuid4(), repr(said))
        if {"opens_on", "opens_time", "closes_on", "closes_time"} <= cleaned.keys():
            cleaned["opens_at"] = korean_moment(cleaned["opens_on"], cleaned["opens_time"])
            cleaned["closes_at"] = self._closing(cleaned)
            self._check_order(cleaned)
        return cleaned

    def _find_students(self, cleaned) -> None:
        """The students with the numbers that were written, who must be there."""
        cleaned["students"] = []
        numbers, classes = cleaned.get("numbers"), list(cleaned["classes"])
        if not numbers:
            return
        if len(classes) != 1:
            self.add_error("numbers", _("Numbers are for one class only. Choose one class."))
            return
        found = list(classes[0].students.present().filter(number__in=numbers))
        missing = sorted(set(numbers) - {student.number for student in found})
        if missing:
            wrong = gettext("Nobody in this class has the number %(numbers)s.")
            self.add_error("numbers", wrong % {"numbers": write_numbers(missing)})
        cleaned["students"] = found

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
