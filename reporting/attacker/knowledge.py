"""What a reader knows: printed counts, and equations between them and what is not printed."""

from collections import defaultdict
from collections.abc import Iterable

from reporting.attacker.families import Families
from reporting.frozen_tables import (
    ANY_SEX,
    CODE_JOIN,
    KNOWN_SEX,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    SEX_CHILDREN,
    Cell,
    FrozenRelease,
    Place,
    Shape,
    Structure,
    letters_of,
)

Equation = dict[Cell, int]


class Contradiction(Exception):
    """Two printed numbers cannot both be true."""


class Knowledge:
    """Everything published of a round, put together.

    Attributes:
        known: printed counts by meaning.
        equations: coefficients by meaning; each adds up to zero over known and unknown cells.
    """

    def __init__(self, releases: Iterable[FrozenRelease]):
        self.known: dict[Cell, int] = {}
        self.hidden: set[Cell] = set()
        self._seen: set[frozenset] = set()
        self.equations: list[Equation] = []
        self._askings: dict[tuple[str, Place], Structure] = {}
        for release in releases:
            self._read(release)
        self.hidden -= self.known.keys()
        for (question, place), structure in self._askings.items():
            self._relate_answers(structure, structure.shapes[question], place)
        for structure in {id(s): s for s in self._askings.values()}.values():
            self._relate_margins(structure)

    def _read(self, release: FrozenRelease) -> None:
        for cell, entry in release.printed():
            if isinstance(entry, str):
                self.hidden.add(cell)
            elif self.known.setdefault(cell, entry) != entry:
                raise Contradiction(f"{cell} is printed with two counts.")
        for table in release.tables:
            if not table.question:
                continue
            for place, line in zip(table.rows, table.cells, strict=True):
                if line[0] not in (NOT_APPLICABLE, NOT_AVAILABLE):
                    self._askings.setdefault((table.question, place), release.structure)

    def _add(self, equation: Equation) -> None:
        mark = frozenset(equation.items())
        if len(equation) > 1 and mark not in self._seen:
            self._seen.add(mark)
            self.equations.append(equation)

    def _at_least(self, larger: dict[Cell, int], *, name: str, place: Place) -> None:
        """`larger` adds up to nothing below zero: an unknown takes up what is over."""
        room = place.cell(f"?{name}", str(sorted(larger.items())))
        self._add({**larger, room: -1})

    def _relate_answers(self, structure: Structure, shape: Shape, place: Place) -> None:
        asked = structure.base(shape.id, place)
        codes = shape.codes_at(place.level)
        if shape.is_multi:
            self._relate_choices(shape, place, asked, codes)
        else:
            self._add({asked: 1, **{place.cell(shape.id, code): -1 for code in codes}})
        self._relate_condition(structure, shape, place, asked)

    def _relate_choices(self, shape: Shape, place: Place, asked: Cell, codes: tuple) -> None:
        several = [choice.code for choice in shape.choices if not choice.is_exclusive]
        any_of = place.cell(shape.id, CODE_JOIN.join(several))
        ticks = [place.cell(shape.id, code) for code in several if code in codes]
        single = [place.cell(shape.id, code) for code in codes if code not in several]
        self._add({asked: 1, any_of: -1, **dict.fromkeys(single, -1)})
        self._relate_any_of(any_of, ticks, place)
        if shape.max_select:
            most = {any_of: shape.max_select, **dict.fromkeys(ticks, -1)}
            self._at_least(most, name="most", place=place)

    def _relate_any_of(self, any_of: Cell, ticks: list[Cell], place: Place) -> None:
        if ticks == [any_of]:
            return
        if len(ticks) == 1:
            self._add({any_of: 1, ticks[0]: -1})
            return
        for tick in ticks:
            self._at_least({any_of: 1, tick: -1}, name="inside", place=place)
        self._at_least({**dict.fromkeys(ticks, 1), any_of: -1}, name="covered", place=place)

    def _relate_condition(self, structure, shape: Shape, place: Place, asked: Cell) -> None:
        openers = []
        for parent, codes in shape.terms:
            source = structure.shapes[parent]
            if not set(source.levels) & set(letters_of(place.level)):
                continue
            opener = place.cell(parent, CODE_JOIN.join(codes))
            openers.append(opener)
            if len(codes) > 1 and (parent, place) in self._askings:
                self._relate_opener(source, opener, place)
        if len(shape.terms) > 1:
            self._relate_any_of(asked, openers, place)
            everybody = structure.base("", place)
            self._at_least({everybody: 1, asked: -1}, name="inside", place=place)

    def _relate_opener(self, source: Shape, opener: Cell, place: Place) -> None:
        codes = opener.category.split(CODE_JOIN)
        offered = source.codes_at(place.level)
        chosen = [place.cell(source.id, code) for code in offered if code in codes]
        several = [choice.code for choice in source.choices if not choice.is_exclusive]
        any_of = place.cell(source.id, CODE_JOIN.join(several))
        if not source.is_multi:
            self._add({opener: 1, **dict.fromkeys(chosen, -1)})
        elif opener != any_of:
            self._relate_any_of(opener, chosen, place)
            others = [
                place.cell(source.id, code)
                for code in offered
                if code in several and code not in codes
            ]
            self._at_least({any_of: 1, opener: -1}, name="inside", place=place)
            covered = {opener: 1, **dict.fromkeys(others, 1), any_of: -1}
            self._at_least(covered, name="covered", place=place)

    def _relate_margins(self, structure: Structure) -> None:
        """Again and again: a part that nobody printed may itself be a sum of printed parts."""
        families = Families(structure)
        before = -1
        while before < len(self.equations):
            before = len(self.equations)
            self._relate_families(families)

    def _relate_families(self, families: Families) -> None:
        mentioned = {cell for equation in self.equations for cell in equation}
        cells = {c for c in mentioned if not c.question.startswith("?")}
        cells |= self.known.keys() | self.hidden
        cells |= {
            cell._replace(sex=KNOWN_SEX)
            for cell in cells
            if cell.sex in SEX_CHILDREN[KNOWN_SEX] and cell._replace(sex=ANY_SEX) in cells
        }
        found: dict[tuple[str, Cell], list[Cell]] = defaultdict(list)
        for cell in cells:
            for family, parent in families.parents(cell):
                if parent in cells:
                    found[family, parent].append(cell)
        for (family, parent), children in found.items():
            whole = families.parts(family, parent)
            if set(children) <= set(whole):
                self._add({parent: 1, **dict.fromkeys(whole, -1)})
