"""The week of an office as its staff types it, checked by its sums."""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.models import TallyReport
from reporting.tally_rules import KEYS, LEVELS, ROWS, Fault, Figures, Key, Surroundings
from reporting.tally_rules import find_problems as find
from reporting.tally_words import FALL_ADVICE, level_name, name_of, sentence_for

MOST = 1_000_000
REASON_LENGTH = 300
NO_REASON = _("Write why, in one sentence.")
CHANGED = _(
    "Somebody else entered this week while you were typing. What you typed is still here: compare"
    " it with the versions below, write why yours replaces theirs, and send it again."
)


def number_field(label: str, *, hint: str = "") -> forms.IntegerField:
    """A count; what was typed stays, whatever is wrong with it."""
    attrs = {"inputmode": "numeric", "autocomplete": "off", "size": 6, "class": "input number"}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        help_text=hint,
        widget=forms.TextInput(attrs=attrs),
        error_messages={
            "required": _("Write a number; 0 where there is none."),
            "invalid": _("Write a whole number, such as 12."),
            "min_value": _("A count is never below 0."),
            "max_value": _("This is more than there can be. Check the number."),
        },
    )


def field_name(key: Key, *, is_new: bool = False) -> str:
    """The field of a number, such as "total-victims-student-M"."""
    parts = ("new" if is_new else "total", *key)
    return "-".join(part for part in parts if part)


class TallyForm(forms.Form):
    """Every number of a week; `figures` and `new` once it is valid."""

    is_provisional = forms.BooleanField(
        label=_("Provisional: we still check these numbers"), required=False
    )
    is_fall_stated = forms.BooleanField(
        label=_("A number falls, and that is right"), required=False
    )
    reason = forms.CharField(
        label=_("Why it is corrected, or why a number falls"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("No names and no schools. Kept with the numbers for good."),
        error_messages={"required": NO_REASON},
    )
    # The revision that was seen when the form was opened.
    replaces = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, around: Surroundings, last: TallyReport | None):
        """A form for one week.

        Args:
            around: what the office said of other weeks.
            last: the revision to correct; None for a new week.
        """
        standing = last.read_figures() if last else {}
        self.around, self.last = around, last
        given = {field_name(key): n for key, n in (standing or around.before).items()}
        super().__init__(data, initial={**given, "replaces": last.revision if last else 0})
        # A correction always says why; a first version only where a number falls.
        self.fields["reason"].required = last is not None
        self.has_week_before = bool(around.before)
        for row in ROWS:
            self._add_row(row)

    def _add_row(self, row: Key) -> None:
        if self.has_week_before and not self.last:
            self.fields[field_name(row, is_new=True)] = number_field(_("New since the week before"))
        for level in ("", *LEVELS):
            key = row._replace(level=level)
            before = self.around.before.get(key)
            hint = _("Before: %(number)s") % {"number": f"{before:,}"} if before is not None else ""
            self.fields[field_name(key)] = number_field(level_name(level), hint=hint)

    @property
    def seen(self) -> int:
        """The revision that stands now: what the next try replaces."""
        return self.last.revision if self.last else 0

    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields by kind of number: (name, fields)."""
        for row in ROWS:
            names = [field_name(row, is_new=True)]
            names += [field_name(row._replace(level=level)) for level in ("", *LEVELS)]
            yield name_of(row), [self[name] for name in names if name in self.fields]

    def named_errors(self) -> Iterator[tuple[str, str, str]]:
        """(id, name, sentence) of every mistake, for the summary at the top."""
        names = {field_name(key): name_of(key) for key in KEYS}
        for row in ROWS:
            names[field_name(row, is_new=True)] = gettext("%(name)s, new") % {"name": name_of(row)}
        for field in self:
            for error in field.errors:
                yield field.id_for_label, names.get(field.name, field.label), error

    @cached_property
    def figures(self) -> Figures:
        """The numbers since January."""
        return {key: self.cleaned_data[field_name(key)] for key in KEYS}

    @cached_property
    def new(self) -> Figures:
        """What was typed as new, by row; empty where it was not asked."""
        names = {row: field_name(row, is_new=True) for row in ROWS}
        return {row: self.cleaned_data[name] for row, name in names.items() if name in self.fields}

    def facts(self) -> dict[str, object]:
        """What `enter_tally` is told."""
        names = ("replaces", "reason", "is_fall_stated", "is_provisional")
        given = {name: self.cleaned_data[name] for name in names}
        return {"figures": self.figures, "new": self.new, **given}

    def clean(self):
        """The sums, as soon as every number is one."""
        values = super().clean()
        if values.get("replaces") != self.seen:
            self.add_error(None, CHANGED)
        if values.get("is_fall_stated") and values.get("reason") == "":
            self.add_error("reason", NO_REASON)
        if not set(self.errors) - {"reason", "replaces", NON_FIELD_ERRORS}:
            self._check_sums(bool(values.get("is_fall_stated")))
        return values

    def _check_sums(self, is_fall_stated: bool) -> None:
        around = Surroundings(self.around.before, self.around.after, is_fall_stated)
        figures, new = self.figures, self.new
        problems = find(figures, around, new)
        if {problem.fault for problem in problems} & {Fault.FELL, Fault.ABOVE_NEXT}:
            self.add_error(None, FALL_ADVICE)
        for problem in problems:
            name = field_name(problem.key, is_new=problem.fault == Fault.NEW_DIFFERS)
            self.add_error(name, sentence_for(problem))
