"""Lesson files: read from YAML, turned into what a page stores, and back.

Block ids travel both ways unchanged. Parts that have no id in the file (objectives, hints, notes
for the teacher) get one made from the id above them, so that each load gives the same.
"""

import hashlib
import json
from pathlib import Path
from uuid import UUID, uuid5

import yaml

from core.blocks import item
from lessons.html_subset import to_subset
from lessons.media_keys import keys_for_rows, rows_for_keys
from lessons.rules import Problem
from lessons.schema import LessonFileRefused

TEACHER_NOTES = ("preparation", "timing", "watch_for", "disclosure_script")
# Which of a block's values are rich text, by type of block.
RICH_TEXT_KEYS = {"prose": ("text",), "poll": ("reveal",), "spot": ("reveal",)}
# Lists of entries that carry an id of their own and nothing that names another entry.
ITEM_KEYS = {"options", "places"}
PLAIN_FIELDS = (
    "level topic order minutes slug title summary curriculum_hook is_sensitive content_note".split()
)


class _PlainLoader(yaml.CSafeLoader):
    """Safe YAML in which a day stays the text that was written."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_lesson(path: Path) -> object:
    """Read one file.

    Raises:
        LessonFileRefused: not YAML, or a sentence is cut off by an unquoted " #".
    """
    source = path.read_text(encoding="utf-8")
    try:
        if cut := _cut_off_lines(source):
            raise LessonFileRefused(path.name, cut)
        return _PlainLoader(source).get_single_data()
    except yaml.YAMLError as error:
        raise LessonFileRefused(path.name, [Problem("file", f"is not YAML: {error}")]) from error


def _cut_off_lines(source: str) -> list[Problem]:
    """YAML drops everything after " #" unless it is quoted: phone text numbers start with #."""
    if " #" not in source:
        return []
    scalars = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(source, Loader=yaml.CSafeLoader)
        if isinstance(token, yaml.ScalarToken)
    ]
    problems, start = [], 0
    for number, line in enumerate(source.splitlines(keepends=True), start=1):
        position = line.find(" #")
        place = start + position + 1
        is_value_before = position > 0 and line[:position].strip()
        if is_value_before and not any(first <= place < last for first, last in scalars):
            problems.append(Problem(f"line {number}", "put the value in quotes: “ #” cuts it off"))
        start += len(line)
    return problems


def digest(lesson: dict) -> str:
    """A fingerprint of a lesson's content; layout of the file does not matter."""
    packed = json.dumps(lesson, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def page_values(lesson: dict) -> dict:
    """Field values of a LessonPage for a lesson in the file format; streams as JSON."""
    key = UUID(lesson["key"])
    return {
        **{field: lesson[field] for field in PLAIN_FIELDS},
        "lesson_code": lesson["lesson"],
        "sources": ", ".join(lesson["sources"]),
        "family_letter": lesson["family_letter"],
        "objectives": json.dumps(
            [
                {"type": "objective", "id": str(uuid5(key, f"objective {number}")), "value": words}
                for number, words in enumerate(lesson["objectives"])
            ]
        ),
        "teacher_notes": json.dumps(
            [
                {"type": name, "id": str(uuid5(key, name)), "value": lesson["teacher"][name]}
                for name in TEACHER_NOTES
            ]
        ),
        "steps": json.dumps([_raw_step(step) for step in lesson["steps"]]),
    }


def lesson_of(page) -> dict:
    """A lesson page in the file format, drafts with missing parts included."""
    notes = {note["type"]: to_subset(note["value"]) for note in page.teacher_notes.get_prep_value()}
    return {
        "lesson": page.lesson_code,
        "language": page.locale.language_code,
        "key": str(page.translation_key),
        **{field: getattr(page, field) for field in PLAIN_FIELDS},
        "objectives": [entry["value"] for entry in page.objectives.get_prep_value()],
        "steps": [_file_step(step) for step in page.steps.get_prep_value()],
        "teacher": {name: notes.get(name, "") for name in TEACHER_NOTES},
        "family_letter": to_subset(page.family_letter),
        "sources": [source for source in page.sources.split(", ") if source],
    }


def _raw_step(step: dict) -> dict:
    value = {
        "title": step["title"],
        "minutes": step["minutes"],
        "body": [_raw_block(block) for block in step["body"]],
    }
    return {"type": "step", "id": step["id"], "value": value}


def _raw_block(block: dict) -> dict:
    value = {key: inner for key, inner in block.items() if key not in ("id", "type")}
    value = rows_for_keys(block["type"], value)
    for key in ITEM_KEYS & set(value):
        value[key] = [_raw_item(entry) for entry in value[key]]
    if "hints" in value:
        own_id = UUID(block["id"])
        value["hints"] = [
            item(str(uuid5(own_id, f"hint {number}")), words)
            for number, words in enumerate(value["hints"])
        ]
    if "cards" in value:
        places = {group["id"]: str(place) for place, group in enumerate(value["groups"], start=1)}
        value["groups"] = [_raw_item(group) for group in value["groups"]]
        value["cards"] = [
            _raw_item({**card, "group": places[card["group"]]}) for card in value["cards"]
        ]
    if "scenes" in value:
        del value["start"]  # the first scene, in a page as in a file
        value["scenes"] = _raw_scenes(value["scenes"])
    return {"type": block["type"], "id": block["id"], "value": value}


def _raw_scenes(scenes: list[dict]) -> list[dict]:
    places = {scene["id"]: str(place) for place, scene in enumerate(scenes, start=1)}
    return [
        item(
            scene["id"],
            {
                "text": scene["text"],
                "choices": [
                    _raw_item({**way, "next": places[way["next"]]}) for way in scene["choices"]
                ],
            },
        )
        for scene in scenes
    ]


def _raw_item(entry: dict) -> dict:
    return item(entry["id"], {key: value for key, value in entry.items() if key != "id"})


def _file_step(step: dict) -> dict:
    value = step["value"]
    return {
        "id": step["id"],
        "title": value["title"],
        "minutes": value["minutes"],
        "body": [_file_block(block) for block in value["body"]],
    }


def _file_block(block: dict) -> dict:
    value = keys_for_rows(block["type"], block["value"])
    for key in RICH_TEXT_KEYS.get(block["type"], ()):
        value[key] = to_subset(value[key] or "")
    for key in ITEM_KEYS & set(value):
        value[key] = [_file_item(entry) for entry in value[key]]
    if "hints" in value:
        value["hints"] = [hint["value"] for hint in value["hints"]]
    if "cards" in value:
        value["groups"] = [_file_item(group) for group in value["groups"]]
        value["cards"] = [_file_card(card, value["groups"]) for card in value["cards"]]
    if "scenes" in value:
        ids = [scene["id"] for scene in value["scenes"]]
        value["start"] = ids[0] if ids else ""
        value["scenes"] = [_file_scene(scene, ids) for scene in value["scenes"]]
    return {"id": block["id"], "type": block["type"], **value}


def _file_scene(scene: dict, ids: list[str]) -> dict:
    choices = [
        {**_file_item(way), "next": _at(ids, way["value"]["next"])}
        for way in scene["value"]["choices"]
    ]
    return {"id": scene["id"], "text": to_subset(scene["value"]["text"] or ""), "choices": choices}


def _at(ids: list[str], place: str | None) -> str:
    """The id at a place, counted from 1; empty while a draft names what is not there yet."""
    position = int(place or 0)
    return ids[position - 1] if 0 < position <= len(ids) else ""


def _file_item(entry: dict) -> dict:
    return {"id": entry["id"], **entry["value"]}


def _file_card(card: dict, groups: list[dict]) -> dict:
    ids = [group["id"] for group in groups]
    return {**_file_item(card), "group": _at(ids, card["value"]["group"])}
