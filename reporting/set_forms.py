"""The list of tables somebody puts together: rows with buttons, nothing kept before the end.

Used before a round for what it will publish, and afterwards for further tables. The browser holds
the list; each button sends it here and gets it back changed, with or without scripts.
"""

from collections.abc import Sequence
from itertools import zip_longest

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.cell_words import title_words
from reporting.disclosure.publication import TableSpec
from reporting.instruments import Instrument
from reporting.models import Round
from reporting.round_structure import instrument_of, tables_of_round
from reporting.set_estimates import SetEstimate, TableEstimate, estimate_set
from reporting.table_addresses import (
    CROSSINGS,
    LEASTS,
    MOST_TABLES,
    UnknownTable,
    spec_for,
)

CROSSING_LABELS = {
    "by_office": _("Offices of education by school level"),
    "office_sex": _("Girls and boys within each office"),
    "by_grade": _("Grades, nationwide"),
    "by_sex": _("Sex, nationwide"),
}


class TableForm(forms.Form):
    """One table: its question is fixed, its crossings and its least count are chosen."""

    key = forms.CharField(widget=forms.HiddenInput)
    least = forms.TypedChoiceField(
        label=_("Smallest count shown"),
        coerce=int,
        widget=forms.Select(attrs={"class": "select"}),
    )

    def __init__(self, *args, listed: dict[str, TableSpec], instrument: Instrument, **kwargs):
        super().__init__(*args, **kwargs)
        self.listed = listed
        self.floor = listed.get(self["key"].value() or "")
        self.title = _title(self.floor, instrument) if self.floor else ""
        least = self.floor.least if self.floor else max(LEASTS)
        self.fields["least"].choices = [(n, str(n)) for n in LEASTS if n >= least]
        for name in self.crossings:
            self.fields[name] = forms.BooleanField(label=CROSSING_LABELS[name], required=False)

    @property
    def crossings(self) -> list[str]:
        """What this question may be crossed with: some are told of the nation only."""
        if self.floor and not self.floor.by_office:
            return ["by_sex"]
        return list(CROSSINGS.values())

    @property
    def boxes(self) -> list:
        """The tick boxes, in order."""
        return [self[name] for name in self.crossings]

    def clean(self):
        """The table, under `spec`; only listed questions and crossings make one (T-107)."""
        cleaned = super().clean()
        crossed = {name: bool(cleaned.get(name)) for name in CROSSINGS.values()}
        try:
            least, key = cleaned.get("least", 0), cleaned.get("key", "")
            cleaned["spec"] = spec_for(self.listed, key, least=least, **crossed)
        except UnknownTable:
            raise forms.ValidationError(_("This table cannot be made.")) from None
        return cleaned


def _title(spec: TableSpec, instrument: Instrument) -> str:
    words = title_words(instrument.question(spec.question) if spec.question else None)
    return f"{spec.question} {words}".strip()


TableFormSet = forms.formset_factory(TableForm, extra=0, max_num=MOST_TABLES, validate_max=True)


class SetEditor:
    """The list as a page shows it.

    Args:
        specs: what the list starts with.
        data: the form that was sent; its button says what to change.
    """

    def __init__(self, round: Round, specs: Sequence[TableSpec], data=None):
        self.round = round
        self.instrument = instrument_of(round)
        self.listed = tables_of_round(round)
        self.act, _colon, self.argument = (data.get("act", "") if data else "").partition(":")
        self._sent = self._formset(data=data) if data else None
        self.specs = list(specs)
        self.is_readable = self._sent is None or self._sent.is_valid()
        if self._sent is not None and self.is_readable:
            self.specs = [form.cleaned_data["spec"] for form in self._sent]
            self._change(data)

    @cached_property
    def estimate(self) -> SetEstimate:
        """What would be kept back."""
        return estimate_set(self.round, self.specs if self.is_readable else ())

    @property
    def rows(self) -> list[tuple[TableForm, TableEstimate | None]]:
        """The tables to show, each with its estimate; without where the form cannot be read."""
        judged = self.estimate.tables if self.is_readable else ()
        return list(zip_longest(self.formset, judged))

    @property
    def is_finished(self) -> bool:
        """Whether the last button says: take it."""
        return self.act == "save" and self.is_readable and bool(self.specs)

    @cached_property
    def formset(self):
        """The rows to show: as they were sent where they cannot be read, else as they are now."""
        return self._formset(specs=self.specs) if self.is_readable else self._sent

    @property
    def addable(self) -> list[tuple[str, str]]:
        """(key, words) of the questions that are not in the list."""
        taken = {spec.key for spec in self.specs}
        return [
            (key, _title(spec, self.instrument))
            for key, spec in self.listed.items()
            if key not in taken
        ]

    @property
    def said(self) -> str:
        """What the last button did, for whoever does not see the list."""
        words = {
            "up": gettext("The table is moved up."),
            "down": gettext("The table is moved down."),
            "remove": gettext("The table is taken out."),
            "add": gettext("The table is added at the end."),
            "coarser": gettext("The table is made coarser."),
        }
        return words.get(self.act, "") if self.is_readable else ""

    def _formset(self, *, data=None, specs=None):
        initial = [
            {"key": spec.key, "least": spec.least}
            | {name: getattr(spec, name) for name in CROSSINGS.values()}
            for spec in specs or ()
        ]
        kwargs = {"listed": self.listed, "instrument": self.instrument}
        return TableFormSet(data, initial=initial, prefix="t", form_kwargs=kwargs)

    def _change(self, data) -> None:
        at = int(self.argument) if self.argument.isascii() and self.argument.isdigit() else -1
        if self.act == "add" and data.get("add") in self.listed:
            known = {spec.key for spec in self.specs}
            self.specs += [self.listed[data["add"]]] if data["add"] not in known else []
        elif 0 <= at < len(self.specs):
            self._change_row(at)

    def _change_row(self, at: int) -> None:
        if self.act == "remove":
            del self.specs[at]
        elif self.act == "coarser":
            self.specs[at] = self._coarser(self.specs[at])
        elif self.act in ("up", "down"):
            other = at + (1 if self.act == "down" else -1)
            if 0 <= other < len(self.specs):
                self.specs[at], self.specs[other] = self.specs[other], self.specs[at]

    def _coarser(self, spec: TableSpec) -> TableSpec:
        """One crossing less: girls and boys of offices go first, then grades, offices, sexes."""
        for name in ("office_sex", "by_grade", "by_office", "by_sex"):
            if getattr(spec, name):
                fewer = {one: getattr(spec, one) and one != name for one in CROSSINGS.values()}
                return spec_for(self.listed, spec.key, least=spec.least, **fewer)
        return spec
