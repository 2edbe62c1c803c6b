"""What people type about a school year: next year's class sizes, moves, and one late seat."""

import re
import unicodedata

from django import forms
from django.core import signing
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.levels import GRADES
from core.spreadsheet_reading import FileRefused, read_table
from schools.forms import DigitsInput, NumberField
from schools.models import Classroom, School
from schools.move_list import RowsUnreadable, parse_moves, read_moves, write_moves
from schools.rollover import Fault, Problem
from schools.rollover_words import explain_problem, explain_rows
from schools.roster_plan import CLASS_NUMBERS, MOST_IN_A_CLASS, STUDENT_NUMBERS, ClassKey

KINDS_OF_FILE = ".xlsx,.csv"
PROBLEMS_SHOWN = 50
MOST_TYPED = 400
SEAL = "schools.rollover"
SEAL_SECONDS = 60 * 60


class SizesField(forms.CharField):
    """Class sizes of a grade in the order of the classes, as "28 28 27"; 0 leaves a class out."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "off", "spellcheck": "false", "inputmode": "text"}
        super().__init__(
            max_length=MOST_TYPED, required=False, widget=forms.TextInput(attrs=attrs), **kwargs
        )

    def prepare_value(self, value):
        return " ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value) -> list[int]:
        typed = unicodedata.normalize("NFKC", super().clean(value) or "")
        words = [word for word in re.split(r"[\s,、/]+", typed) if word]
        if not all(word.isascii() and word.isdigit() for word in words):
            raise forms.ValidationError(_("Type numbers with spaces between them, like 28 28 27."))
        if len(words) > len(CLASS_NUMBERS):
            raise forms.ValidationError(_("These are more classes than a grade can have."))
        # Three digits are beyond any class; more would only cost time.
        sizes = [int(word[:3]) for word in words]
        if max(sizes, default=0) > MOST_IN_A_CLASS:
            raise forms.ValidationError(
                _("A class has at most %(most)d students."), params={"most": MOST_IN_A_CLASS}
            )
        return sizes


class RolloverForm(forms.Form):
    """Sizes of next year's classes, a field for each grade, and the move list."""

    moves = forms.FileField(
        label=_("Move list"),
        help_text=_(
            "Only if students should stay known. XLSX or CSV with six columns: grade, class and"
            " number so far, then the new grade, class and number. No names."
        ),
        required=False,
        max_length=300,
        widget=forms.FileInput(attrs={"accept": KINDS_OF_FILE}),
    )

    def __init__(self, *args, school: School, suggested: dict[int, list[int]], **kwargs):
        super().__init__(*args, **kwargs)
        for grade in GRADES[school.level]:
            self.fields[f"grade_{grade}"] = SizesField(
                label=_now("Grade %(grade)s") % {"grade": grade}, initial=suggested.get(grade, [])
            )
        self.order_fields([*(name for name in self.fields if name != "moves"), "moves"])

    def clean_moves(self):
        file = self.cleaned_data["moves"]
        if not file:
            return []
        try:
            return read_moves(read_table(file.read()))
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        except RowsUnreadable as unreadable:
            raise forms.ValidationError(explain_rows(unreadable.rows)) from unreadable

    @property
    def grade_fields(self) -> list:
        """The boxes of the grades."""
        return [self[name] for name in self.fields if name != "moves"]

    @property
    def sizes(self) -> dict[ClassKey, int]:
        """The sizes by class, once the form is valid."""
        return {
            ClassKey(int(name.removeprefix("grade_")), number): size
            for name, sizes in self.cleaned_data.items()
            if name != "moves"
            for number, size in enumerate(sizes, start=1)
            if size
        }

    def explain(self, problems: list[Problem]) -> None:
        """Say at the right box what is wrong with the plan."""
        for problem in problems[:PROBLEMS_SHOWN]:
            is_size = problem.fault is Fault.FEWER_THAN_THERE
            self.add_error(
                f"grade_{problem.at.grade}" if is_size else "moves", explain_problem(problem)
            )


class RolloverConfirmForm(forms.Form):
    """The yes to a plan somebody saw; `sealed` carries what was typed and the fingerprint."""

    sealed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, school: School, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.whose = [school.neis_code, user.pk]

    def seal(self, *, school_year: int, sizes: dict, moves: list, fingerprint: str) -> str:
        """What the page of a plan keeps for the yes: numbers only, signed for this person."""
        content = {
            "whose": self.whose,
            "school_year": school_year,
            "sizes": [[*key, size] for key, size in sizes.items()],
            "moves": write_moves(moves),
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
        sizes = {ClassKey(grade, number): size for grade, number, size in content.pop("sizes")}
        return {**content, "sizes": sizes, "moves": parse_moves(content.pop("moves"))}


class SeatNumberForm(forms.Form):
    """A number for a student who came later."""

    number = NumberField(
        label=_("Number"),
        min_value=STUDENT_NUMBERS[0],
        max_value=STUDENT_NUMBERS[-1],
        error_messages={"required": _("Type the number.")},
        widget=DigitsInput(),
    )


class MoveForm(SeatNumberForm):
    """Another class of the same school and year, and the number there."""

    classroom = forms.ModelChoiceField(
        Classroom.objects.none(),
        label=_("New class"),
        empty_label=None,
        error_messages={"required": _("Choose the new class.")},
    )
    field_order = ["classroom", "number"]

    def __init__(self, *args, classroom: Classroom, **kwargs):
        super().__init__(*args, **kwargs)
        others = classroom.school.classrooms.of_year(classroom.school_year)
        self.fields["classroom"].queryset = others.exclude(pk=classroom.pk)
