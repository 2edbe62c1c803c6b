"""What the analyst fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.downloads import FileFormat
from reporting.models import DownloadCount

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


class DownloadForm(forms.Form):
    """Which file, and what for."""

    file_format = forms.ChoiceField(
        label=_("File"),
        choices=[
            (FileFormat.XLSX, _("XLSX: tables to read, notes, marks and codebook in one file")),
            (FileFormat.CSV, _("CSV: one line per number, for statistics programs")),
        ],
        initial=FileFormat.XLSX,
        widget=forms.RadioSelect,
    )
    purpose = forms.CharField(
        label=_("What will you use this for?"),
        min_length=5,
        max_length=REASON_LENGTH,
        help_text=_("One sentence. It is kept in the audit trail with your name and the time."),
        error_messages={
            "required": _("Write in one sentence what the file is for."),
            "min_length": _("Write a little more: what is the file for?"),
        },
    )


class PurposeForm(forms.Form):
    """What somebody of the public takes a file for: one of a few, never words of their own."""

    purpose = forms.ChoiceField(
        label=_("What will you use this file for?"),
        choices=DownloadCount.Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the file is for.")},
    )
