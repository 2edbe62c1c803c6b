"""What a reviewer of the audit trail fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core import audit_acts
from core.audit_months import Month
from core.models import AuditEntry

RESULTS = [
    ("", _("Done and refused")),
    (AuditEntry.Result.DONE, _("Done")),
    (AuditEntry.Result.REFUSED, _("Refused")),
]


class AuditSearchForm(forms.Form):
    """Which entries to show; every field may stay empty."""

    month = forms.CharField(
        label=_("Month"), required=False, widget=forms.TextInput(attrs={"type": "month"})
    )
    person = forms.EmailField(label=_("E-mail of the member of staff"), required=False)
    action = forms.ChoiceField(label=_("Act"), required=False, choices=audit_acts.choices)
    place = forms.CharField(
        label=_("NEIS code of the school or office"), required=False, max_length=7
    )
    result = forms.ChoiceField(label=_("Result"), required=False, choices=RESULTS)

    def clean_month(self):
        """The month as core.audit_months.Month, or None."""
        try:
            return Month.parse(text) if (text := self.cleaned_data["month"]) else None
        except ValueError as problem:
            raise forms.ValidationError(_("Write the month like 2026-11.")) from problem


class SignMonthForm(forms.Form):
    """What the review of a month came to."""

    note = forms.CharField(
        label=_("What you found"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: no finding; or whom you asked about what. Kept with your name."),
        error_messages={"required": _("Write what you found, even if it is nothing unusual.")},
    )
