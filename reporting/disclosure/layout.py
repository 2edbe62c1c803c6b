"""Rows and columns of the tables of a publication set."""

from reporting.disclosure.publication import PublicationSet, TableSpec
from reporting.frozen_tables import (
    ANY_SEX,
    BOYS,
    EVERYBODY,
    GIRLS,
    KNOWN_SEX,
    NATION,
    OTHER_SEX,
    Cell,
    Place,
    Structure,
    letters_of,
    meaning,
)


def rows_of(spec: TableSpec, structure: Structure) -> tuple[Place, ...]:
    """The rows of a table: the nation and its levels first, then grades, then offices."""
    nodes = level_nodes(spec.question, structure)
    return (
        *(Place(NATION, node, sex) for node in nodes for sex in _nation_sexes(spec)),
        *(_grade_rows(spec, structure, nodes) if spec.by_grade else ()),
        *(_office_rows(spec, structure, nodes) if spec.by_office else ()),
    )


def level_nodes(question: str, structure: Structure) -> list[str]:
    """Level nodes of a question: all its levels together, then each."""
    present = [node for node in "EMH" if node in structure.offices]
    shape = structure.shapes.get(question)
    letters = [node for node in present if shape is None or node in shape.levels]
    return ["".join(letters), *letters] if len(letters) > 1 else letters


def _nation_sexes(spec: TableSpec) -> tuple[str, ...]:
    if not spec.by_sex:
        return (ANY_SEX, *((KNOWN_SEX,) if spec.office_sex else ()))
    needs_known = spec.office_sex or spec.by_grade
    return (ANY_SEX, *((KNOWN_SEX,) if needs_known else ()), GIRLS, BOYS, OTHER_SEX)


def _grade_rows(spec: TableSpec, structure: Structure, nodes: list[str]):
    sexes = (KNOWN_SEX, GIRLS, BOYS) if spec.by_sex else (ANY_SEX,)
    for node in (node for node in nodes if len(node) == 1):
        for grade in structure.grades.get(node, ()):
            yield from (Place(NATION, grade, sex) for sex in sexes)


def _office_rows(spec: TableSpec, structure: Structure, nodes: list[str]):
    sexes = (KNOWN_SEX, GIRLS, BOYS) if spec.office_sex else (ANY_SEX,)
    if spec.question == "":
        sexes = (ANY_SEX, *sexes)
    for node in nodes:
        for office in structure.offices[node]:
            yield from (Place(office, node, sex) for sex in sexes)


def columns_of(spec: TableSpec, structure: Structure) -> tuple[str, ...]:
    """EVERYBODY, then the answers of any level; of the table of who answered EVERYBODY alone."""
    if spec.question == "":
        return (EVERYBODY,)
    shape = structure.shapes[spec.question]
    return (EVERYBODY, *shape.codes_at(shape.levels))


def is_offered(structure: Structure, question: str, code: str, level: str) -> bool:
    """Whether an answer can occur at a level node; if not, its cell is a structural zero."""
    if code == EVERYBODY or question == "":
        return True
    return code in structure.shapes[question].codes_at(letters_of(level))


def printed_cells(structure: Structure, publication: PublicationSet) -> dict[Cell, int]:
    """Each cell some table shows, with the strictest floor of those tables."""
    least: dict[Cell, int] = {}
    for spec in publication.tables:
        columns = columns_of(spec, structure)
        for place in rows_of(spec, structure):
            for column in columns:
                if is_offered(structure, spec.question, column, place.level):
                    cell = meaning(structure, spec.question, place, column)
                    least[cell] = max(spec.least, least.get(cell, 0))
    return least
