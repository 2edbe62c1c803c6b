"""What a lesson must have before students see it.

The rules look at a lesson in the shape of its content file (see schema.py), so that files and
pages written in the editor meet the same ones.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from core.check_dates import is_law_fact_overdue
from core.levels import LESSON_MINUTES, Level
from lessons.block_rules import Problem, block_problems

WORDS_PER_STEP = 120
# What is read before anything is pressed; answers, cards and feedback come one at a time.
READ_KEYS = ("text", "prompt", "caption", "term", "meaning", "title", "rule", "penalty", "source")


def find_problems(lesson: dict) -> list[Problem]:
    """All problems of a lesson, in the order they are met on the page."""
    return [
        *_level_problems(lesson),
        *_minutes_problems(lesson),
        *_content_note_problems(lesson),
        *_step_problems(lesson),
        *_help_problems(lesson),
    ]


def find_overdue_facts(lesson: dict, today: date) -> list[Problem]:
    """Law cards nobody has compared with the law for a year.

    Not among `find_problems`: the files we ship must load on any day. The content check names them.
    """
    return [
        Problem(
            f"steps[{index}].body[{place}].checked_on",
            _("%(step)s: the law card “%(title)s” was last checked on %(day)s. Check it again.")
            % {
                "step": _step_name(index, step),
                "title": block["title"],
                "day": block["checked_on"],
            },
        )
        for index, step in enumerate(lesson["steps"])
        for place, block in enumerate(step["body"])
        if block["type"] == "law" and _is_overdue(block["checked_on"], today)
    ]


def _is_overdue(checked_on: str | None, today: date) -> bool:
    """Unknown and later than today count as not checked."""
    if not checked_on or (day := date.fromisoformat(str(checked_on))) > today:
        return True
    return is_law_fact_overdue(day, today)


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
    period = LESSON_MINUTES.get(lesson["level"])
    if period and total > period:
        yield Problem(
            "minutes",
            _("The steps take %(total)d minutes; a lesson of this school level has %(period)d.")
            % {"total": total, "period": period},
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


def _step_name(index: int, step: dict) -> str:
    return _("Step %(number)d “%(title)s”") % {"number": index + 1, "title": step["title"]}


def _step_problems(lesson: dict) -> Iterator[Problem]:
    for index, step in enumerate(lesson["steps"]):
        name, place = _step_name(index, step), f"steps[{index}]"
        for problem in _own_problems(step, place):
            yield Problem(problem.place, f"{name}: {problem.text}")
        for position, block in enumerate(step["body"]):
            where = f"{place}.body[{position}]"
            for problem in block_problems(block, where, lesson["language"]):
                yield Problem(problem.place, f"{name}: {problem.text}")


def _own_problems(step: dict, place: str) -> Iterator[Problem]:
    if not (step["title"] or "").strip():
        yield Problem(f"{place}.title", _("has no title."))
    if not step["minutes"]:
        yield Problem(f"{place}.minutes", _("has no minutes."))
    if (words := step_words(step)) > WORDS_PER_STEP:
        yield Problem(place, _("has %(words)d words; 120 is the most.") % {"words": words})
