"""What students send without a script: one form for each way of answering.

Every form gives a `kinds.Response` as `response()`; a blank one is "I'm not sure".
"""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.kinds import CONFIDENCES, LONGEST_ESSAY, LONGEST_SHORT, Form, Response
from quizzes.sheets import SheetItem

UNSURE = "unsure"
NOT_OF_THIS = _("That answer is not one of this question. Please choose again.")
UNSURE_AND_MORE = _("You chose answers and “I'm not sure”. Please take one of them back.")


class AnswerForm(forms.Form):
    """An answer to one question.

    Every form has a field `chosen`: it is what "I'm not sure" is sent with, and where an error
    of the whole question is shown.
    """

    chosen = forms.MultipleChoiceField(
        label=_("Your answer"), required=False, error_messages={"invalid_choice": NOT_OF_THIS}
    )

    missing = _("Choose an answer, or “I'm not sure”.")

    def __init__(self, *args, item: SheetItem, **kwargs):
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["chosen"].choices = [(value, value) for value in (*self.choosable(), UNSURE)]

    def choosable(self) -> list[str]:
        """What `chosen` may hold besides "I'm not sure"."""
        return []

    def given(self) -> Response:
        """What the fields say, "I'm not sure" apart."""
        raise NotImplementedError

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        given, is_unsure = self.given(), UNSURE in values["chosen"]
        if is_unsure and not given.is_blank:
            self.add_error("chosen", UNSURE_AND_MORE)
        elif not is_unsure and given.is_blank:
            self.add_error("chosen", self.missing)
        return values

    def response(self) -> Response:
        """The answer of a valid form."""
        return self.given()


class ChoiceForm(AnswerForm):
    """One option or several."""

    def choosable(self):
        return [str(option.key) for option in self.item.options]

    def given(self):
        chosen = dict.fromkeys(self.cleaned_data["chosen"])
        return Response(tuple(UUID(value) for value in chosen if value != UNSURE))

    def clean_chosen(self):
        values = self.cleaned_data["chosen"]
        if len(set(values) - {UNSURE}) > 1 and not self.item.takes_several:
            raise forms.ValidationError(_("Please choose only one answer."))
        return values


class OrderForm(AnswerForm):
    """A place for each step, by a list for each."""

    missing = _("Give every step a place, or choose “I'm not sure”.")

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, item=item, **kwargs)
        places = [("", "")] + [(str(n), str(n)) for n in range(1, len(item.options) + 1)]
        for option in item.options:
            self.fields[f"place-{option.key}"] = forms.ChoiceField(choices=places, required=False)

    def places(self) -> dict[UUID, str]:
        """The place chosen for each step, "" where there is none."""
        return {
            option.key: self.cleaned_data.get(f"place-{option.key}", "")
            for option in self.item.options
        }

    def given(self):
        places = self.places()
        if UNSURE in self.cleaned_data["chosen"] or not all(places.values()):
            return Response()
        return Response(tuple(sorted(places, key=lambda key: int(places[key]))))

    def clean(self):
        values = super().clean()
        taken = [place for place in self.places().values() if place]
        if not self.errors and len(set(taken)) < len(taken):
            self.add_error("chosen", _("Two steps have the same place. Give each its own."))
        return values


class MatchForm(AnswerForm):
    """A target for each prompt, by a list for each."""

    missing = _("Choose something for every line, or “I'm not sure”.")

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, item=item, **kwargs)
        targets = [("", "")] + [(str(each.key), each.text) for each in item.targets]
        for prompt in item.prompts:
            self.fields[f"match-{prompt.key}"] = forms.ChoiceField(
                choices=targets, required=False, error_messages={"invalid_choice": NOT_OF_THIS}
            )

    def given(self):
        pairs = {
            prompt.key: self.cleaned_data.get(f"match-{prompt.key}") for prompt in self.item.prompts
        }
        if not all(pairs.values()):
            return Response()
        return Response(tuple(key for pair in pairs.items() for key in (pair[0], UUID(pair[1]))))


class TextForm(AnswerForm):
    """Words of the student's own."""

    missing = _("Write an answer, or choose “I'm not sure”.")
    text = forms.CharField(label=_("Your answer"), required=False)

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, item=item, **kwargs)
        longest = LONGEST_ESSAY if item.traits.is_read_by_a_person else LONGEST_SHORT
        self.fields["text"] = forms.CharField(
            label=_("Your answer"),
            required=False,
            max_length=longest,
            error_messages={"max_length": _("This is too long. Please make it shorter.")},
        )

    def given(self):
        return Response(text=self.cleaned_data.get("text", ""))


class SpotForm(AnswerForm):
    """Which picture, which places in it, and how sure."""

    missing = _("Choose a picture and a place, or “I'm not sure”.")

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, item=item, **kwargs)
        pictures = [(str(each.key), each.text) for each in item.pictures]
        places = [(str(each.key), each.text) for each in item.places]
        wrong = {"invalid_choice": NOT_OF_THIS}
        self.fields["picture"] = forms.ChoiceField(
            choices=pictures, required=False, error_messages=wrong
        )
        self.fields["place"] = forms.MultipleChoiceField(
            choices=places, required=False, error_messages=wrong
        )
        self.fields["confidence"] = forms.TypedChoiceField(
            choices=[(each, each) for each in CONFIDENCES],
            required=False,
            coerce=int,
            empty_value=None,
        )

    def given(self):
        values = self.cleaned_data
        picture, places = values.get("picture"), values.get("place")
        if not (picture and places):
            return Response()
        keys = tuple(UUID(key) for key in (picture, *dict.fromkeys(places)))
        return Response(keys, confidence=values.get("confidence"))


FORMS: dict[Form, type[AnswerForm]] = {
    Form.CHOICE: ChoiceForm,
    Form.ORDER: OrderForm,
    Form.MATCH: MatchForm,
    Form.TEXT: TextForm,
    Form.SPOT: SpotForm,
}


def answer_form(data, *, item: SheetItem, prefix: str | None = None) -> AnswerForm:
    """The form that fits a question, with what was sent.

    Args:
        prefix: tells the fields of several questions on one page apart.
    """
    return FORMS[item.traits.form](data, item=item, prefix=prefix)
