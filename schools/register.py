"""The register of schools as a file: what each row must say. No Django here."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

COLUMNS = (
    "neis_code",
    "office",
    "name_ko",
    "name_en",
    "level",
    "kind",
    "valid_from",
    "valid_to",
    "successor",
)
OPTIONAL = {"kind", "valid_from", "valid_to", "successor"}
NEIS_CODE = re.compile(r"[0-9A-Z]{7}")
LONGEST = {"name_ko": 60, "name_en": 100}


@dataclass(frozen=True)
class Known:
    """What the rows are held against.

    Attributes:
        offices: codes of offices.
        levels: codes of levels.
        kinds: kinds of schools; those of `high_kinds` exist among high schools only.
        ordinary: the kind of a school whose row names none.
        high_level: code of high schools.
    """

    offices: Collection[str]
    levels: Collection[str]
    kinds: Collection[str]
    ordinary: str
    high_kinds: Collection[str]
    high_level: str


@dataclass(frozen=True)
class Entry:
    """One school as the register has it."""

    neis_code: str
    office: str
    name_ko: str
    name_en: str
    level: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    successor: str


class RegisterRefused(ValueError):
    """The file cannot be taken over.

    Attributes:
        problems: one sentence for each mistake, with the number of its row in the file.
    """

    def __init__(self, problems: list[str]):
        super().__init__("; ".join(problems[:5]))
        self.problems = problems


def read_register(
    rows: Sequence[Mapping[str, str]], known: Known, *, others: Collection[str] = ()
) -> list[Entry]:
    """The schools of a register.

    Args:
        rows: dictionaries with the keys of COLUMNS, all texts; row 1 of the file are headings.
        others: codes of schools that exist besides those of the file, as successors.

    Raises:
        RegisterRefused: some row cannot be taken.
    """
    if rows and (missing := set(COLUMNS) - OPTIONAL - set(rows[0])):
        raise RegisterRefused([f"row 1: there is no column {name}" for name in sorted(missing)])
    entries, problems, first_rows = [], [], {}
    for number, row in enumerate(rows, start=2):
        entry, wrong = _read_row({name: (row.get(name) or "").strip() for name in COLUMNS}, known)
        if entry.neis_code in first_rows:
            wrong.append(f"{entry.neis_code} stands in row {first_rows[entry.neis_code]} already")
        first_rows.setdefault(entry.neis_code, number)
        problems += [f"row {number}: {problem}" for problem in wrong]
        entries.append(entry)
    problems += _successor_problems(entries, {*first_rows, *others})
    if problems:
        raise RegisterRefused(problems)
    return entries


def _read_row(row: dict[str, str], known: Known) -> tuple[Entry, list[str]]:
    wrong = [*_word_problems(row), *_choice_problems(row, known)]
    days = {}
    for name in ("valid_from", "valid_to"):
        try:
            days[name] = date.fromisoformat(row[name]) if row[name] else None
        except ValueError:
            days[name] = None
            wrong.append(f"{name} {row[name]!r} is no day like 2026-03-01")
    if days["valid_from"] and days["valid_to"] and days["valid_to"] < days["valid_from"]:
        wrong.append("valid_to lies before valid_from")
    if row["successor"] and not row["valid_to"]:
        wrong.append("a school with a successor has a last day (valid_to)")
    return Entry(**{**row, "kind": row["kind"] or known.ordinary, **days}), wrong


def _word_problems(row: dict[str, str]) -> list[str]:
    wrong = []
    if not NEIS_CODE.fullmatch(row["neis_code"]):
        wrong.append(f"neis_code {row['neis_code']!r} is not seven digits or capitals")
    for name, longest in LONGEST.items():
        if not 0 < len(row[name]) <= longest:
            wrong.append(f"{name} has {len(row[name])} characters, not 1 to {longest}")
    return wrong


def _choice_problems(row: dict[str, str], known: Known) -> list[str]:
    wrong = []
    for name, allowed in (("office", known.offices), ("level", known.levels)):
        if row[name] not in allowed:
            wrong.append(f"{name} {row[name]!r} is not known")
    if row["kind"] and row["kind"] not in known.kinds:
        wrong.append(f"kind {row['kind']!r} is not known")
    if row["kind"] in known.high_kinds and row["level"] != known.high_level:
        wrong.append(f"kind {row['kind']!r} is one of high schools")
    return wrong


def _successor_problems(entries: list[Entry], codes: Collection[str]) -> list[str]:
    wrong = []
    for number, entry in enumerate(entries, start=2):
        if entry.successor and entry.successor == entry.neis_code:
            wrong.append(f"row {number}: a school does not follow itself")
        elif entry.successor and entry.successor not in codes:
            wrong.append(f"row {number}: successor {entry.successor!r} is not known")
    return wrong
