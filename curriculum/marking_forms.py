"""Forms of marking: what to look at, and what to give."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curriculum.marking_queue import ALL, MARKED, WAITING, Filter, Scope

LONGEST_NOTE = 1000
SELECT = forms.Select(attrs={"class": "select"})


class QueueForm(forms.Form):
    """Narrows the queue; an unknown value narrows nothing."""

    classroom = forms.ChoiceField(label=_("Class"), required=False, widget=SELECT)
    module = forms.ChoiceField(label=_("Module"), required=False, widget=SELECT)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        widget=SELECT,
        choices=[
            (WAITING, pgettext_lazy("answers", "Waiting to be marked")),
            (MARKED, pgettext_lazy("answers", "Marked")),
            (ALL, pgettext_lazy("answers", "All")),
        ],
    )

    def __init__(self, *args, scope: Scope, **kwargs):
        super().__init__(*args, **kwargs)
        everything = [("", pgettext_lazy("answers", "All"))]
        self.fields["classroom"].choices = everything + scope.classrooms
        self.fields["module"].choices = everything + scope.modules

    @property
    def filter(self) -> Filter:
        """What was asked for."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return Filter(**wanted)


class MarkForm(forms.Form):
    """Points and a note for one answer."""

    note = forms.CharField(
        label=_("Note to the student"),
        help_text=_("The student reads this beside the points."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )

    def __init__(self, *args, possible: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["points"] = forms.DecimalField(
            label=_("Points (0 to %(possible)d)") % {"possible": possible},
            min_value=0,
            max_value=possible,
            decimal_places=2,
            widget=forms.NumberInput(
                attrs={"class": "input input--short", "step": "any", "inputmode": "decimal"}
            ),
        )
        self.order_fields(["points", "note"])
