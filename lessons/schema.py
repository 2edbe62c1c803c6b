"""The shape of a lesson file, and clear words about a file that does not keep to it."""

from collections.abc import Iterator

from core.levels import Level
from lessons.rules import Problem, find_problems
from lessons.shapes import (
    Shape,
    day,
    flag,
    html,
    identity,
    length,
    list_of,
    matching,
    one_of,
    optional_text,
    record,
    text,
    whole,
)
from lessons.topics import Topic


class LessonFileRefused(ValueError):
    """A lesson file breaks the format.

    Attributes:
        name: the file.
        problems: each with its place in the file and the rule it breaks.
    """

    def __init__(self, name: str, problems: list[Problem]):
        self.name = name
        self.problems = problems
        super().__init__("\n".join(f"{name}: {p.place}: {p.text}" for p in problems))


_OPTION = record(id=identity, text=text, is_best=flag, feedback=text)
_GROUP = record(id=identity, label=text)
_CARD = record(id=identity, text=text, group=identity, feedback=text)
_WAY = record(id=identity, text=text, next=identity)
_SCENE = record(id=identity, text=html, choices=list_of(_WAY))
_PLACE = record(
    id=identity, label=text, left=length, top=length, width=length, height=length, is_changed=flag
)
_LANGUAGE = one_of("ko", "en")
FACT = matching(r"[A-Z]\d{2}[a-z]?", "the number of a fact record, like L01")
SOURCE = matching(r"[A-Z]\d{2}[a-z]?|[a-z0-9_]+", "a fact record or a file of published facts")

BODY_KEYS: dict[str, dict[str, Shape]] = {
    "prose": {"text": html},
    "term": {"term": text, "meaning": text},
    "drawing": {"name": text, "alt": text, "caption": optional_text},
    "image": {
        "picture": identity,
        "alt": optional_text,
        "decorative": flag,
        "caption": optional_text,
    },
    "image_pair": {
        "first": identity,
        "first_alt": text,
        "first_label": text,
        "second": identity,
        "second_alt": text,
        "second_label": text,
        "caption": optional_text,
    },
    "video": {
        "video": identity,
        "caption": optional_text,
        "captions": list_of(_LANGUAGE),
        "transcript": list_of(_LANGUAGE),
    },
    "choose": {"prompt": text, "options": list_of(_OPTION, least=2)},
    "sort": {
        "prompt": text,
        "groups": list_of(_GROUP, least=2),
        "cards": list_of(_CARD, least=2),
    },
    "scenario": {"title": text, "start": identity, "scenes": list_of(_SCENE, least=2)},
    "poll": {
        "prompt": text,
        "options": list_of(record(id=identity, text=text), least=2),
        "reveal": html,
    },
    "spot": {
        "prompt": text,
        "first": text,
        "first_alt": text,
        "second": text,
        "second_alt": text,
        "changed": one_of("first", "second"),
        "places": list_of(_PLACE, least=2),
        "reveal": html,
    },
    "discuss": {"prompt": text, "minutes": whole, "hints": list_of(text)},
    "law": {
        "fact": FACT,
        "title": text,
        "rule": text,
        "penalty": optional_text,
        "in_force": optional_text,
        "text_of": optional_text,
        "source": text,
        "checked_on": day,
    },
    "help": {"text": text},
}


def body_block(value, place):
    """One block of a step, by its type."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in BODY_KEYS:
        yield Problem(f"{place}.type", f"must be one of {', '.join(BODY_KEYS)}")
        return
    yield from record(id=identity, type=text, **BODY_KEYS[kind])(value, place)
    if kind == "sort":
        yield from _card_group_problems(value, place)
    if kind == "scenario":
        yield from _scene_problems(value, place)


def _card_group_problems(block: dict, place: str) -> Iterator[Problem]:
    groups = [group.get("id") for group in _mappings(block.get("groups"))]
    for index, card in enumerate(_mappings(block.get("cards"))):
        if card.get("group") not in groups:
            yield Problem(f"{place}.cards[{index}].group", "names a group that is not there")


def _scene_problems(block: dict, place: str) -> Iterator[Problem]:
    ids = [scene.get("id") for scene in _mappings(block.get("scenes"))]
    if ids and block.get("start") != ids[0]:
        yield Problem(f"{place}.start", "must be the id of the first scene")
    for index, scene in enumerate(_mappings(block.get("scenes"))):
        for position, way in enumerate(_mappings(scene.get("choices"))):
            if way.get("next") not in ids:
                where = f"{place}.scenes[{index}].choices[{position}].next"
                yield Problem(where, "names a scene that is not there")


def _mappings(value) -> list[dict]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


STEP = record(id=identity, title=text, minutes=whole, body=list_of(body_block, least=1))
LESSON = record(
    lesson=matching(r"[EMH]\d{1,2}", "a code like E1"),
    language=one_of("ko", "en"),
    key=identity,
    level=one_of(*Level.values),
    topic=one_of("", *Topic.values),
    order=whole,
    minutes=whole,
    slug=matching(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters, digits and single hyphens"),
    title=text,
    summary=text,
    objectives=list_of(text, least=1),
    curriculum_hook=optional_text,
    is_sensitive=flag,
    content_note=optional_text,
    steps=list_of(STEP, least=1),
    teacher=record(preparation=html, timing=html, watch_for=html, disclosure_script=html),
    family_letter=html,
    sources=list_of(SOURCE),
)


def check_lesson(lesson, name: str) -> None:
    """Refuse a lesson that is not in the format or breaks a rule of publication.

    Args:
        lesson: what was read from the file.
        name: the file, for the message.

    Raises:
        LessonFileRefused: naming every place and rule.
    """
    problems = list(LESSON(lesson, "")) or [*_repeated_ids(lesson), *find_problems(lesson)]
    if problems:
        raise LessonFileRefused(name, problems)


def check_pair(korean: dict, english: dict, name: str) -> None:
    """Refuse an English lesson whose skeleton is not the Korean one's.

    Raises:
        LessonFileRefused: naming each place that differs.
    """
    ours, theirs = dict(skeleton(english)), dict(skeleton(korean))
    places = [place for place in {**theirs, **ours} if ours.get(place) != theirs.get(place)]
    if places:
        raise LessonFileRefused(
            name, [Problem(place, "differs from the Korean file") for place in places]
        )


# What both languages share; all other values are words.
_SHARED_KEYS = frozenset(
    "lesson key level topic order minutes slug is_sensitive id type is_best group start next name"
    " fact in_force text_of checked_on sources first second changed left top width height"
    " is_changed picture decorative video".split()
)


def skeleton(value, place: str = "") -> Iterator[tuple[str, object]]:
    """Place and value of everything two languages of one lesson share, list lengths included."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{place}.{key}" if place else key
            if key in _SHARED_KEYS:
                yield here, inner
            else:
                yield from skeleton(inner, here)
    elif isinstance(value, list):
        yield f"{place}[]", len(value)
        for index, inner in enumerate(value):
            yield from skeleton(inner, f"{place}[{index}]")


def _repeated_ids(lesson: dict) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, value in skeleton(lesson):
        if place.rpartition(".")[2] in ("id", "key"):
            if value in seen:
                yield Problem(place, f"repeats the id {value}")
            seen.add(value)
