"""Questions of every kind as a StreamField stores them; option `a` of `q1` is `uuid_of("q1a")`."""

from uuid import NAMESPACE_URL, UUID, uuid5

from core.blocks import item

WORDS = {"ko": ("물음", "보기"), "en": ("Question", "Option")}


def uuid_of(name: str) -> UUID:
    """The same UUID for the same name, in every language."""
    return uuid5(NAMESPACE_URL, f"quiz {name}")


def option_data(name: str, *, is_right: bool, language: str = "ko", **more) -> dict:
    """An option block in the shape a StreamField stores."""
    word = f"{WORDS[language][1]} {name}"
    value = {"text": word, "is_right": is_right, "feedback": f"{word} feedback", **more}
    return item(str(uuid_of(name)), value)


def question_value(name: str, kind: str, *, right: str, options: str, language: str) -> dict:
    """The value of a question block whose options are named by letters."""
    asked, word = WORDS[language]
    common = {"stem": f"{asked} {name}?", "explanation": f"{asked} {name} why"}
    made = {
        "picture": _pictures,
        "order": _order,
        "likert": _order,
        "match": _match,
        "short": _short,
        "essay": lambda *_: {},
        "spot_the_fake": _spot,
    }.get(kind, _choices)
    return {**common, **made(name, right, options, language, word)}


def _choices(name, right, options, language, word):
    return {
        "options": [
            option_data(f"{name}{letter}", is_right=letter in right, language=language)
            for letter in options
        ]
    }


def _pictures(name, right, options, language, word):
    drawings = ["stop-turtle", "two-cats", "blue-apple"]
    return {
        "options": [
            option_data(
                f"{name}{letter}", is_right=letter in right, language=language, picture=drawing
            )
            for letter, drawing in zip(options, drawings, strict=False)
        ]
    }


def _order(name, right, options, language, word):
    keys = [(str(uuid_of(f"{name}{letter}")), f"{word} {name}{letter}") for letter in options]
    return {"options": [item(*each) for each in keys]}


def _match(name, right, options, language, word):
    """Pairs a–A, b–B…; one more target `extra` that belongs to nothing."""
    pairs = [
        item(
            str(uuid_of(f"{name}{letter}")),
            {
                "prompt": f"{word} {name}{letter}",
                "target": f"{word} {name}{letter.upper()}",
                "feedback": "",
            },
        )
        for letter in options
    ]
    extra = item(str(uuid_of(f"{name}extra")), f"{word} {name} extra")
    return {"pairs": pairs, "extra_targets": [extra]}


def _short(name, right, options, language, word):
    """Accepts "Seoul 1" and "서울 1" for a; the other letters are expected wrong answers."""
    spellings = {"a": "Seoul 1\n서울 1"}
    return {
        "options": [
            option_data(
                f"{name}{letter}",
                is_right=letter in right,
                language=language,
                text=spellings.get(letter, f"{name}{letter}"),
            )
            for letter in options
        ]
    }


def _spot(name, right, options, language, word):
    area = {"left": 10, "top": 10, "width": 50, "height": 50}
    places = [
        item(
            str(uuid_of(f"{name}{letter}")),
            {"label": f"{word} {name}{letter}", "is_changed": letter in right, **area},
        )
        for letter in options
    ]
    return {
        "first": "harbour-a",
        "first_alt": f"{word} {name} first",
        "second": "harbour-b",
        "second_alt": f"{word} {name} second",
        "changed": "second",
        "places": places,
    }
