"""Which cells are parts of which: nation and offices, levels and grades, sexes."""

from collections.abc import Iterator

from reporting.frozen_tables import (
    ANY_SEX,
    CODE_JOIN,
    NATION,
    OFFICE_JOIN,
    SEX_CHILDREN,
    Cell,
    Place,
    Structure,
)


class Families:
    """The public structure of a round, asked upwards and downwards."""

    def __init__(self, structure: Structure):
        self.structure = structure
        self._asked: dict[tuple[str, str, str], bool] = {}
        self._wider: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def parents(self, cell: Cell) -> Iterator[tuple[str, Cell]]:
        """The cells this one is a part of, by the way it is."""
        office, level, sex, question, category = cell
        if office != NATION:
            yield "office", Cell(NATION, level, sex, question, category)
        for whole, parts in SEX_CHILDREN.items():
            if sex in parts:
                yield "sex", Cell(office, level, whole, question, category)
        for wider_office, wider_level in self._wider_levels(office, level):
            yield "level", Cell(wider_office, wider_level, sex, question, category)

    def _wider_levels(self, office: str, level: str) -> list[tuple[str, str]]:
        if (office, level) not in self._wider:
            self._wider[office, level] = list(self._find_wider(office, level))
        return self._wider[office, level]

    def _find_wider(self, office: str, level: str) -> Iterator[tuple[str, str]]:
        if not level.isalpha():
            yield office, level[0]
            return
        mine = set(office.split(OFFICE_JOIN))
        several = [s for s in self.structure.offices if len(s) > 1 and level in s]
        for letters in several if len(level) == 1 else ():
            nodes = (NATION,) if office == NATION else self.structure.offices[letters]
            yield from ((node, letters) for node in nodes if mine <= set(node.split(OFFICE_JOIN)))

    def parts(self, family: str, parent: Cell) -> list[Cell]:
        """All parts of a parent, also those nobody printed."""
        if family == "office":
            nodes = self.structure.offices[parent.level]
            return [parent._replace(office=office) for office in nodes]
        if family == "sex":
            return [parent._replace(sex=sex) for sex in SEX_CHILDREN[parent.sex]]
        if len(parent.level) == 1:
            return [parent._replace(level=g) for g in self.structure.grades[parent.level]]
        codes = set(parent.office.split(OFFICE_JOIN))
        return [
            parent._replace(office=office, level=letter)
            for letter in parent.level
            if self._is_asked(parent.question, parent.category, letter)
            for office in self._offices(parent.office, letter)
            if set(office.split(OFFICE_JOIN)) <= codes
        ]

    def _offices(self, office: str, letter: str) -> tuple[str, ...]:
        return (NATION,) if office == NATION else self.structure.offices[letter]

    def _is_asked(self, question: str, category: str, letter: str) -> bool:
        key = (question, category, letter)
        if key not in self._asked:
            self._asked[key] = self._find_asked(*key)
        return self._asked[key]

    def _find_asked(self, question: str, category: str, letter: str) -> bool:
        if question == "":
            return True
        shapes = self.structure.shapes
        if shape := shapes.get(question):
            offered = set(shape.codes_at(letter)) & set(category.split(CODE_JOIN))
            return letter in shape.levels and bool(offered)
        place = Place(NATION, letter, ANY_SEX)
        return any(
            letter in shape.levels
            for known, shape in shapes.items()
            if self.structure.base(known, place).question == question
        )
