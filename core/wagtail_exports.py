"""Files that Wagtail's own lists and reports offer, made as safe as ours (T-55)."""

from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from core.spreadsheets import guard


def guard_exports() -> None:
    """Let no text of an editor be taken for a formula in any spreadsheet Wagtail writes.

    Wagtail 8.0.1 writes titles into CSV as they are. What has a rule of its own there (dates,
    lists of words) keeps it; the entry for every other value stands last.
    """
    rules = SpreadsheetExportMixin.custom_value_preprocess
    joined = rules[list]
    SpreadsheetExportMixin.custom_value_preprocess = {
        **rules,
        list: {kind: _guarded(joined[kind]) for kind in SpreadsheetExportMixin.FORMATS},
        object: dict.fromkeys(SpreadsheetExportMixin.FORMATS, guard_value),
    }


def guard_value(value):
    """The value as text no spreadsheet program takes for a formula; numbers and dates unchanged."""
    return guard(force_str(value, strings_only=True))


def _guarded(make_text):
    return lambda value: guard(make_text(value))
