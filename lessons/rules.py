"""What a lesson must have before students see it.

The rules look at a lesson in the shape of its content file (see schema.py), so that files and
pages written in the editor meet the same ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.levels import Level
from lessons.branches import lost_scenes

WORDS_PER_STEP = 120
# What is read before anything is pressed; answers, cards and feedback come one at a time.
READ_KEYS = ("text", "prompt", "caption", "term", "meaning", "title", "rule", "penalty", "source")


@dataclass(frozen=True)
class Problem:
    """One thing to mend.

    Attributes:
        place: where, in the words of the content file: "steps[2].body[0].alt".
        text: a sentence for the person who writes.
    """

    place: str
    text: str


def find_problems(lesson: dict) -> list[Problem]:
    """All problems of a lesson, in the order they are met on the page."""
    return [
        *_level_problems(lesson),
        *_minutes_problems(lesson),
        *_content_note_problems(lesson),
        *_step_problems(lesson),
        *_help_problems(lesson),
        *_scenario_problems(lesson),
    ]


def count_words(text: str) -> int:
    """Words between spaces, tags not counted: Korean is counted by its spaced word units."""
    return len(re.sub(r"<[^>]*>", " ", text).split())


def step_words(step: dict) -> int:
    """Words a student reads in a step before pressing anything."""
    return sum(
        count_words(str(block.get(key) or "")) for block in step["body"] for key in READ_KEYS
    )


def _level_problems(lesson: dict) -> Iterator[Problem]:
    if lesson["level"] not in Level.values:
        yield Problem("level", _("Choose the school level."))


def _minutes_problems(lesson: dict) -> Iterator[Problem]:
    total = sum(step["minutes"] or 0 for step in lesson["steps"])
    if total != lesson["minutes"]:
        yield Problem(
            "minutes",
            _("The steps take %(total)d minutes, the lesson says %(minutes)d.")
            % {"total": total, "minutes": lesson["minutes"] or 0},
        )


def _content_note_problems(lesson: dict) -> Iterator[Problem]:
    if lesson["is_sensitive"] and not lesson["content_note"].strip():
        yield Problem(
            "content_note", _("A lesson that touches on harm needs a content note before it.")
        )


def _help_problems(lesson: dict) -> Iterator[Problem]:
    blocks = [block for step in lesson["steps"] for block in step["body"]]
    if not any(block["type"] == "help" for block in blocks):
        yield Problem("steps", _("No step says where to get help. Add a help box."))


def _scenario_problems(lesson: dict) -> Iterator[Problem]:
    for index, step in enumerate(lesson["steps"]):
        for place, block in enumerate(step["body"]):
            if block["type"] == "scenario":
                for words in lost_scenes(_ways_of(block)):
                    yield Problem(
                        f"steps[{index}].body[{place}].scenes",
                        _("Step %(number)d “%(title)s”: %(problem)s")
                        % {"number": index + 1, "title": step["title"], "problem": words},
                    )


def _ways_of(scenario: dict) -> list[list[int]]:
    places = {scene["id"]: place for place, scene in enumerate(scenario["scenes"])}
    return [
        [places.get(way["next"], -1) for way in scene["choices"]] for scene in scenario["scenes"]
    ]


def _step_problems(lesson: dict) -> Iterator[Problem]:
    for index, step in enumerate(lesson["steps"]):
        name = {"number": index + 1, "title": step["title"]}
        if (words := step_words(step)) > WORDS_PER_STEP:
            yield Problem(
                f"steps[{index}]",
                _("Step %(number)d “%(title)s” has %(words)d words; 120 is the most.")
                % {**name, "words": words},
            )
        for place, block in enumerate(step["body"]):
            if block["type"] == "drawing" and not (block["alt"] or "").strip():
                yield Problem(
                    f"steps[{index}].body[{place}].alt",
                    _("Step %(number)d “%(title)s”: the drawing has no text alternative.") % name,
                )
