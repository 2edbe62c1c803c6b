"""The form of the page on which anybody checks a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curriculum import certificate_codes

LONGEST_TYPED = 60


class CertificateCodeForm(forms.Form):
    """The code on a sheet, as people type it."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=LONGEST_TYPED,
        error_messages={"required": _("Type the code from the sheet.")},
        help_text=_("13 letters and digits. Capital or small, with or without dashes."),
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def clean_code(self) -> str:
        code = certificate_codes.read(self.cleaned_data["code"])
        if not certificate_codes.is_well_formed(code):
            raise forms.ValidationError(
                _("A sign is missing or mistyped. Compare the code with the sheet once more."),
                code="mistyped",
            )
        return code
