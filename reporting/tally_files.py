"""The country's weeks as files. Sums over all offices only: counts of one office stay in house."""

from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from core.spreadsheets import Sheet, Value, csv_bytes, xlsx_bytes
from reporting.tally_rules import KEYS, LEVELS, ROWS, VICTIMS
from reporting.tally_weeks import Entry, Week
from reporting.tally_words import MARKS, ROW_NAMES, level_name

CSV_HEADER = (
    "as_of",
    "data_kind",
    "measure",
    "person",
    "level",
    "counting",
    "value",
    "value_status",
    "unit",
    "offices_entered",
    "offices_missing",
)
TALLY, SYNTHETIC = "office_tally", "synthetic"


def tally_csv(weeks: Sequence[Week], *, is_synthetic: bool) -> bytes:
    """One line per number: `counting` is "since_january" or "new"; marks stand apart."""
    kind = SYNTHETIC if is_synthetic else TALLY
    return csv_bytes(Sheet(name=TALLY, header=CSV_HEADER, rows=_long_rows(weeks, kind)))


def _long_rows(weeks: Sequence[Week], kind: str) -> Iterator[tuple[Value, ...]]:
    for week in weeks:
        for key in KEYS:
            meaning = (key.measure, key.person or "all", key.level or "all")
            unit = "persons" if key.measure == VICTIMS else "cases"
            offices = (len(week.entered), len(week.missing))
            for counting, part in (("since_january", week.total), ("new", week.new)):
                entry = part[key]
                day = week.as_of.isoformat()
                yield (day, kind, *meaning, counting, entry.value, entry.status, unit, *offices)


def tally_xlsx(weeks: Sequence[Week], language: str, *, is_synthetic: bool) -> bytes:
    """A workbook to read: notes, totals over all levels, and each level.

    Args:
        language: "ko" or "en".
    """
    with translation.override(language):
        stamp = [_("Synthetic data: no real person answered")] if is_synthetic else []
        levels = [_level_sheet(weeks, level, stamp) for level in ("", *LEVELS)]
        return xlsx_bytes([_notes_sheet(stamp), *levels])


def notes() -> list[str]:
    """What a reader must know, on the page and in the file."""
    return [
        _("Cases that offices of education know of, counted since 1 January of the year."),
        _("Not a survey: it cannot be compared or added to the rates of the survey."),
        _("An office that has not entered a week stands in with its last numbers; marked [p]."),
    ]


def _notes_sheet(stamp: list[str]) -> Sheet:
    return Sheet(
        name=_("Notes"),
        title=_("Cases known to offices of education"),
        notes=[*stamp, *notes()],
        header=(_("Mark"), _("Meaning")),
        rows=[(f"[{mark}]", str(words)) for mark, words in MARKS.items()],
    )


def _level_sheet(weeks: Sequence[Week], level: str, stamp: list[str]) -> Sheet:
    names = [str(name) for name in ROW_NAMES.values()]
    doubled = [text for name in names for text in (name, _("%(name)s, new") % {"name": name})]
    keys = [row._replace(level=level) for row in ROWS]
    return Sheet(
        name=level_name(level),
        title=_("Cases known to offices of education") + f" – {level_name(level)}",
        notes=stamp,
        header=(_("Up to"), _("Offices entered"), *doubled),
        rows=[
            (
                week.as_of.isoformat(),
                len(week.entered),
                *(_cell(part[key]) for key in keys for part in (week.total, week.new)),
            )
            for week in weeks
        ],
    )


def _cell(entry: Entry) -> Value:
    """A number alone stays a number; beside a mark both are text."""
    if entry.value is None:
        return entry.status
    return f"{entry.value} {entry.status}" if entry.marks else entry.value
