"""A round as the ministry's staff write it down. Times are Korean time."""

import re
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.moment_fields import DayField, MomentField, korean_moment
from reporting.models import Instrument, Round
from reporting.sealing import KeyRefused, read_public_key

KEY = re.compile(r"20\d\d-[1-9]\d?")
TITLES = {"title_ko": "학교생활 조사", "title_en": "School life survey"}


class InstrumentField(forms.ModelChoiceField):
    """A choice among approved questionnaires, the newest first."""

    def __init__(self, **kwargs):
        approved = Instrument.objects.order_by("-approved_at")
        super().__init__(approved, empty_label=None, **kwargs)


class RoundForm(forms.Form):
    """Name, questionnaire, dates and sealing key of a round."""

    key = forms.CharField(
        label=_("Number of the round"),
        max_length=20,
        help_text=_("Year and count, such as 2026-2. It cannot be changed later."),
    )
    title_ko = forms.CharField(label=_("Title in Korean"), max_length=100)
    title_en = forms.CharField(label=_("Title in English"), max_length=100)
    instrument = InstrumentField(
        label=_("Questionnaire"),
        help_text=_("Only approved versions can be asked."),
        error_messages={"required": _("Choose an approved questionnaire.")},
    )
    opens_on = DayField(label=_("Opens on"))
    opens_time = MomentField(label=_("Opening time"))
    closes_on = DayField(label=_("Closes on"))
    closes_time = MomentField(label=_("Closing time"))
    sealing_public_key = forms.CharField(
        label=_("Public sealing key"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The tabulator makes it and reads it to you. Needed before the review."),
    )

    def __init__(self, *args, round: Round | None = None, **kwargs):
        super().__init__(*args, initial=_facts(round) if round else suggested(), **kwargs)
        if round:
            del self.fields["key"]
        if hasattr(round, "publication_plan"):
            self.fields["instrument"].help_text = _(
                "The tables of this round are declared, so its questionnaire stays as it is."
            )

    def clean_key(self):
        """The number of the round, which is its address as well."""
        key = self.cleaned_data["key"].strip()
        if not KEY.fullmatch(key):
            raise forms.ValidationError(_("Write year and count like 2026-2."))
        if Round.objects.filter(key=key).exists():
            raise forms.ValidationError(_("There is a round with this number."))
        return key

    def clean_sealing_public_key(self):
        """A key that answers can be sealed to, or nothing yet."""
        text = self.cleaned_data["sealing_public_key"].strip()
        if text:
            try:
                read_public_key(text)
            except KeyRefused:
                raise forms.ValidationError(
                    _("This is no public sealing key. Copy the whole line that the tabulator has.")
                ) from None
        return text

    def clean(self):
        """Put days and times together; each mistake is told at its own field."""
        cleaned = super().clean()
        if {"opens_on", "opens_time", "closes_on", "closes_time"} <= cleaned.keys():
            opens_at = korean_moment(cleaned["opens_on"], cleaned["opens_time"])
            closes_at = korean_moment(cleaned["closes_on"], cleaned["closes_time"])
            if closes_at <= opens_at:
                self.add_error("closes_on", _("It must close after it opens."))
            elif closes_at <= timezone.now():
                self.add_error("closes_on", _("The closing is past. Choose a later day and time."))
            cleaned |= {"opens_at": opens_at, "closes_at": closes_at}
        return cleaned

    def refuse_instrument(self) -> None:
        """Say at its field why the questionnaire stays."""
        self.add_error(
            "instrument",
            _(
                "The tables of this round are declared, and they belong to its questionnaire."
                " Nothing was changed. To ask another questionnaire, write down a new round."
            ),
        )

    def facts(self) -> dict:
        """What `prepare_round` and `change_round` are told, once the form is valid."""
        names = ["title_ko", "title_en", "instrument", "opens_at", "closes_at"]
        names += ["sealing_public_key", *(["key"] if "key" in self.fields else [])]
        return {name: self.cleaned_data[name] for name in names}


def suggested() -> dict:
    """Three weeks from next Monday, in school hours."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    days = {"opens_on": monday, "closes_on": monday + timedelta(days=18)}
    return {**TITLES, **days, "opens_time": "09:00", "closes_time": "18:00"}


def _facts(round: Round) -> dict:
    opens_at, closes_at = timezone.localtime(round.opens_at), timezone.localtime(round.closes_at)
    return {
        "title_ko": round.title_ko,
        "title_en": round.title_en,
        "instrument": round.instrument_id,
        "opens_on": opens_at.date(),
        "opens_time": opens_at.time(),
        "closes_on": closes_at.date(),
        "closes_time": closes_at.time(),
        "sealing_public_key": round.sealing_public_key,
    }
