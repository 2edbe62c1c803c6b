"""What the analyst fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 300


class AskForm(forms.Form):
    """Why a step is asked for, and that it is understood: most steps cannot be undone."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("The second person reads it. Kept in the audit trail with your name."),
        error_messages={"required": _("Write why this is asked for.")},
    )


class ConfirmForm(forms.Form):
    """That the second person looked at what they confirm."""

    understood = forms.BooleanField(
        label=_("I have checked this and know what follows from it."),
        error_messages={"required": _("Tick this to confirm.")},
    )
