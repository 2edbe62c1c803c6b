"""Whom a row counts and what a column says, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from core.levels import Level
from reporting.frozen_tables import (
    ANY_SEX,
    BOYS,
    EVERYBODY,
    GIRLS,
    KNOWN_SEX,
    LEFT_OUT,
    NATION,
    OFFICE_JOIN,
    OTHER_SEX,
    Place,
)
from reporting.instruments import Question
from reporting.wording import Bilingual


def office_words(node: str, names: Mapping[str, tuple[str, str]]) -> str:
    """An office of education, several that were merged, or the nation."""
    if node == NATION:
        return _("Nationwide")
    return " · ".join(str(Bilingual(*names.get(code, (code, code)))) for code in _codes(node))


def _codes(node: str) -> list[str]:
    return node.split(OFFICE_JOIN)


def level_words(node: str) -> str:
    """A school level, several together, or a grade."""
    if node.isalpha():
        together = " · ".join(str(Level(letter).label) for letter in node)
        return _("All levels") if node == "EMH" else together
    level, grade = Level(node[0]).label, node[1:]
    if grade == LEFT_OUT:
        return _("%(level)s, grade not given") % {"level": level}
    return _("%(level)s, grade %(grade)s") % {"level": level, "grade": grade}


def sex_words(node: str) -> str:
    """A sex node as a row names it."""
    return {
        ANY_SEX: _("Everybody"),
        KNOWN_SEX: _("Girls and boys"),
        GIRLS: _("Girls"),
        BOYS: _("Boys"),
        OTHER_SEX: _("Other or no answer"),
    }[node]


def place_words(place: Place, names: Mapping[str, tuple[str, str]]) -> str:
    """A row on its own, as a sentence names it."""
    parts = (office_words(place.office, names), level_words(place.level), sex_words(place.sex))
    return ", ".join(parts)


def column_words(question: Question | None, code: str) -> str:
    """What a column counts; of no question: everybody who answered."""
    if code == EVERYBODY:
        return _("Students asked") if question else _("Students who answered")
    if code == LEFT_OUT:
        return _("Left without an answer")
    option = question.option(code)
    return str(Bilingual(**option.texts)) if option else code


def title_words(question: Question | None) -> str:
    """What a table is about."""
    if question is None:
        return _("Students who answered")
    return str(Bilingual(**question.texts))
