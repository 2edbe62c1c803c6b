"""One question of a questionnaire, both languages side by side."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.levels import Level
from reporting.instruments import InstrumentRefused
from reporting.instruments.questions import KINDS, SENSITIVITIES, read_question
from reporting.models import Instrument, InstrumentDraft
from reporting.refusals import sentence_for

EMPTY_ROWS = 2
KIND_WORDS = dict(zip(KINDS, (_("One answer"), _("Several answers")), strict=True))
SENSITIVITY_WORDS = dict(
    zip(
        SENSITIVITIES,
        (
            _("Nothing sensitive"),
            _("Seen with others"),
            _("Happened to oneself"),
            _("Done oneself"),
        ),
        strict=True,
    )
)


def _text(label, **options):
    widget = forms.Textarea(attrs={"rows": 2, "class": "input"})
    return forms.CharField(label=label, max_length=300, widget=widget, **options)


class CopyForm(forms.Form):
    """A new version, begun from another one."""

    source = forms.ChoiceField(label=_("Begin with the questions of"))
    version = forms.SlugField(
        label=_("Name of the new version"),
        max_length=40,
        help_text=_("Letters, digits and dashes, such as 2027-1."),
        error_messages={"invalid": _("Use letters, digits and dashes.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [*Instrument.objects.order_by("-approved_at").values_list("version", flat=True)]
        drafts = InstrumentDraft.objects.filter(instrument=None).order_by("-changed_at")
        names += drafts.values_list("version", flat=True)
        self.fields["source"].choices = [(name, name) for name in names]


class ReturnForm(forms.Form):
    """What is to be changed before a version can be approved."""

    reason = forms.CharField(
        label=_("What should be changed?"),
        max_length=300,
        error_messages={"required": _("Write what should be changed.")},
    )


class OptionForm(forms.Form):
    """One option; an empty row is none."""

    code = forms.CharField(label=_("Code"), max_length=16, required=False)
    ko = forms.CharField(label=_("Korean"), max_length=200, required=False)
    en = forms.CharField(label=_("English"), max_length=200, required=False)
    ko_elementary = forms.CharField(label=_("Korean, elementary"), max_length=200, required=False)
    en_elementary = forms.CharField(label=_("English, elementary"), max_length=200, required=False)
    bands = forms.CharField(label=_("Levels"), max_length=3, required=False)
    exclusive = forms.BooleanField(label=_("Only alone"), required=False)

    def to_data(self) -> dict:
        """The option as the instrument writes it; empty for an empty row."""
        kept = {name: value for name, value in self.cleaned_data.items() if value}
        return kept if set(kept) - {"exclusive", "bands"} else {}


OptionRows = forms.formset_factory(OptionForm, extra=EMPTY_ROWS, max_num=24, absolute_max=24)


class QuestionForm(forms.Form):
    """A question; `options` is the formset that belongs to it."""

    id = forms.CharField(label=_("Name of the question"), max_length=16)
    type = forms.ChoiceField(label=_("Kind of answer"), choices=list(KIND_WORDS.items()))
    bands = forms.MultipleChoiceField(
        label=_("School levels"), choices=Level.choices, widget=forms.CheckboxSelectMultiple
    )
    sensitivity = forms.ChoiceField(
        label=_("How sensitive it is"), choices=list(SENSITIVITY_WORDS.items())
    )
    ko = _text(_("Korean"), required=False)
    en = _text(_("English"), required=False)
    ko_elementary = _text(_("Korean, elementary"), required=False)
    en_elementary = _text(_("English, elementary"), required=False)
    show_if = forms.CharField(
        label=_("Asked only if"),
        required=False,
        max_length=300,
        help_text=_("Such as Q10 in (yes, maybe). Empty: asked of everybody."),
    )
    instead_of = forms.CharField(
        label=_("Asked instead of"),
        required=False,
        max_length=16,
        help_text=_("The question before it, for everybody who is not asked that one."),
    )
    max_select = forms.IntegerField(label=_("At most how many"), required=False, min_value=1)

    def __init__(self, data=None, *, question: dict):
        super().__init__(data, initial={**question, "bands": list(question.get("bands", "EMH"))})
        self.question = question
        rows = question.get("options", [])
        self.options = OptionRows(data, initial=rows, prefix="options")

    def is_valid(self):
        """Whether it is a whole question; each fault is told at its own field."""
        if not (super().is_valid() & self.options.is_valid()):
            return False
        try:
            read_question(self.to_data(), self.cleaned_data["id"])
        except InstrumentRefused as refusal:
            self._tell(refusal)
        return not self.errors and not any(form.errors for form in self.options)

    def to_data(self) -> dict:
        """The question as the instrument writes it; what the form does not show is kept."""
        named = {name: value for name, value in self.cleaned_data.items() if value}
        unseen = {key: value for key, value in self.question.items() if key not in self.fields}
        rows = [row.to_data() for row in self.options]
        bands = "".join(level for level in "EMH" if level in self.cleaned_data["bands"])
        return {**unseen, **named, "bands": bands, "options": [row for row in rows if row]}

    def _tell(self, refusal: InstrumentRefused) -> None:
        parts = refusal.place.split(", ")
        rows = [row for row in self.options if row.to_data()]
        if len(parts) == 3 and parts[1].startswith("option "):
            rows[int(parts[1].split()[1]) - 1].add_error(parts[2], sentence_for(refusal))
        else:
            field = parts[-1] if parts[-1] in self.fields else None
            self.add_error(field, sentence_for(refusal))
