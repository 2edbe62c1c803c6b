"""Questions and options, read from their JSON and completed with the two ways not to answer."""

import re
from dataclasses import dataclass, field

from reporting.instruments import conditions
from reporting.instruments.failures import (
    ForbiddenQuestion,
    MalformedInstrument,
    MissingTranslation,
)

LEVELS = ("E", "M", "H")
LANGUAGES = ("ko", "en")
DO_NOT_KNOW = "dk"
NOT_SAYING = "na"
# No kind takes typed text: whatever somebody typed could name a person.
KINDS = ("single", "multi")
SENSITIVITIES = ("normal", "witness", "victim", "perpetration")
# Watching such material knowingly is an offence: an answer could incriminate whoever gives it.
_WATCHING = re.compile(
    r"본\s*적|보았|봤|시청|(have|did|do) you (ever )?(watch|see|seen|look)", re.IGNORECASE
)

# survey.md, The form: every question has both; an instrument may word "dk" closer to its question.
_STANDARD_TEXTS = {
    DO_NOT_KNOW: {"ko": "잘 모르겠어요", "en": "I don't know"},
    NOT_SAYING: {"ko": "답하지 않을래요", "en": "I'd rather not say"},
}
# Codes stand in files, headers of tables and padded rows: ASCII, so that a letter is a byte.
_CODE = re.compile(r"[A-Za-z0-9_]{1,16}")


@dataclass(frozen=True)
class Option:
    """One possible answer; an exclusive one cannot stand beside others."""

    code: str
    texts: dict[str, str]
    levels: str = "EMH"
    is_exclusive: bool = False
    elementary_texts: dict[str, str] = field(default_factory=dict)

    def text(self, language: str, level: str) -> str:
        """The option's words; elementary schools may have words of their own."""
        return _text(self, language, level)


@dataclass(frozen=True)
class Question:
    """One question with all its options, of all levels."""

    id: str
    kind: str
    texts: dict[str, str]
    options: tuple[Option, ...]
    levels: str = "EMH"
    block: str = ""
    sensitivity: str = "normal"
    max_select: int | None = None
    condition: conditions.Condition | None = None
    elementary_texts: dict[str, str] = field(default_factory=dict)
    instead_of: str = ""

    @property
    def is_multi(self) -> bool:
        return self.kind == "multi"

    def text(self, language: str, level: str) -> str:
        """The question's words; elementary schools may have words of their own."""
        return _text(self, language, level)

    def options_for(self, level: str) -> list[Option]:
        """The options a student of that level is offered, in order."""
        return [option for option in self.options if level in option.levels]

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)


def _text(entry: Option | Question, language: str, level: str) -> str:
    plain = entry.texts[language]
    return entry.elementary_texts.get(language, plain) if level == "E" else plain


def read_question(data: dict, place: str) -> Question:
    """Read one question.

    Args:
        data: an entry of the instrument's "questions".
        place: named in the refusal, e.g. "Q9".

    Raises:
        InstrumentRefused: see its subclasses.
    """
    kind = data.get("type")
    if kind not in KINDS:
        raise MalformedInstrument(f"{place}, type", f"“{kind}” is none of {', '.join(KINDS)}")
    question = Question(
        id=_code(data.get("id"), f"{place}, id"),
        kind=kind,
        texts=_texts(data, place),
        elementary_texts=_texts(data, place, suffix="_elementary", may_be_empty=True),
        levels=_levels(data.get("bands"), f"{place}, bands"),
        block=data.get("block", ""),
        sensitivity=_sensitivity(data.get("sensitivity", "normal"), f"{place}, sensitivity"),
        max_select=_max_select(data.get("max_select"), kind, f"{place}, max_select"),
        condition=conditions.parse(data.get("show_if") or "", f"{place}, show_if"),
        options=_read_options(data.get("options"), place),
        instead_of=data.get("instead_of") or "",
    )
    _refuse_watching(question, place)
    return question


def _sensitivity(value, place: str) -> str:
    if value == "watching":
        raise ForbiddenQuestion(place, "nobody is asked whether they watched such material")
    if value not in SENSITIVITIES:
        raise MalformedInstrument(place, f"“{value}” is none of {', '.join(SENSITIVITIES)}")
    return value


def _refuse_watching(question: Question, place: str) -> None:
    for texts in (question.texts, question.elementary_texts):
        for language, text in texts.items():
            if _WATCHING.search(text):
                raise ForbiddenQuestion(
                    f"{place}, {language}", "nobody is asked whether they watched such material"
                )


def _read_options(data, place: str) -> tuple[Option, ...]:
    if not isinstance(data, list) or not data:
        raise MalformedInstrument(f"{place}, options", "a list with at least one option is needed")
    options = [_read_option(entry, f"{place}, option {n}") for n, entry in enumerate(data, 1)]
    codes = [option.code for option in options]
    if doubled := {code for code in codes if codes.count(code) > 1}:
        raise MalformedInstrument(f"{place}, options", f"code {min(doubled)} stands twice")
    return _with_ways_not_to_answer(options)


def _with_ways_not_to_answer(options: list[Option]) -> tuple[Option, ...]:
    """Put "I don't know" and "I'd rather not say" last, exclusive and open to every level."""
    own = {option.code: option for option in options if option.code in _STANDARD_TEXTS}
    rest = [option for option in options if option.code not in _STANDARD_TEXTS]
    ways = [
        Option(code, own[code].texts if code in own else texts, is_exclusive=True)
        for code, texts in _STANDARD_TEXTS.items()
    ]
    return (*rest, *ways)


def _read_option(data, place: str) -> Option:
    if not isinstance(data, dict):
        raise MalformedInstrument(place, "an object is needed")
    return Option(
        code=_code(data.get("code"), f"{place}, code"),
        texts=_texts(data, place),
        levels=_levels(data.get("bands", "EMH"), f"{place}, bands"),
        is_exclusive=bool(data.get("exclusive")),
        elementary_texts=_texts(data, place, suffix="_elementary", may_be_empty=True),
    )


def _code(value, place: str) -> str:
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise MalformedInstrument(place, "up to 16 letters, digits or _ are needed")
    return value


def _texts(data: dict, place: str, *, suffix: str = "", may_be_empty: bool = False) -> dict:
    texts = {language: data.get(f"{language}{suffix}") or "" for language in LANGUAGES}
    if may_be_empty and not any(texts.values()):
        return {}
    for language, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise MissingTranslation(f"{place}, {language}{suffix}", "the text is missing")
    return texts


def _levels(value, place: str) -> str:
    if not isinstance(value, str) or not value or set(value) - set(LEVELS):
        raise MalformedInstrument(place, "one or more of the letters E, M, H are needed")
    return value


def _max_select(value, kind: str, place: str) -> int | None:
    if value in ("", None):
        return None
    if kind != "multi" or not isinstance(value, int) or value < 1:
        raise MalformedInstrument(place, "a number of 1 or more, at a multi question only")
    return value
