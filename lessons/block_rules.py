"""What a block of a lesson must have, whatever step it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lessons.branches import lost_scenes

# A step's title is the heading of its text; a heading inside would stand at any level.
HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)
# Blocks whose sound and moving pictures some students cannot hear or see.
RECORDED = ("video",)


@dataclass(frozen=True)
class Problem:
    """One thing to mend.

    Attributes:
        place: where, in the words of the content file: "steps[2].body[0].alt".
        text: a sentence for the person who writes.
    """

    place: str
    text: str


def block_problems(block: dict, place: str, language: str) -> Iterator[Problem]:
    """What a block in the shape of the content files still misses.

    Args:
        block: the block, drafts with empty parts included.
        place: where it stands: "steps[2].body[0]".
        language: the lesson's; recordings need its captions and transcript.
    """
    yield from _alt_problems(block, place)
    yield from _heading_problems(block, place)
    if block["type"] in RECORDED:
        yield from _recording_problems(block, place, language)
    if block["type"] == "scenario":
        for words in lost_scenes(_ways_of(block)):
            yield Problem(f"{place}.scenes", words)


def _alt_problems(value: dict, place: str) -> Iterator[Problem]:
    """Empty text alternatives of a block and of the pictures inside it, "alt" or "first_alt"."""
    for key, inner in value.items():
        here = f"{place}.{key}"
        if isinstance(inner, dict):
            yield from _alt_problems(inner, here)
        elif key.endswith("alt") and not value.get("decorative") and not (inner or "").strip():
            yield Problem(here, _("the picture has no text alternative."))


def _heading_problems(value, place: str) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _heading_problems(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _heading_problems(inner, f"{place}[{index}]")
    elif isinstance(value, str) and HEADING.search(value):
        yield Problem(place, _("the text holds a heading. Only the step's title is one."))


def _recording_problems(block: dict, place: str, language: str) -> Iterator[Problem]:
    if language not in (block.get("captions") or []):
        yield Problem(f"{place}.captions", _("the video has no captions in the lesson's language."))
    if language not in (block.get("transcript") or []):
        yield Problem(
            f"{place}.transcript", _("the video has no transcript in the lesson's language.")
        )


def _ways_of(scenario: dict) -> list[list[int]]:
    places = {scene["id"]: place for place, scene in enumerate(scenario["scenes"])}
    return [
        [places.get(way["next"], -1) for way in scene["choices"]] for scene in scenario["scenes"]
    ]
