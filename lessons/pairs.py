"""Whether a lesson is all there in its other language."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lessons.block_rules import Problem

HANGUL = re.compile("[\uac00-\ud7a3]")


def missing_in_english(korean: dict, english: dict) -> list[Problem]:
    """What an English lesson still lacks; places are those of the English lesson.

    Args:
        korean, english: the two lessons in the shape of their files.
    """
    return [*_missing_blocks(korean, english), *_untranslated(korean, english, "")]


def _missing_blocks(korean: dict, english: dict) -> Iterator[Problem]:
    ids = {part["id"] for step in english["steps"] for part in (step, *step["body"])}
    for number, step in enumerate(korean["steps"], start=1):
        name = {"number": number, "title": step["title"]}
        if step["id"] not in ids:
            yield Problem("steps", _("English lacks step %(number)d “%(title)s”.") % name)
        elif any(block["id"] not in ids for block in step["body"]):
            yield Problem("steps", _("English lacks a part of step %(number)d “%(title)s”.") % name)


def _untranslated(korean, english, place: str) -> Iterator[Problem]:
    """Words that are still the Korean ones, once for each field or block."""
    if isinstance(korean, dict) and isinstance(english, dict):
        for key in korean.keys() & english.keys():
            yield from _untranslated(korean[key], english[key], f"{place}.{key}" if place else key)
    elif isinstance(korean, list) and isinstance(english, list):
        for source, index in _same_parts(korean, english):
            yield from _untranslated(source, english[index], f"{place}[{index}]")
    elif isinstance(korean, str) and korean == english and HANGUL.search(korean):
        yield Problem(place, _("Not yet in English: “%(words)s”") % {"words": _start(korean)})


def _same_parts(korean: list, english: list) -> Iterator[tuple[object, int]]:
    """Parts of two lists that belong together: by id, or by place where they have none."""
    places = {part["id"]: n for n, part in enumerate(english) if isinstance(part, dict)}
    for index, part in enumerate(korean):
        found = places.get(part["id"]) if isinstance(part, dict) else index
        if found is not None and found < len(english):
            yield part, found


def _start(text: str) -> str:
    plain = re.sub(r"<[^>]*>", " ", text).strip()
    return plain if len(plain) <= 40 else f"{plain[:40]}…"
