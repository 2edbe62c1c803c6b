"""How the cells of a publication add up: the rows of R in R·T = 0.

Beside the printed cells there are cells nobody prints: children that a sum lacks, and of multiple
choice the slack between "ticked at least one" and each option, so that an inequality a reader
knows is an equation here.
"""

from collections.abc import Iterable, Iterator
from functools import cache, partial

from reporting.frozen_tables import (
    ANY_SEX,
    BOYS,
    CODE_JOIN,
    GIRLS,
    NATION,
    OFFICE_JOIN,
    SEX_CHILDREN,
    Cell,
    Place,
    Shape,
    Structure,
    letters_of,
)

# A relation: cells and their coefficients; they add up to zero.
Relation = tuple[tuple[Cell, int], ...]
SLACK = "~"


def is_slack(cell: Cell) -> bool:
    """Whether a cell only stands for the room an inequality leaves."""
    return cell.category.startswith(SLACK)


def relations_of(
    structure: Structure, printed: Iterable[Cell], tabulated: Iterable[tuple[str, Place]]
) -> list[Relation]:
    """Every relation between printed cells.

    Args:
        tabulated: (question, place) of every row of every table.
    """
    relations: dict[Relation, None] = {}
    cells = dict.fromkeys(printed)
    rows = {(question, place) for question, place in tabulated if question}
    for question, place in sorted(rows):
        for relation in _category_relations(structure, question, place):
            relations[relation] = None
            cells.update((cell, None) for cell, _ in relation if not is_slack(cell))
    for question, place in sorted(rows):
        for relation in _base_relations(structure, question, place, rows):
            relations[relation] = None
            cells.update((cell, None) for cell, _ in relation if not is_slack(cell))
    _add_margins(structure, cells, relations)
    return list(relations)


def _add_margins(structure: Structure, cells: dict[Cell, None], relations: dict) -> None:
    """Until nothing new comes: a child that was filled in is itself a sum of others.

    Without the second round "known sex", which few tables print, would not be girls and boys, and
    the others could be worked out from everybody.
    """
    size = 0
    while size < len(cells):
        size = len(cells)
        for relation in list(_margin_relations(structure, cells)):
            relations[relation] = None
            cells.update((cell, None) for cell, _ in relation)


def _sum(total: Cell, parts: Iterable[Cell]) -> Relation:
    return ((total, 1), *((part, -1) for part in parts))


def _category_relations(structure: Structure, question: str, place: Place) -> Iterator[Relation]:
    """The answers of a question in one place."""
    shape = structure.shapes[question]
    codes = shape.codes_at(place.level)
    base = structure.base(question, place)
    if not shape.is_multi:
        yield _sum(base, (place.cell(question, code) for code in codes))
        return
    free, alone = _split(shape, codes)
    ticked = place.cell(question, CODE_JOIN.join(_free_codes(shape)))
    yield _sum(base, [ticked, *(place.cell(question, code) for code in alone)])
    yield from _union_relations(ticked, [place.cell(question, code) for code in free])
    if shape.max_select:
        slack = place.cell(question, f"{SLACK}most")
        options = ((place.cell(question, code), -1) for code in free)
        yield ((ticked, shape.max_select), *options, (slack, -1))


def _free_codes(shape: Shape) -> list[str]:
    return [choice.code for choice in shape.choices if not choice.is_exclusive]


def _split(shape: Shape, codes: tuple[str, ...]) -> tuple[list[str], list[str]]:
    free = [code for code in codes if code in _free_codes(shape)]
    return free, [code for code in codes if code not in free]


def _union_relations(union: Cell, parts: list[Cell]) -> Iterator[Relation]:
    """A union is no smaller than any part and no larger than all of them together."""
    if len(parts) == 1:
        if parts[0] != union:
            yield _sum(union, parts)
        return
    for part in parts:
        yield _sum(union, (part, _slack(union, part)))
    over = union._replace(category=f"{SLACK}over {union.category}")
    yield ((union, 1), (over, 1), *((part, -1) for part in parts))


def _slack(union: Cell, part: Cell) -> Cell:
    name = f"{SLACK}{union.question} {union.category} without {part.question} {part.category}"
    return union._replace(category=name)


def _base_relations(structure, question: str, place: Place, rows) -> Iterator[Relation]:
    """How the base of a follow-up hangs together with the questions that opened it."""
    terms = structure.shapes[question].terms
    base = structure.base(question, place)
    parts = []
    for parent, codes in terms:
        if not set(structure.shapes[parent].levels) & set(letters_of(place.level)):
            continue
        union = place.cell(parent, CODE_JOIN.join(codes))
        parts.append(union)
        if (parent, place) in rows and len(codes) > 1:
            yield from _union_of_answers(structure.shapes[parent], union, place)
    if len(terms) > 1:
        yield from _union_relations(base, parts)
        everybody = structure.base("", place)
        yield _sum(everybody, (base, _slack(everybody, base)))


def _union_of_answers(shape: Shape, union: Cell, place: Place) -> Iterator[Relation]:
    codes = set(union.category.split(CODE_JOIN)) & set(shape.codes_at(place.level))
    parts = [place.cell(shape.id, code) for code in shape.codes_at(place.level) if code in codes]
    free, _ = _split(shape, shape.codes_at(place.level))
    if not shape.is_multi:
        yield _sum(union, parts)
    elif union.category != CODE_JOIN.join(_free_codes(shape)):
        yield from _union_relations(union, parts)
        ticked = place.cell(shape.id, CODE_JOIN.join(_free_codes(shape)))
        rest = [place.cell(shape.id, code) for code in free if code not in codes]
        over = union._replace(category=f"{SLACK}rest {union.category}")
        yield _sum(ticked, (union, _slack(ticked, union)))
        yield ((union, 1), *((part, 1) for part in rest), (ticked, -1), (over, -1))


def _margin_relations(structure: Structure, cells: dict[Cell, None]) -> Iterator[Relation]:
    """Nation and offices, levels and grades, sexes; a child that no table has is filled in."""
    occurs = cache(partial(_occurs, structure))
    parts = cache(partial(_parts_of_level, structure))
    for cell in cells:
        if _has_girls_or_boys(cells, cell):
            yield _sum(cell, [cell._replace(sex=sex) for sex in SEX_CHILDREN[ANY_SEX]])
        for children in _children(structure, cell, occurs, parts):
            if any(child in cells for child in children):
                yield _sum(cell, children)


def _has_girls_or_boys(cells: dict[Cell, None], cell: Cell) -> bool:
    """Everybody beside girls or boys hangs together even where "known sex" is not printed."""
    return cell.sex == ANY_SEX and any(cell._replace(sex=sex) in cells for sex in (GIRLS, BOYS))


def _children(structure: Structure, cell: Cell, occurs, parts) -> Iterator[list[Cell]]:
    office, level, sex, question, category = cell
    if office == NATION and level in structure.offices:
        yield [Cell(node, level, sex, question, category) for node in structure.offices[level]]
    yield [
        Cell(node, part, sex, question, category)
        for node, part in parts(office, level)
        if occurs(question, category, part)
    ]
    if sex in SEX_CHILDREN:
        yield [Cell(office, level, part, question, category) for part in SEX_CHILDREN[sex]]


def _parts_of_level(structure: Structure, office: str, level: str) -> list[tuple[str, str]]:
    if not level.isalpha():
        return []
    if len(level) == 1:
        return [(office, grade) for grade in structure.grades.get(level, ())]
    whole = set(office.split(OFFICE_JOIN))
    return [
        (node, letter)
        for letter in level
        for node in ((NATION,) if office == NATION else structure.offices[letter])
        if set(node.split(OFFICE_JOIN)) <= whole
    ]


def _occurs(structure: Structure, question: str, category: str, level: str) -> bool:
    """Whether any answer a cell counts can be given at a level."""
    letter = letters_of(level)[0]
    if shape := structure.shapes.get(question):
        codes = set(category.split(CODE_JOIN))
        return letter in shape.levels and bool(codes & set(shape.codes_at(level)))
    place = Place(NATION, level, ANY_SEX)
    owners = [
        shape
        for known, shape in structure.shapes.items()
        if question and structure.base(known, place).question == question
    ]
    return not owners or any(letter in shape.levels for shape in owners)
