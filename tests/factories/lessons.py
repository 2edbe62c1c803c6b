"""Lessons for tests: content in the shape of a file, files in a folder, pages."""

from copy import deepcopy
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.utils.timezone import localdate

from lessons.files import page_values
from lessons.models import HomePage, LessonPage
from tests.factories.ready_made import ready_made

WORDS = {
    "ko": {
        "title": "진짜일까, 만든 걸까?",
        "text": "누가, 언제, 왜를 물어봐요.",
        "help": "혼자 고민하지 말고 117에 전화해요.",
    },
    "en": {
        "title": "Real or made?",
        "text": "Ask who, when and why.",
        "help": "You are not alone: call 117.",
    },
}


def uuid_of(name: str) -> str:
    """The same UUID for the same name, in every language."""
    return str(uuid5(NAMESPACE_URL, name))


def lesson_data(code: str = "E1", language: str = "ko", **changes) -> dict:
    """A short lesson that breaks no rule; `changes` replace whole keys."""
    words = WORDS[language]
    data = {
        "lesson": code,
        "language": language,
        "key": uuid_of(code),
        "level": code[0],
        "topic": "checking",
        "order": int(code[1:]),
        "minutes": 12,
        "slug": f"{code.lower()}-lesson",
        "title": words["title"],
        "summary": words["text"],
        "objectives": [words["text"]],
        "curriculum_hook": "",
        "is_sensitive": False,
        "content_note": "",
        "steps": [_reading_step(code, words), _doing_step(code, words), _last_step(code, words)],
        "teacher": {
            name: f"<p>{words['text']}</p>"
            for name in ("preparation", "timing", "watch_for", "disclosure_script")
        },
        "family_letter": f"<p>{words['text']}</p>",
        "sources": ["L19"],
    }
    return {**data, **deepcopy(changes)}


def _block(code: str, part: str, kind: str, **value) -> dict:
    return {"id": uuid_of(f"{code} {part}"), "type": kind, **value}


def _step(code: str, number: int, words: dict, body: list[dict]) -> dict:
    title = f"{words['title']} {number}"
    return {"id": uuid_of(f"{code} step {number}"), "title": title, "minutes": 4, "body": body}


def _reading_step(code: str, words: dict) -> dict:
    text = words["text"]
    return _step(
        code,
        1,
        words,
        [
            _block(code, "prose", "prose", text=f"<p>{text} <strong>{text}</strong></p>"),
            _block(code, "drawing", "drawing", name="two-cats", alt=text, caption=""),
            _block(code, "term", "term", term="AI", meaning=text),
        ],
    )


def _doing_step(code: str, words: dict) -> dict:
    text = words["text"]
    options = [
        {"id": uuid_of(f"{code} o{n}"), "text": f"{text} {n}", "is_best": n == 1, "feedback": text}
        for n in (1, 2)
    ]
    groups = [{"id": uuid_of(f"{code} g{n}"), "label": f"{text} {n}"} for n in (1, 2)]
    cards = [
        {
            "id": uuid_of(f"{code} c{n}"),
            "text": f"{n}. {text}",
            "group": groups[n % 2]["id"],
            "feedback": text,
        }
        for n in (1, 2, 3)
    ]
    return _step(
        code,
        2,
        words,
        [
            _block(code, "choose", "choose", prompt=text, options=options),
            _block(code, "sort", "sort", prompt=text, groups=groups, cards=cards),
            _poll(code, text),
            _spot(code, text),
            scenario_block(code, [[1, 2], [2], []], text=text),
        ],
    )


def _spot(code: str, text: str) -> dict:
    box = {"left": 425, "top": 222, "width": 100, "height": 158}
    places = [
        {"id": uuid_of(f"{code} place {n}"), "label": f"{text} {n}", "is_changed": n == 1, **box}
        for n in (1, 2)
    ]
    return _block(
        code,
        "spot",
        "spot",
        prompt=text,
        first="harbour-a",
        first_alt=text,
        second="harbour-b",
        second_alt=text,
        changed="second",
        places=places,
        reveal=f"<p>{text}</p>",
    )


def _poll(code: str, text: str) -> dict:
    options = [{"id": uuid_of(f"{code} p{n}"), "text": f"{text} {n}"} for n in (1, 2)]
    return _block(code, "poll", "poll", prompt=text, options=options, reveal=f"<p>{text}</p>")


def scenario_block(code: str, ways: list[list[int]], *, text: str = "Stop.") -> dict:
    """A story in the shape of a file; `ways` are the places each scene's choices lead to."""

    def scene_id(place: int) -> str:
        return uuid_of(f"{code} scene {place}")

    scenes = [
        {
            "id": scene_id(place),
            "text": f"<p>{text}</p>",
            "choices": [
                {"id": uuid_of(f"{code} way {place} {n}"), "text": text, "next": scene_id(to)}
                for n, to in enumerate(leads_to)
            ],
        }
        for place, leads_to in enumerate(ways)
    ]
    return _block(code, "scenario", "scenario", title=text, start=scene_id(0), scenes=scenes)


def _last_step(code: str, words: dict) -> dict:
    text = words["text"]
    law = {
        "fact": "L02",
        "title": text,
        "rule": text,
        "penalty": "",
        "in_force": "2024-10-16",
        "text_of": "",
        "source": text,
        "checked_on": localdate().isoformat(),
    }
    return _step(
        code,
        3,
        words,
        [
            _block(code, "discuss", "discuss", prompt=text, minutes=2, hints=[text]),
            _block(code, "law", "law", **law),
            _block(code, "help", "help", text=words["help"]),
        ],
    )


def write_lesson(folder: Path, data: dict) -> Path:
    """Write a lesson as a content file and return its path."""
    path = folder / f"{data['lesson']}.{data['language']}.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@ready_made
def make_lesson(code: str = "E1", language: str = "ko", **changes) -> LessonPage:
    """A live lesson page with its page tree; an English one is a translation of the Korean."""
    data = lesson_data(code, language, **changes)
    home = HomePage.objects.get(locale__language_code=language)
    if language == "ko":
        page = LessonPage(locale=home.locale, translation_key=data["key"], **page_values(data))
        page.live = False
        home.add_child(instance=page)
    else:
        korean = LessonPage.objects.in_language("ko").filter(translation_key=data["key"]).first()
        page = (korean or make_lesson(code)).copy_for_translation(home.locale)
        for name, value in page_values(data).items():
            setattr(page, name, value)
    page.save_revision().publish()
    return LessonPage.objects.get(pk=page.pk)
