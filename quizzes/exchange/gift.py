"""Reading GIFT, Moodle's text format for questions.

Written from its documentation (docs.moodle.org, "GIFT format"): items are separated by blank
lines; `//` begins a comment, `$CATEGORY:` a category, `::…::` is a title, `[html]` a text format;
answers stand in braces; `\\~ \\= \\# \\{ \\} \\: \\n` are the signs themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from quizzes.exchange.checking import first_words, problem_of, tidied
from quizzes.exchange.plain_text import decoded, reduced
from quizzes.exchange.records import (
    TRUE_AND_FALSE,
    Choice,
    ExchangedQuestion,
    ItemRefused,
    Pair,
    Problem,
    Reading,
    ReadItem,
)
from quizzes.exchange.tags import with_tags
from quizzes.exchange.themes import theme_of
from quizzes.exchange.weights import ReadChoices, Weighed, accepted, one_of, several_of

CATEGORY = "$CATEGORY:"
TAG = re.compile(r"\[tag:([^\]\n]*)\]")
TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)%")
TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#|$)", re.IGNORECASE)
GENERAL = "####"
GAP = "_____"
FORMATS_WITH_HTML = ("html", "moodle")
# While an item is taken apart, an escaped sign is a noncharacter of Unicode, which no text holds.
ESCAPED = re.compile(r"\\([~=#{}:\\n])")
SIGNS = "~=#{}:\\n"
HELD = {sign: chr(0xFDD0 + place) for place, sign in enumerate(SIGNS)}
MEANT = {ord(held): "\n" if sign == "n" else sign for sign, held in HELD.items()}


@dataclass
class _Block:
    """Lines without a blank one between them."""

    line: int
    theme_path: str
    lines: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


class _Words:
    """Texts of one item, and what was lost of them."""

    def __init__(self, default: str):
        self.default = default
        self.notes: list = []

    def plain(self, held: str) -> str:
        """A text of the file as we keep it."""
        found = FORMAT.match(held)
        form = found[1] if found else self.default
        text = (held[found.end() :] if found else held).strip().translate(MEANT)
        if form not in FORMATS_WITH_HTML or ("<" not in text and "&" not in text):
            return text
        result = reduced(text if form == "html" else text.replace("\n", "<br>"))
        self.notes.extend(result.notes)
        return result.text


def read_gift(data: bytes, *, language: str) -> Reading:
    """Every item of a GIFT file.

    Args:
        language: in which the words of "true" and "false" are written.

    Raises:
        FileUnreadable: it is no text.
    """
    blocks = _blocks(decoded(data))
    return Reading([_item(number, block, language) for number, block in enumerate(blocks, 1)])


def _blocks(text: str) -> Iterator[_Block]:
    block, path = _Block(0, ""), ""
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        words = line.strip()
        if not words:
            if block.lines:
                yield block
            block = _Block(0, path)
        elif words.startswith("//"):
            block.tags += TAG.findall(words)
        elif words.startswith(CATEGORY) and not block.lines:
            path = block.theme_path = words.removeprefix(CATEGORY)
        else:
            block.line = block.line or number
            block.lines.append(line)


def _item(number: int, block: _Block, language: str) -> ReadItem:
    source = "\n".join(block.lines)
    held = ESCAPED.sub(lambda found: HELD[found[1]], source)
    title = TITLE.match(held)
    held = held[title.end() :] if title else held
    form = FORMAT.match(held)
    words = _Words(form[1] if form else "moodle")
    begins = first_words(held[form.end() if form else 0 :].translate(MEANT))
    try:
        question = _question(held, block, words, language)
    except ItemRefused as refused:
        return ReadItem(number, block.line, begins, None, refused.problem, refused.detail)
    theme, notes = theme_of(block.theme_path)
    question = tidied(replace(question, theme=theme))
    if problem := problem_of(question):
        return ReadItem(number, block.line, begins, None, problem)
    kept = tuple(dict.fromkeys((*words.notes, *notes)))
    return ReadItem(number, block.line, first_words(question.stem), question, notes=kept)


def _question(held: str, block: _Block, words: _Words, language: str) -> ExchangedQuestion:
    before, answers, after = _parts(held)
    answers, _, general = answers.partition(GENERAL)
    kind, found = _answers(answers.strip(), words, language)
    gap = f"{before.rstrip()} {GAP} {after.strip()}" if after.strip() else before
    question = ExchangedQuestion(
        kind=kind, stem=words.plain(gap), explanation=words.plain(general), **found
    )
    return with_tags(question, block.tags)


def _parts(held: str) -> tuple[str, str, str]:
    """What stands before, in and after the braces."""
    opening, closing = held.count("{"), held.count("}")
    if not opening and not closing:
        raise ItemRefused(Problem.NOT_A_QUESTION)
    if opening > 1 and opening == closing:
        raise ItemRefused(Problem.SEVERAL_PARTS)
    before, _, rest = held.partition("{")
    answers, _, after = rest.partition("}")
    if (opening, closing) != (1, 1) or "}" in before:
        raise ItemRefused(Problem.BRACES)
    return before, answers, after


def _answers(answers: str, words: _Words, language: str) -> tuple[str, dict]:
    """The kind that a text in braces stands for, and the parts of a question it gives."""
    if not answers:
        return "essay", {}
    if answers.startswith("#"):
        raise ItemRefused(Problem.NUMERICAL)
    if truth := TRUTH.match(answers):
        is_true = truth[1][0] in "Tt"
        return "true_false", {"choices": _true_and_false(answers, is_true, words, language)}
    parts = _split(answers)
    if any(sign == "~" for sign, _ in parts):
        return _choice(parts, words)
    if "->" in answers:
        return "match", _pairs(parts, words)
    return "short", _kept(accepted([_weighed(text, words, 100.0) for _, text in parts]), words)


def _true_and_false(answers: str, is_true: bool, words: _Words, language: str):
    """Both options; the first feedback is for those who are wrong, the second for the others."""
    _, *feedback = answers.split("#")
    wrong, right = (*(words.plain(each) for each in feedback), "", "")[:2]
    true, false = TRUE_AND_FALSE[language]
    return (
        Choice(true, is_true, right if is_true else wrong),
        Choice(false, not is_true, wrong if is_true else right),
    )


def _split(answers: str) -> list[tuple[str, str]]:
    """Answers with the sign before each."""
    before, *rest = re.split(r"(~=|[~=])", answers)
    if before.strip() or not rest:
        raise ItemRefused(Problem.UNKNOWN_ANSWERS)
    signs = [sign[-1] for sign in rest[::2]]
    return list(zip(signs, rest[1::2], strict=True))


def _choice(parts: list[tuple[str, str]], words: _Words) -> tuple[str, dict]:
    """One right answer where any has an equals sign, else several, each with its weight."""
    if any(sign == "=" for sign, _ in parts):
        weighed = [
            _weighed(text, words) if sign == "~" else _right(text, words) for sign, text in parts
        ]
        return "one", _kept(one_of(weighed), words)
    return "several", _kept(several_of([_weighed(text, words) for _, text in parts]), words)


def _kept(found: ReadChoices, words: _Words) -> dict:
    words.notes.extend(found.notes)
    return {"choices": found.choices, "credit": found.credit}


def _weighed(part: str, words: _Words, otherwise: float = 0.0) -> Weighed:
    """An answer with its weight in per cent; `otherwise` where none is written."""
    found = WEIGHT.match(part)
    weight = float(found[1]) if found else otherwise
    text, _, feedback = (part[found.end() :] if found else part).partition("#")
    return Weighed(words.plain(text), weight, words.plain(feedback))


def _right(part: str, words: _Words) -> Weighed:
    """A choice after an equals sign, which takes no weight."""
    text, _, feedback = part.partition("#")
    return Weighed(words.plain(text), 100.0, words.plain(feedback))


def _pairs(parts: list[tuple[str, str]], words: _Words) -> dict:
    """Pairs; what stands without a partner on its left belongs to nothing."""
    if not all("->" in text for _, text in parts):
        raise ItemRefused(Problem.BROKEN_PAIR)
    halves = [text.partition("->")[::2] for _, text in parts]
    read = [(words.plain(prompt), words.plain(target)) for prompt, target in halves]
    return {
        "pairs": tuple(Pair(prompt, target) for prompt, target in read if prompt),
        "extra_targets": tuple(target for prompt, target in read if not prompt),
    }
