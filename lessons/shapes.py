"""Shapes that values of a content file may have.

A shape is a function that takes a value and its place and yields what is wrong with it.
"""

import re
from collections.abc import Callable, Iterator
from uuid import UUID

from lessons.html_subset import html_faults
from lessons.rules import Problem

Shape = Callable[[object, str], Iterator[Problem]]


def text(value, place):
    """Words; never empty."""
    if not isinstance(value, str) or not value.strip():
        yield Problem(place, "must be text and not empty")


def optional_text(value, place):
    """Words, or an empty string."""
    if not isinstance(value, str):
        yield Problem(place, 'must be text; "" for none')


def html(value, place):
    """Words in the few tags a lesson may use."""
    yield from text(value, place)
    if isinstance(value, str):
        yield from (Problem(place, fault) for fault in html_faults(value))


def whole(value, place):
    """A whole number from 1."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        yield Problem(place, "must be a whole number from 1")


def length(value, place):
    """Pixels of a picture, from 0 to 640."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 640:
        yield Problem(place, "must be a whole number from 0 to 640")


def flag(value, place):
    """true or false."""
    if not isinstance(value, bool):
        yield Problem(place, "must be true or false")


def identity(value, place):
    """A UUID written as text; without one a translation would find nothing to translate."""
    try:
        is_written_plainly = str(UUID(value)) == value
    except (ValueError, TypeError, AttributeError):
        is_written_plainly = False
    if not is_written_plainly:
        yield Problem(place, "must be a UUID in lower case")


def day(value, place):
    """A day as YYYY-MM-DD."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        yield Problem(place, "must be a day like 2026-11-22, in quotes")


def one_of(*allowed) -> Shape:
    """Exactly one of some values."""

    def shape(value, place):
        if value not in allowed:
            yield Problem(place, f"must be one of {', '.join(map(str, allowed))}")

    return shape


def matching(pattern: str, words: str) -> Shape:
    """Text of a pattern that `words` describe."""

    def shape(value, place):
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield Problem(place, f"must be {words}")

    return shape


def list_of(entry: Shape, least: int = 0) -> Shape:
    """A list whose entries all have one shape."""

    def shape(value, place):
        if not isinstance(value, list) or len(value) < least:
            yield Problem(place, f"must be a list of at least {least}")
            return
        for index, element in enumerate(value):
            yield from entry(element, f"{place}[{index}]")

    return shape


def record(**keys: Shape) -> Shape:
    """A mapping with exactly these keys."""

    def shape(value, place):
        if not isinstance(value, dict):
            yield Problem(place, "must be a mapping")
            return
        prefix = f"{place}." if place else ""
        yield from (Problem(f"{prefix}{key}", "is unknown") for key in value if key not in keys)
        for key, expected in keys.items():
            if key not in value:
                yield Problem(f"{prefix}{key}", "is missing")
            else:
                yield from expected(value[key], f"{prefix}{key}")

    return shape
