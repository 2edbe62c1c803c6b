"""An exception for one student in one quiz: who, what, and why. Times are Korean time."""

from decimal import Decimal

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

FACTORS = [("1.25", "× 1.25"), ("1.5", "× 1.5"), ("2", "× 2")]


class ExceptionForm(forms.Form):
    """What a teacher grants one student."""

    student = forms.ModelChoiceField(queryset=None, label=_("Number"), empty_label=_("Choose"))
    occasion = forms.ChoiceField(label=_("Quiz"))
    kind = forms.ChoiceField(
        label=_("What you allow"), choices=AllowanceKind.choices, widget=forms.RadioSelect
    )
    closes_on = DayField(
        label=_("Last day"), required=False, help_text=_("Only for more days. Ends at midnight.")
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
        if kind == AllowanceKind.LATER_CLOSING:
            day = values.get("closes_on")
            values["closes_at"] = day and korean_moment(day, LAST_MINUTE)
            if not day or values["closes_at"] <= timezone.now():
                self.add_error("closes_on", _("Choose today or a later day."))
        return values
