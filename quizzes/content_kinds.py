"""What each kind of question says in a content file, as its block stores it. No framework."""

from collections.abc import Callable
from uuid import UUID

from quizzes.content_parts import Part
from quizzes.kinds import Credit

# What a translation may change; all else is the same in every language.
WORDS = frozenset(
    "stem explanation picture_alt text feedback prompt target label first_alt second_alt".split()
)
COMMON = frozenset("id kind points category lesson_step stem explanation".split())
PICTURE = frozenset(("picture", "picture_alt"))
DRAWN = ("first", "first_alt", "second", "second_alt")
AREA = ("left", "top", "width", "height")
CREDITS = tuple(credit.value for credit in Credit)

Reader = Callable[[Part], dict]


def _item(part: Part, value) -> dict:
    return {"type": "item", "id": str(part.uuid("id")), "value": value}


def _list(part: Part, name: str, read: Reader, known: str) -> list[dict]:
    """The entries of a list, each with its id and no other names than it may have."""
    entries = []
    for each in part.parts(name):
        each.refuse_other_names(frozenset(("id", *known.split())))
        entries.append(_item(each, read(each)))
    return entries


def _option(part: Part) -> dict:
    return {
        "text": part.get("text", str),
        "is_right": part.get("is_right", bool),
        "feedback": part.get("feedback", str, ""),
    }


def _picture_option(part: Part) -> dict:
    return {**_option(part), "picture": part.get("picture", str)}


def _text(part: Part) -> str:
    return part.get("text", str)


def _pair(part: Part) -> dict:
    return {
        "prompt": part.get("prompt", str),
        "target": part.get("target", str),
        "feedback": part.get("feedback", str, ""),
    }


def _place(part: Part) -> dict:
    area = {side: part.get(side, int) for side in AREA}
    is_changed = part.get("is_changed", bool)
    return {"label": part.get("label", str), **area, "is_changed": is_changed}


def _options(part: Part) -> dict:
    return {"options": _list(part, "options", _option, "text is_right feedback")}


def _pictures(part: Part) -> dict:
    known = "text is_right feedback picture"
    return {"options": _list(part, "options", _picture_option, known)}


def _plain(part: Part) -> dict:
    return {"options": _list(part, "options", _text, "text")}


def _pairs(part: Part) -> dict:
    extra = "extra_targets"
    return {
        "pairs": _list(part, "pairs", _pair, "prompt target feedback"),
        extra: _list(part, extra, _text, "text") if extra in part.values else [],
    }


def _nothing(part: Part) -> dict:
    return {}


def _spot(part: Part) -> dict:
    return {
        **{name: part.get(name, str) for name in DRAWN},
        "changed": part.one_of("changed", ("first", "second")),
        "places": _list(part, "places", _place, f"label {' '.join(AREA)} is_changed"),
    }


WITH_OPTIONS = PICTURE | {"options"}
# By kind: how its own part is read, and which names that has.
KINDS: dict[str, tuple[Reader, frozenset[str]]] = {
    "one": (_options, WITH_OPTIONS),
    "several": (_options, WITH_OPTIONS | {"credit"}),
    "true_false": (_options, WITH_OPTIONS),
    "picture": (_pictures, WITH_OPTIONS),
    "order": (_plain, WITH_OPTIONS | {"credit"}),
    "match": (_pairs, PICTURE | {"pairs", "extra_targets", "credit"}),
    "likert": (_plain, WITH_OPTIONS),
    "short": (_options, WITH_OPTIONS),
    "essay": (_nothing, PICTURE),
    "spot_the_fake": (_spot, frozenset((*DRAWN, "changed", "places", "credit"))),
}


def read_value(part: Part, kind: str) -> dict:
    """What a question says, in the shape its block stores.

    Raises:
        ContentFileRefused: with the place of what is missing, wrong or not of this kind.
    """
    read, own_names = KINDS[kind]
    part.refuse_other_names(COMMON | own_names)
    default = "" if kind == "likert" else None
    value = {
        "stem": part.get("stem", str),
        "explanation": part.get("explanation", str, default),
        **read(part),
    }
    if "picture" in part.values:
        value |= {name: part.get(name, str) for name in ("picture", "picture_alt")}
    if "credit" in part.values:
        value["credit"] = part.one_of("credit", CREDITS)
    return value


def ids_of(value) -> list[UUID]:
    """The ids of everything in a value that students' answers may name."""
    if isinstance(value, dict):
        own = [UUID(value["id"])] if value.get("type") == "item" else []
        return own + [key for inner in value.values() for key in ids_of(inner)]
    return [key for inner in value for key in ids_of(inner)] if isinstance(value, list) else []


def skeleton_of(value):
    """A value without its words: what a translation has in common with its source."""
    if isinstance(value, dict):
        is_plain_item = value.get("type") == "item" and isinstance(value["value"], str)
        dropped = WORDS | ({"value"} if is_plain_item else set())
        return tuple(
            (name, skeleton_of(inner))
            for name, inner in sorted(value.items())
            if name not in dropped
        )
    return tuple(map(skeleton_of, value)) if isinstance(value, list) else value
