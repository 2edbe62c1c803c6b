"""An exception for one student in one quiz: who, what, and why. Times are Korean time."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.moment_fields import LAST_MINUTE, DayField, korean_moment
from curriculum.assigned_students import assigned_students
from curriculum.models import Assignment, Occasion
from curriculum.progress import Kind
from curriculum.step_facts import read_step_facts
from quizzes.models.allowances import AllowanceKind
from quizzes.standings import read_allowed

FACTORS = [("1.25", "× 1.25"), ("1.5", "× 1.5"), ("2", "× 2")]


class ExceptionForm(forms.Form):
    """What a teacher grants one student."""

    student = forms.ModelChoiceField(queryset=None, label=_("Number"), empty_label=_("Choose"))
    occasion = forms.ChoiceField(label=_("Quiz"))
    kind = forms.ChoiceField(
        label=_("What you allow"), choices=AllowanceKind.choices, widget=forms.RadioSelect
    )
    closes_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_(
            "For more days. For everything else too once it has closed. Closes at 23:59 that day."
        ),
    )
    factor = forms.TypedChoiceField(
        label=_("How much longer"),
        choices=[("", "–"), *FACTORS],
        coerce=Decimal,
        empty_value=None,
        required=False,
        help_text=_("Only for a longer time limit."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Stays in the record. Write nothing about illness or family."),
    )

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        self.fields["student"].queryset = assigned_students(assignment)
        quizzes = [step for step in assignment.steps if step.kind is Kind.QUIZ]
        facts = read_step_facts(quizzes, get_language())
        self.fields["occasion"].choices = [
            (str(Occasion.id_for(assignment.pk, step.key)), facts[step.key].title)
            for step in quizzes
        ]

    def clean(self):
        """Put the day to its last minute; what a kind needs must be there."""
        values = super().clean()
        kind = values.get("kind")
        if kind == AllowanceKind.MORE_TIME and not values.get("factor"):
            self.add_error("factor", _("Choose how much longer."))
        if kind == AllowanceKind.LATER_CLOSING or (kind and self._is_closed_for(values)):
            self._take_day(values)
        return values

    def _is_closed_for(self, values: dict) -> bool:
        """Whether nothing else that is allowed would let the student in."""
        student, occasion = values.get("student"), values.get("occasion")
        if not (student and occasion and self.assignment.is_over):
            return False
        own = read_allowed(student_id=student.pk, occasion=UUID(occasion)).closes_at
        return own is None or own <= timezone.now()

    def _take_day(self, values: dict) -> None:
        day = values.get("closes_on")
        values["closes_at"] = day and korean_moment(day, LAST_MINUTE)
        if not day and values["kind"] != AllowanceKind.LATER_CLOSING:
            words = _("It has closed. Choose until which day the student may still answer.")
            self.add_error("closes_on", words)
        elif not day or values["closes_at"] <= self._earliest:
            self.add_error("closes_on", _("Choose a day after it closes, and not in the past."))

    @property
    def _earliest(self) -> datetime:
        """More days are later than now, and later than what everybody has."""
        return max(timezone.now(), self.assignment.ends_at or timezone.now())
