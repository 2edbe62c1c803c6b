"""The survey as one ordinary form: what works without JavaScript, and what JavaScript builds on."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reporting import codes
from reporting.collector.models import ANSWER_ID_BYTES
from reporting.instruments import Instrument, Question


class CodeField(forms.CharField):
    """A drawn code, typed in whichever way."""

    default_error_messages = {
        "required": _("Type the code on your slip."),
        "malformed": _(
            "This code has a typing error. Compare it with your slip, sign by sign. "
            "Your answers are still on this page."
        ),
    }

    def __init__(self, **options):
        attributes = {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "input input--code",
        }
        super().__init__(
            label=_("Code on your slip"),
            help_text=_("13 letters and numbers, such as 4K7M-92XD-PQ3RT. Dashes do not matter."),
            max_length=60,
            widget=forms.TextInput(attrs=attributes),
            **options,
        )

    def clean(self, value):
        code = codes.normalise(super().clean(value))
        if not codes.is_well_formed(code):
            raise forms.ValidationError(self.error_messages["malformed"], code="malformed")
        return code


class CodeForm(forms.Form):
    """The code alone: asked again where it was refused at the very end."""

    code = CodeField()


class QuestionnaireForm(forms.Form):
    """The code and every question of one level, none of them required.

    Args:
        instrument: the round's.
        level: "E", "M" or "H".
        language: of the words.
    """

    code = CodeField()

    def __init__(self, *args, instrument: Instrument, level: str, language: str, **options):
        super().__init__(*args, auto_id="q-%s", **options)
        self.instrument = instrument
        self.level = level
        for question in instrument.questions_for(level):
            self.fields[question.id] = AnswerField(question, level, language)

    def row(self) -> dict:
        """The row these answers make, once the form is valid."""
        answers = {key: value for key, value in self.cleaned_data.items() if key != "code"}
        return self.instrument.make_row(answers, self.level)


class AnswerField(forms.MultipleChoiceField):
    """One question; cleans to a code, a list of codes, or None when skipped."""

    default_error_messages = {
        "invalid_choice": _("Please choose from the list."),
        "exclusive": _("“%(option)s” cannot stand beside other choices. Please choose again."),
    }

    def __init__(self, question: Question, level: str, language: str):
        self.question = question
        self.offered = {option.code: option for option in question.options_for(level)}
        texts = [(code, option.text(language, level)) for code, option in self.offered.items()]
        super().__init__(
            label=question.text(language, level),
            choices=texts,
            required=False,
            widget=_Boxes if question.is_multi else _Circles,
        )

    def clean(self, value):
        chosen = super().clean(value)
        if not self.question.is_multi:
            return chosen[0] if chosen else None
        alone = [code for code in chosen if self.offered[code].is_exclusive]
        if alone and len(chosen) > 1:
            raise forms.ValidationError(
                self.error_messages["exclusive"],
                params={"option": dict(self.choices)[alone[0]]},
            )
        if (most := self.question.max_select) and len(chosen) > most:
            raise forms.ValidationError(
                ngettext("Choose at most %(most)d.", "Choose at most %(most)d.", most),
                params={"most": most},
            )
        return chosen or None


class _Boxes(forms.CheckboxSelectMultiple):
    """Several may be chosen; browsers must not remember or fill in."""

    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})})


class _Circles(forms.RadioSelect):
    """One may be chosen; the value is a list of none or one, like that of boxes."""

    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        return data.getlist(name)[:1] if hasattr(data, "getlist") else data.get(name)

    def format_value(self, value):
        return [str(one) for one in value or []]


def new_answer_id() -> str:
    """A random id for an answer that is sealed here instead of in the browser."""
    return secrets.token_hex(ANSWER_ID_BYTES)
