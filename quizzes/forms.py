"""What students send: one answer as a form or as JSON, or a full set with a submit."""

import json
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.actions import GivenAnswer

UNSURE = "unsure"
# The largest whole number a browser counts exactly.
LARGEST_REV = 2**53 - 1


class AnswerRefused(ValueError):
    """What a script sent is not an answer."""


class AnswerForm(forms.Form):
    """The choice for one question, sent as an ordinary form."""

    chosen = forms.MultipleChoiceField(
        label=_("Your answer"),
        error_messages={
            "required": _("Choose an answer, or “I'm not sure”."),
            "invalid_choice": _("That answer is not one of this question. Please choose again."),
        },
    )

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [str(option.key) for option in item.options]
        self.fields["chosen"].choices = [(value, value) for value in (*keys, UNSURE)]
        self.takes_several = item.takes_several

    def clean_chosen(self) -> list[UUID]:
        """Keys of the chosen options; none for "I'm not sure"."""
        values = self.cleaned_data["chosen"]
        if UNSURE in values and len(values) > 1:
            raise forms.ValidationError(
                _("You chose answers and “I'm not sure”. Please take one of them back.")
            )
        if len(values) > 1 and not self.takes_several:
            raise forms.ValidationError(_("Please choose only one answer."))
        return [UUID(value) for value in values if value != UNSURE]


def answer_from_json(body: bytes) -> GivenAnswer:
    """One answer that a script sent.

    Raises:
        AnswerRefused: not JSON, or not the shape of an answer.
    """
    return _answer(_loaded(body))


def answers_from_json(body: str) -> list[GivenAnswer]:
    """The full set a script adds to a submit; "" is an empty set.

    Raises:
        AnswerRefused: not JSON, or not a list of answers.
    """
    values = _loaded(body or "[]")
    if not isinstance(values, list):
        raise AnswerRefused("expected a list")
    return [_answer(value) for value in values]


def _loaded(body: bytes | str):
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AnswerRefused("not JSON") from error


def _answer(value) -> GivenAnswer:
    try:
        rev = value["client_rev"]
        if type(rev) is not int or not 0 <= rev <= LARGEST_REV:
            raise AnswerRefused("client_rev is not a revision")
        chosen = [UUID(key) for key in value["chosen"]]
        return GivenAnswer(item_key=UUID(value["item"]), chosen=chosen, client_rev=rev)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise AnswerRefused("not an answer") from error
