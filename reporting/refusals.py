"""Why a questionnaire is refused, in the reader's language; the place is named beside it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting import instruments

BY_KIND = {
    instruments.MissingTranslation: _("The text is missing. Write it in both languages."),
    instruments.UnknownOperator: _(
        "This condition cannot be read. It may be written: any(Q8, a|b), Q10 in (a, b), "
        "Q10 == a, joined by “or”."
    ),
    instruments.DanglingReference: _("It names a question or an option that does not exist."),
    instruments.ForwardReference: _("It may only name a question that comes before."),
    instruments.UnreachableQuestion: _("At one school level nobody could ever come here."),
    instruments.UnequalPath: _(
        "Everybody must meet as many pages of the same look: a question with a condition is "
        "followed by one that is asked instead of it, of the same kind, at the same levels, with "
        "as many options, and without a condition of its own."
    ),
    instruments.ForbiddenQuestion: _(
        "Nobody is asked whether they watched such material: an answer could incriminate."
    ),
}
BY_FIELD = {
    "id": _("Use up to 16 letters, digits or _, and every name once."),
    "code": _("Use up to 16 letters, digits or _."),
    "type": _("One answer or several; there is no question for typed text."),
    "bands": _("Choose at least one school level."),
    "options": _("There must be at least one option, and every code only once."),
    "max_select": _("A number of 1 or more, for questions with several answers only."),
    "sensitivity": _("Choose from the list."),
    "show_if": _("This option can stand beside others: write any(…)."),
}


def sentence_for(refusal: instruments.InstrumentRefused) -> str:
    """What is wrong, one sentence or two."""
    if words := BY_KIND.get(type(refusal)):
        return str(words)
    field = refusal.place.rpartition(", ")[2]
    return str(BY_FIELD.get(field, BY_FIELD["id"]))


def place_of(refusal: instruments.InstrumentRefused) -> str:
    """Where it is wrong, as the form names it."""
    question, _comma, rest = refusal.place.partition(", ")
    return gettext("%(question)s (%(field)s)") % {"question": question, "field": rest or "id"}
