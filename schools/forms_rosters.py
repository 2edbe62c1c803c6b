"""A school's list of students as a file, as typed class sizes, and the yes to what it changes."""

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.levels import GRADES
from core.spreadsheet_reading import FileRefused, read_table
from schools.forms import DigitsInput, NumberField
from schools.roster_list import ListRefused, read_list, rows_of_sizes
from schools.roster_plan import (
    CLASS_NUMBERS,
    MOST_IN_A_CLASS,
    read_roster,
    write_roster,
    years_to_plan,
)
from schools.roster_words import explain_list

KINDS_OF_FILE = ".xlsx,.csv"
# A grade a line; the largest schools have about twenty classes in a grade.
MOST_TYPED = 2_000
SEAL = "schools.roster"
SEAL_SECONDS = 60 * 60


class YearForm(forms.Form):
    """Asks for the school year while two of them can be planned, and assumes it otherwise."""

    year = forms.TypedChoiceField(label=_("School year"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        self.years = years_to_plan(timezone.localdate())
        field = self.fields["year"]
        field.choices = [
            (year, _now("%(year)s school year") % {"year": year}) for year in self.years
        ]
        field.initial = self.years[0]
        if len(self.years) == 1:
            del self.fields["year"]

    @property
    def school_year(self) -> int:
        """The chosen school year, once the form is valid."""
        return self.cleaned_data.get("year", self.years[0])

    @property
    def grades(self) -> range:
        """Grades of the school's level."""
        return GRADES[self.school.level]


class ListForm(YearForm):
    """A list in some form; `found` is what it says (a ReadList), once the form is valid."""

    source = ""
    found = None

    def __init__(self, *args, **kwargs):
        # Two of these stand on one page.
        super().__init__(*args, auto_id=f"{self.source}_%s", **kwargs)

    def rows(self):
        """Rows of the list, headings first.

        Raises:
            FileRefused: the file cannot be read.
        """
        raise NotImplementedError

    def clean(self):
        if self.source not in self.cleaned_data:
            return
        try:
            code = self.school.neis_code
            self.found = read_list(self.rows(), grades=self.grades, school_code=code)
        except FileRefused as refused:
            self.add_error(self.source, str(refused))
        except ListRefused as refused:
            self.add_error(self.source, explain_list(refused))


class RosterFileForm(ListForm):
    """A spreadsheet of the whole school."""

    source = "file"
    file = forms.FileField(
        label=_("List of students"),
        help_text=_(
            "XLSX or CSV, up to 2 MB, with the columns 학년, 반, 번호 (grade, class, number), or"
            " 학년, 반, 인원 (grade, class, size). No names."
        ),
        allow_empty_file=True,
        error_messages={
            "required": _("Choose the file with the list."),
            "invalid": _("Choose the file with the list."),
            "missing": _("Choose the file with the list."),
        },
        max_length=300,
        widget=forms.FileInput(attrs={"accept": KINDS_OF_FILE}),
    )
    field_order = ["year", "file"]

    def rows(self):
        return read_table(self.cleaned_data["file"].read())


class ClassSizesForm(ListForm):
    """Class sizes as numbers, one grade a line."""

    source = "sizes"
    sizes = forms.CharField(
        label=_("Class sizes"),
        help_text=_("One grade a line, in the order of the classes. Example – 1: 28, 27, 26"),
        max_length=MOST_TYPED,
        error_messages={"required": _("Type the sizes of at least one grade.")},
        widget=forms.Textarea(
            attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false", "inputmode": "text"}
        ),
    )
    field_order = ["year", "sizes"]

    def rows(self):
        return list(rows_of_sizes(self.cleaned_data["sizes"]))


class RosterConfirmForm(forms.Form):
    """The yes to a plan somebody saw; `sealed` carries the list and the plan's fingerprint."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    are_unlisted_leaving = forms.BooleanField(
        label=_("Mark the students who are not in the list as having left their class today"),
        required=False,
    )
    are_left_returning = forms.BooleanField(
        label=_("Let the students who had left come back, with their earlier work"), required=False
    )

    def __init__(self, *args, school, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.whose = [school.neis_code, user.pk]

    def seal(self, *, school_year: int, wanted, fingerprint: str) -> str:
        """What the page of a plan keeps for the yes: numbers only, signed for this person."""
        content = {
            "whose": self.whose,
            "school_year": school_year,
            "list": write_roster(wanted),
            "fingerprint": fingerprint,
        }
        return signing.dumps(content, salt=SEAL, compress=True)

    def clean_sealed(self) -> dict:
        try:
            content = signing.loads(self.cleaned_data["sealed"], salt=SEAL, max_age=SEAL_SECONDS)
        except signing.BadSignature as broken:
            raise forms.ValidationError("") from broken
        if content.pop("whose") != self.whose:
            raise forms.ValidationError("")
        content["wanted"] = read_roster(content.pop("list"))
        return content


class ClassForm(YearForm):
    """One class by its grade, number and size."""

    grade = forms.TypedChoiceField(label=_("Grade"), coerce=int, widget=forms.Select)
    class_number = NumberField(
        label=_("Class number"),
        min_value=CLASS_NUMBERS[0],
        max_value=CLASS_NUMBERS[-1],
        error_messages={
            "required": _("Type the number of the class."),
            "min_value": _("Class numbers start at %(limit_value)s."),
            "max_value": _("Class numbers go up to %(limit_value)s."),
        },
        widget=DigitsInput(),
    )
    size = NumberField(
        label=_("Number of students"),
        help_text=_("Students get the numbers from 1 on. You can add or take out seats later."),
        min_value=1,
        max_value=MOST_IN_A_CLASS,
        error_messages={
            "required": _("Type how many students the class has."),
            "min_value": _("A class has at least %(limit_value)s student."),
            "max_value": _("A class has at most %(limit_value)s students."),
        },
        widget=DigitsInput(),
    )
    is_own = forms.BooleanField(label=_("I am the homeroom teacher of this class"), required=False)
    field_order = ["year", "grade", "class_number", "size", "is_own"]

    def __init__(self, *args, asks_whose: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [
            (grade, _now("Grade %(grade)s") % {"grade": grade}) for grade in self.grades
        ]
        if not asks_whose:
            del self.fields["is_own"]

    def wanted(self) -> dict:
        """The arguments of `make_own_class`; without the question the class is one's own."""
        values = {"is_own": True, **self.cleaned_data, "school_year": self.school_year}
        values.pop("year", None)
        return values
