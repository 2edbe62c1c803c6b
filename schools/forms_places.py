"""What people type about schools: a search, a school's own facts, its end."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.levels import Level
from schools.models import Office, School, SchoolKind
from schools.models.places import HIGH_SCHOOL_KINDS

LONGEST_SEARCH = 60
NEIS_CODE_SHAPE = r"^[0-9A-Z]{7}$"


class SchoolFilterForm(forms.Form):
    """Narrows a list of schools; what cannot be understood narrows nothing."""

    q = forms.CharField(
        label=_("Name or NEIS code"),
        max_length=LONGEST_SEARCH,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Office of education"), required=False, empty_label=_("All")
    )
    level = forms.ChoiceField(
        label=_("School level"), choices=[("", _("All")), *Level.choices], required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind of school"), choices=[("", _("All")), *SchoolKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Open today")), ("ended", _("Closed or merged")), ("all", _("All"))],
        required=False,
    )

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.schools = schools
        offices = Office.objects.filter(pk__in=schools.values("office"))
        self.fields["office"].queryset = offices
        if len(offices[:2]) < 2:
            del self.fields["office"]

    @property
    def filters(self) -> list:
        """Everything besides the search itself."""
        return [self[name] for name in self.fields if name != "q"]

    @property
    def narrows(self) -> bool:
        """Whether one of the filters is in use."""
        return any(self.data.get(field.name) for field in self.filters)

    def found(self):
        """The schools that are asked for."""
        self.is_valid()
        asked, found = self.cleaned_data, self.schools
        for name in ("office", "level", "kind"):
            if asked.get(name):
                found = found.filter(**{name: asked[name]})
        if asked.get("q"):
            found = found.found_by(asked["q"])
        state = asked.get("state", "")
        if state == "all":
            return found
        return found.ended() if state == "ended" else found.not_ended()


class SchoolForm(forms.Form):
    """A school's facts, for a new one or for changes."""

    neis_code = forms.RegexField(
        NEIS_CODE_SHAPE,
        label=_("NEIS code"),
        help_text=_("Seven digits or capital letters. It stays when the school is renamed."),
        error_messages={
            "required": _("Type the NEIS code of the school."),
            "invalid": _("A NEIS code has seven digits or capital letters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    office = forms.ModelChoiceField(
        Office.objects.none(),
        label=_("Office of education"),
        empty_label=None,
        error_messages={"required": _("Choose the office of education.")},
    )
    level = forms.ChoiceField(label=_("School level"), choices=Level.choices)
    kind = forms.ChoiceField(label=_("Kind of school"), choices=SchoolKind.choices)
    name_ko = forms.CharField(
        label=_("Name in Korean"),
        max_length=60,
        error_messages={"required": _("Type the name in Korean.")},
    )
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=100,
        error_messages={"required": _("Type the name in English.")},
    )
    is_correction = forms.BooleanField(
        label=_("The name so far was a spelling mistake: do not keep it as a former name"),
        required=False,
    )

    def __init__(self, *args, offices, school: School | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        self.fields["office"].queryset = offices
        if school is None:
            del self.fields["is_correction"]
        else:
            # The code is the address, and classes have the grades of the level.
            del self.fields["neis_code"], self.fields["level"]

    def clean_neis_code(self):
        code = self.cleaned_data["neis_code"]
        if School.objects.filter(neis_code=code).exists():
            raise forms.ValidationError(_("There is a school with this NEIS code already."))
        return code

    def clean(self):
        cleaned = super().clean()
        level = self.school.level if self.school else cleaned.get("level")
        if cleaned.get("kind") in HIGH_SCHOOL_KINDS and level != Level.HIGH:
            self.add_error("kind", _("Only high schools are of this kind."))
        return cleaned

    def wanted(self) -> dict:
        """The arguments of `make_school`."""
        if self.school is None:
            return self.cleaned_data
        fixed = {"neis_code": self.school.neis_code, "level": self.school.level}
        return {**self.cleaned_data, **fixed}


class SchoolEndForm(forms.Form):
    """The last day of a school and the school that takes its students."""

    last_day = forms.DateField(
        label=_("Last day of the school"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the last day."),
            "invalid": _("Write the date like 2026-03-02."),
        },
    )
    successor = forms.CharField(
        label=_("NEIS code of the school it merges into"),
        help_text=_("Leave it empty if the school closes without a successor."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, school: School, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.school, self.schools = school, schools
        self.fields["last_day"].initial = timezone.localdate()

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if self.school.valid_from and day < self.school.valid_from:
            raise forms.ValidationError(_("The school did not exist yet on this day."))
        return day

    def clean_successor(self):
        code = self.cleaned_data["successor"].strip().upper()
        if not code:
            return None
        found = self.schools.filter(neis_code=code).first()
        if found is None:
            raise forms.ValidationError(_("No school you look after has this NEIS code."))
        if found == self.school:
            raise forms.ValidationError(_("A school cannot merge into itself."))
        if found.valid_to:
            raise forms.ValidationError(_("This school has a last day itself. Choose another."))
        return found
