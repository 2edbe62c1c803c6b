"""What the analyst fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.actions.downloads import FileFormat

REASON_LENGTH = 300


class CloseRoundForm(forms.Form):
    """Why a round is closed, and that closing is understood: nothing undoes it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("Kept in the audit trail with your name."),
        error_messages={"required": _("Write why the round is closed.")},
    )
    understood = forms.BooleanField(
        label=_("I know that a closed round cannot be opened again."),
        error_messages={"required": _("Tick this to close the round.")},
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
