"""The table model: what a release prints, and what every reader knows of how it adds up.

A cell is its meaning: whom it counts (office, level or grade, sex) and what they answered. The
same number therefore never stands twice, and the total of a follow-up *is* the parent's cell.
Protector, attacker and every file of a release read this model and share nothing else.
Imports no framework.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

NATION = "ALL"
EVERYBODY = "*"
# The answer that is no answer: asked, and left without one.
LEFT_OUT = "-"
# Nodes of sex: known sex is girls and boys; "other" are those who said neither.
ANY_SEX, KNOWN_SEX, GIRLS, BOYS, OTHER_SEX = "*", "K", "F", "M", "O"
SEX_CHILDREN = {ANY_SEX: (KNOWN_SEX, OTHER_SEX), KNOWN_SEX: (GIRLS, BOYS)}
OFFICE_JOIN = "+"
CODE_JOIN = "|"

CONFIDENTIAL = "c"
NOT_APPLICABLE = "z"
NOT_AVAILABLE = "x"
MARKS = (CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE)

FORMAT = 1


class NotARelease(ValueError):
    """The bytes are no frozen release of a form that is known here."""


class Cell(NamedTuple):
    """The meaning of a number.

    Attributes:
        office: NATION, an office code, or codes of merged offices joined by "+".
        level: letters of levels ("EMH", "MH", "E") or a grade ("E5"; "E-" where none was given).
        sex: one of the sex nodes.
        question: id, "" for everybody who answered, or a base of several questions.
        category: an answer code, codes joined by "|" (at least one of them), or EVERYBODY.
    """

    office: str
    level: str
    sex: str
    question: str
    category: str


class Place(NamedTuple):
    """Whom a row of a table counts: the first three parts of a cell's meaning."""

    office: str
    level: str
    sex: str

    def cell(self, question: str, category: str) -> Cell:
        """The cell of that answer in this place."""
        return Cell(*self, question, category)


class Choice(NamedTuple):
    """An option of a question: at which levels it is offered, whether only alone."""

    code: str
    levels: str
    is_exclusive: bool


@dataclass(frozen=True)
class Shape:
    """A question as sums see it.

    Attributes:
        terms: (question, codes) pairs of the condition it is asked under; empty: asked of all.
        max_select: most choices of a multi question; None where there is no limit.
    """

    id: str
    is_multi: bool
    levels: str
    choices: tuple[Choice, ...]
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    max_select: int | None = None

    def codes_at(self, level: str) -> tuple[str, ...]:
        """Codes that can be given in a level node, LEFT_OUT last."""
        if level not in self._codes:
            letters = set(letters_of(level))
            offered = (choice.code for choice in self.choices if letters & set(choice.levels))
            self._codes[level] = (*offered, LEFT_OUT)
        return self._codes[level]

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        return {}


@dataclass(frozen=True)
class Structure:
    """How the nodes of a round hang together: public, in every release.

    Attributes:
        offices: office nodes of each level node; those of one level node make up the nation.
        grades: grade nodes of each level letter.
    """

    offices: Mapping[str, tuple[str, ...]]
    grades: Mapping[str, tuple[str, ...]]
    shapes: Mapping[str, Shape]

    def base(self, question: str, place: Place) -> Cell:
        """The cell that is the total of a question in a place."""
        shape = self.shapes.get(question)
        if shape is None or not shape.terms:
            return place.cell("", EVERYBODY)
        if len(shape.terms) > 1:
            parts = (f"{parent}:{CODE_JOIN.join(codes)}" for parent, codes in shape.terms)
            return place.cell(" ".join(parts), EVERYBODY)
        parent, codes = shape.terms[0]
        return place.cell(parent, CODE_JOIN.join(codes))


def letters_of(level: str) -> str:
    """The level letters of a level node; a grade belongs to one."""
    return level if level.isalpha() else level[0]


@dataclass(frozen=True)
class Table:
    """One table, protected: EVERYBODY (the base) is its first column.

    Attributes:
        least: smallest count that is printed.
        cells: by row, then column: a count, or one of MARKS.
    """

    key: str
    question: str
    least: int
    rows: tuple[Place, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | str, ...], ...]

    def percentage(self, row: int, column: int, least_base: int) -> Decimal | None:
        """P4: of printed counts alone, one decimal; None below the least base or at a mark."""
        base, count = self.cells[row][0], self.cells[row][column]
        if isinstance(base, str) or isinstance(count, str) or base < max(1, least_base):
            return None
        share = Decimal(count) * 100 / Decimal(base)
        return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class FrozenRelease:
    """Everything a release prints. The same content gives the same bytes.

    Attributes:
        round: key of the round.
        number: 1 for a round's first release; further tables and corrections count on.
        instrument: SHA-256 of the questionnaire.
        microdata: SHA-256 of the file that was counted.
        least_base: bases below it carry no percentages (P2).
        office_names: {office code: (Korean, English)} as the round met them.
    """

    round: str
    number: int
    instrument: str
    microdata: str
    is_synthetic: bool
    least_base: int
    office_names: Mapping[str, tuple[str, str]]
    structure: Structure
    tables: tuple[Table, ...]

    def table(self, key: str) -> Table:
        """The table of that key; KeyError where there is none."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Table]:
        return {table.key: table for table in self.tables}

    def printed(self) -> Iterator[tuple[Cell, int | str]]:
        """Each cell's meaning with the count or mark printed for it; not-applicable left out."""
        for table in self.tables:
            for place, line in zip(table.rows, table.cells, strict=True):
                for column, entry in zip(table.columns, line, strict=True):
                    if entry in (NOT_APPLICABLE, NOT_AVAILABLE):
                        continue
                    yield meaning(self.structure, table.question, place, column), entry

    def to_bytes(self) -> bytes:
        """Canonical JSON, UTF-8."""
        data = {"format": FORMAT, **asdict(self)}
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    @cached_property
    def sha256(self) -> str:
        """Of `to_bytes`, in hex."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


def meaning(structure: Structure, question: str, place: Place, column: str) -> Cell:
    """What a column of a question's table means in a place."""
    return structure.base(question, place) if column == EVERYBODY else place.cell(question, column)


def from_bytes(data: bytes) -> FrozenRelease:
    """Read what `FrozenRelease.to_bytes` wrote.

    Raises:
        NotARelease: cut off, or of another form.
    """
    try:
        raw = json.loads(data)
        if raw.pop("format") != FORMAT:
            raise NotARelease("The release is of a form that is not known here.")
        raw["structure"] = _structure(raw["structure"])
        raw["tables"] = tuple(_table(table) for table in raw["tables"])
        raw["office_names"] = {code: tuple(names) for code, names in raw["office_names"].items()}
        return FrozenRelease(**raw)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotARelease("The bytes are no release.") from error


def _structure(raw: dict) -> Structure:
    return Structure(
        offices={level: tuple(nodes) for level, nodes in raw["offices"].items()},
        grades={level: tuple(nodes) for level, nodes in raw["grades"].items()},
        shapes={key: _shape(shape) for key, shape in raw["shapes"].items()},
    )


def _shape(raw: dict) -> Shape:
    raw["choices"] = tuple(Choice(*choice) for choice in raw["choices"])
    raw["terms"] = tuple((parent, tuple(codes)) for parent, codes in raw["terms"])
    return Shape(**raw)


def _table(raw: dict) -> Table:
    raw["rows"] = tuple(Place(*row) for row in raw["rows"])
    raw["columns"] = tuple(raw["columns"])
    raw["cells"] = tuple(tuple(line) for line in raw["cells"])
    return Table(**raw)
