"""A table as a word that fits into an address: which question, crossed with what, from what count.

Only questions of the questionnaire and the crossings listed here can be named (T-107). Imports no
framework.
"""

import re
from collections.abc import Iterable

from reporting.disclosure.publication import (
    RESPONDENTS,
    PublicationSet,
    TableSpec,
    default_set,
)
from reporting.instruments import Instrument

# The crossings of a table by their letter in an address.
CROSSINGS = {"o": "by_office", "s": "office_sex", "g": "by_grade", "x": "by_sex"}
NONE = "n"
LEASTS = (10, 15, 20, 30, 50, 100)
MOST_TABLES = 60
_WORD = re.compile(rf"([A-Za-z0-9_]{{1,16}})\.([{''.join(CROSSINGS)}]{{1,4}}|{NONE})\.(\d{{1,3}})")


class UnknownTable(ValueError):
    """A word names no table that this questionnaire can give."""


def word_of(spec: TableSpec) -> str:
    """A table as a word, such as "Q10.ox.10"."""
    letters = "".join(letter for letter, name in CROSSINGS.items() if getattr(spec, name))
    return f"{spec.key}.{letters or NONE}.{spec.least}"


def listed_tables(instrument: Instrument, *, least: int) -> dict[str, TableSpec]:
    """The tables that can be asked for, as the default set has them, by key."""
    return {spec.key: spec for spec in default_set(instrument, least=least).tables}


def read_words(words: Iterable[str], listed: dict[str, TableSpec]) -> tuple[TableSpec, ...]:
    """The tables these words name, in order.

    Args:
        listed: what `listed_tables` gives.

    Raises:
        UnknownTable: of a question that is not listed, with an unknown crossing, below the
            question's floor, named twice, or too many.
    """
    specs = tuple(read_word(word, listed) for word in words)
    if len({spec.key for spec in specs}) < len(specs) or len(specs) > MOST_TABLES:
        raise UnknownTable("A question stands once in a set.")
    return specs


def read_word(word: str, listed: dict[str, TableSpec]) -> TableSpec:
    """The table a word names. Raises UnknownTable."""
    found = _WORD.fullmatch(word)
    if found is None or found[1] not in listed:
        raise UnknownTable(word)
    crossed = {name: letter in found[2] for letter, name in CROSSINGS.items()}
    return spec_for(listed, found[1], least=int(found[3]), **crossed)


def spec_for(listed: dict[str, TableSpec], key: str, *, least: int, **crossed: bool) -> TableSpec:
    """A table of a listed question.

    Args:
        crossed: by the names of CROSSINGS; girls and boys in offices need offices.

    Raises:
        UnknownTable: the question is not listed, the count lies below its floor, or it is one
            of those that are told of the nation only.
    """
    if key not in listed or not listed[key].least <= least <= max(LEASTS):
        raise UnknownTable(key)
    if not listed[key].by_office and (crossed["by_office"] or crossed["by_grade"]):
        raise UnknownTable(f"{key} is told of the nation only.")
    crossed["office_sex"] = crossed["office_sex"] and crossed["by_office"]
    question = "" if key == RESPONDENTS else key
    return TableSpec(key=key, question=question, least=least, **crossed)


def words_of(publication: PublicationSet) -> list[str]:
    """Every table of a set as a word."""
    return [word_of(spec) for spec in publication.tables]
