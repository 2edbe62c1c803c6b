"""What to do first, by situation: read from `content/guidance.<language>.yaml`.

The files say what to do and name channels by key; numbers and hours come from the records, so
that a changed number changes here too.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CONTENT_DIR = Path(__file__).parent / "content"
LANGUAGES = ("ko", "en")
MOST_STEPS = 3
TEXTS = ("id", "title", "opening")
LISTS = ("first", "channels", "write_down", "do_not", "law")
LAW_KEYS = {"text", "source", "fact"}


class GuidanceFileRefused(ValueError):
    """A file of guidance is not in order; the message names file, situation and rule."""


@dataclass(frozen=True)
class Situation:
    """One situation and the way out of it.

    Attributes:
        id: the same in both languages; never part of an address.
        title: in the reader's own words.
        opening: one calm sentence.
        first: what to do now, at most three short steps.
        channels: keys of help channels, the most fitting first.
        write_down, do_not: what helps later; what makes it worse.
        law: dicts with "text", "source" (law and article) and "fact" (the fact record's id).
    """

    id: str
    title: str
    opening: str
    first: list[str]
    channels: list[str]
    write_down: list[str]
    do_not: list[str]
    law: list[dict]


@cache
def situations(language: str) -> tuple[Situation, ...]:
    """The shipped situations in one language, in the order they are shown."""
    return read_situations(CONTENT_DIR / f"guidance.{language}.yaml")


def read_situations(path: Path) -> tuple[Situation, ...]:
    """The situations of a file.

    Raises:
        GuidanceFileRefused: a key is unknown or missing, or a value is not in order.
    """
    try:
        given = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise GuidanceFileRefused(f"{path.name}: is not YAML: {error}") from error
    if not isinstance(given, list) or not given:
        raise GuidanceFileRefused(f"{path.name}: must be a list of situations")
    read = tuple(
        _situation(each, f"{path.name}, situation {number}")
        for number, each in enumerate(given, start=1)
    )
    if len({each.id for each in read}) != len(read):
        raise GuidanceFileRefused(f"{path.name}: two situations have the same id")
    return read


def _situation(given: object, place: str) -> Situation:
    if not isinstance(given, dict) or set(given) != {*TEXTS, *LISTS}:
        raise GuidanceFileRefused(f"{place}: must have exactly {', '.join((*TEXTS, *LISTS))}")
    for name in TEXTS:
        _require_text(given[name], f"{place}: {name}")
    for name in LISTS:
        _require_lines(given[name], LAW_KEYS if name == "law" else None, f"{place}: {name}")
    if not 1 <= len(given["first"]) <= MOST_STEPS or not given["channels"]:
        raise GuidanceFileRefused(f"{place}: needs 1 to {MOST_STEPS} first steps and a channel")
    return Situation(**given)


def _require_lines(lines: object, keys: set[str] | None, place: str) -> None:
    """A list of texts, or of texts under exactly these keys."""
    if not isinstance(lines, list):
        raise GuidanceFileRefused(f"{place} must be a list")
    for line in lines:
        if keys is None:
            _require_text(line, place)
            continue
        if not isinstance(line, dict) or set(line) != keys:
            raise GuidanceFileRefused(f"{place} needs {', '.join(sorted(keys))}")
        for value in line.values():
            _require_text(value, place)


def _require_text(value: object, place: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise GuidanceFileRefused(f"{place} must be a text")
