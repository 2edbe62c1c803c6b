"""What students and teachers type at the door."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schools import roster, throttles

# Anything longer is the rest of the day: no child should sit and wait for that.
LONGEST_WAIT_SHOWN = throttles.FAILURES_OF_A_DEVICE.seconds
CODE_REFUSED = _("Check the code again. Is it the same as the code on the board?")


class DigitsInput(forms.TextInput):
    """A box for digits, with the number keys on a tablet."""

    def __init__(self, **attrs):
        shape = {"class": "input input--short", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(attrs={**shape, **attrs})


class PinInput(DigitsInput):
    """A box for a PIN: after a refusal it comes back empty."""

    def format_value(self, value):
        return None


class NumberField(forms.IntegerField):
    """A small number, typed full width or with a word behind it ("7번")."""

    def to_python(self, value):
        return super().to_python(roster.normalise_digits(str(value or "")))


class JoinForm(forms.Form):
    """The class code from the board, in whatever way it was typed."""

    code = forms.CharField(
        label=_("Class code"),
        help_text=_("8 letters and numbers on the board. Capitals and dashes do not matter."),
        error_messages={"required": _("Type the class code on the board.")},
        # Room for spaces, dashes and Hangul syllables; far from costing anything to take apart.
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "input input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "inputmode": "text",
                "enterkeyhint": "go",
                "data-join-code": "",
            }
        ),
    )

    def clean_code(self):
        return roster.normalise_code(self.cleaned_data["code"])

    def refuse(self, wait: int, *, was_tried: bool = True) -> None:
        """Say at the code that it opens nothing, and when to try again.

        Args:
            wait: seconds until then; 0 for at once.
            was_tried: False when the code was not even looked at.
        """
        said = [str(CODE_REFUSED)] if was_tried else []
        if wait:
            said.append(wait_in_words(wait))
        self.add_error("code", " ".join(said))


class SeatForm(forms.Form):
    """A student's own number and the PIN on the card."""

    number = NumberField(
        label=_("My number"),
        min_value=1,
        max_value=99,
        error_messages={
            "required": _("Type your number in class."),
            "invalid": _("Type your number in class."),
            "min_value": _("Type your number in class."),
            "max_value": _("Type your number in class."),
        },
        widget=DigitsInput(),
    )
    pin = forms.CharField(
        label=_("PIN"),
        help_text=_("6 digits on your card."),
        max_length=20,
        error_messages={"required": _("Type the 6 digits on your card.")},
        widget=PinInput(enterkeyhint="go"),
    )

    def clean_pin(self):
        pin = roster.normalise_digits(self.cleaned_data["pin"])
        if len(pin) != roster.PIN_LENGTH:
            raise forms.ValidationError(_("The PIN has 6 digits. Look at your card again."))
        return pin

    def refuse(self, wait: int, *, was_tried: bool) -> None:
        """Say at the PIN what is wrong and when to try again.

        Args:
            wait: seconds until then; 0 for at once.
            was_tried: False when the PIN was not even looked at.
        """
        said = []
        if was_tried:
            said.append(_now("The number and the PIN do not belong together. Look at your card."))
        if wait:
            said.append(wait_in_words(wait))
        self.add_error("pin", " ".join(said))


def wait_in_words(seconds: int) -> str:
    """When to try again, in the unit a child would use."""
    if seconds > LONGEST_WAIT_SHOWN:
        return _now("Tell your teacher, who can let you in at once.")
    if seconds <= 60:
        text = ngettext(
            "Wait %(count)d second, or tell your teacher.",
            "Wait %(count)d seconds, or tell your teacher.",
            seconds,
        )
        return text % {"count": seconds}
    minutes = -(-seconds // 60)
    text = ngettext(
        "Wait %(count)d minute, or tell your teacher.",
        "Wait %(count)d minutes, or tell your teacher.",
        minutes,
    )
    return text % {"count": minutes}
