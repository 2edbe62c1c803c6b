"""Reading Moodle XML, written from its documentation (docs.moodle.org, "Moodle XML format")."""

from collections.abc import Callable
from dataclasses import replace

from quizzes.exchange.checking import first_words, problem_of, tidied
from quizzes.exchange.plain_text import reduced
from quizzes.exchange.records import (
    TRUE_AND_FALSE,
    Choice,
    ExchangedQuestion,
    FileUnreadable,
    ItemRefused,
    Note,
    Pair,
    Problem,
    Reading,
    ReadItem,
)
from quizzes.exchange.tags import with_tags
from quizzes.exchange.themes import theme_of
from quizzes.exchange.weights import ReadChoices, Weighed, accepted, one_of, several_of
from quizzes.exchange.xml_tree import Node, parse

FORMATS_WITH_HTML = ("html", "moodle_auto_format", "")
# How Moodle shows a question: nothing of it is words of an author.
SETTINGS = frozenset(
    "penalty hidden idnumber shuffleanswers single answernumbering showstandardinstruction usecase"
    " defaultgrade shownumcorrect responseformat responserequired responsefieldlines minwordlimit"
    " maxwordlimit attachments attachmentsrequired maxbytes filetypeslist layouttype selecttype"
    " selectcount gradingtype showgrading numberingstyle tags name".split()
)
READ = frozenset("questiontext generalfeedback answer subquestion".split())
ALL_OR_NOTHING = ("ALL_OR_NOTHING", "-1")
NUMBERS = ("numerical", "calculated", "calculatedmulti", "calculatedsimple")


class _Words:
    """Texts of one question, and what was lost of them."""

    def __init__(self):
        self.notes: list[tuple[Note, str]] = []

    def of(self, node: Node | None, *, inherited: str = "html") -> str:
        """The plain text of an element that holds a `text`."""
        text = node and node.first("text")
        if text is None:
            return ""
        if node.first("file") is not None:
            self.notes.append((Note.MEDIA, "file"))
        words = text.words
        if node.attributes.get("format", inherited) not in FORMATS_WITH_HTML:
            return words
        result = reduced(words)
        self.notes.extend(result.notes)
        return result.text


def read_moodle_xml(data: bytes, *, language: str) -> Reading:
    """Every question of a Moodle XML file, and every element beside them that is none.

    Raises:
        FileUnreadable: it is no XML of Moodle.
    """
    root = parse(data)
    if root.name != "quiz":
        raise FileUnreadable(Problem.OTHER_FORMAT, root.line)
    items, path = [], ""
    for node in root.children:
        category = node.first("category")
        if node.name == "question" and node.attributes.get("type") == "category":
            path = category.words if category else ""
        else:
            items.append(_item(len(items) + 1, node, path, language))
    return Reading(items)


def _item(number: int, node: Node, path: str, language: str) -> ReadItem:
    words = _Words()
    asked = node.first("questiontext") or node.first("name") or node
    begins = first_words(reduced(asked.words[:2000]).text)
    try:
        question = _question(node, words, language)
    except ItemRefused as refused:
        return ReadItem(number, node.line, begins, None, refused.problem, refused.detail)
    theme, notes = theme_of(path)
    question = tidied(replace(question, theme=theme))
    if problem := problem_of(question):
        return ReadItem(number, node.line, begins, None, problem)
    kept = tuple(dict.fromkeys((*words.notes, *notes, *_left_behind(node))))
    return ReadItem(number, node.line, first_words(question.stem), question, notes=kept)


def _question(node: Node, words: _Words, language: str) -> ExchangedQuestion:
    if node.name != "question":
        raise ItemRefused(Problem.NOT_A_QUESTION, node.name)
    kind = node.attributes.get("type", "")
    if kind in NUMBERS:
        raise ItemRefused(Problem.NUMERICAL, kind)
    if kind == "description":
        raise ItemRefused(Problem.NOT_A_QUESTION, kind)
    if kind not in READERS:
        raise ItemRefused(Problem.UNKNOWN_KIND, kind)
    question = ExchangedQuestion(
        **READERS[kind](node, words, language),
        stem=words.of(node.first("questiontext")),
        explanation=words.of(node.first("generalfeedback")),
        points=_points(node, words),
    )
    return with_tags(question, _tags(node))


def _points(node: Node, words: _Words) -> int:
    """Whole points; Moodle's may have parts."""
    grade = _number(node.first("defaultgrade"), 1.0)
    points = min(100, max(1, round(grade)))
    if abs(points - grade) > 1e-6:
        words.notes.append((Note.POINTS, f"{grade:g}"))
    return points


def _number(node: Node | None, otherwise: float) -> float:
    text = node.words if node else ""
    return _weight(text) if text else otherwise


def _weight(text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise ItemRefused(Problem.UNKNOWN_VALUE, first_words(text)) from error
    if not abs(number) < 1e6:  # also what is no number at all
        raise ItemRefused(Problem.UNKNOWN_VALUE, first_words(text))
    return number


def _tags(node: Node) -> list[str]:
    tags = node.first("tags")
    return [tag.words for tag in tags.all("tag")] if tags else []


def _weighed(node: Node, words: _Words) -> list[Weighed]:
    return [
        Weighed(
            # Answers of a text question carry a format that means nothing.
            words.of(answer, inherited="plain_text"),
            _weight(answer.attributes.get("fraction", "0")),
            words.of(answer.first("feedback")),
        )
        for answer in node.all("answer")
    ]


def _kept(kind: str, found: ReadChoices, words: _Words) -> dict:
    words.notes.extend(found.notes)
    return {"kind": kind, "choices": found.choices, "credit": found.credit}


def _multichoice(node, words, language):
    single = node.first("single")
    weighed = _weighed(node, words)
    if single is None or single.words in ("true", "1"):
        return _kept("one", one_of(weighed), words)
    return _kept("several", several_of(weighed), words)


def _true_false(node, words, language):
    """Both options in our words, for Moodle knows them by the names true and false."""
    found = {each.text.casefold(): each for each in _weighed(node, words)}
    if set(found) != {"true", "false"} or len(node.all("answer")) != 2:
        raise ItemRefused(Problem.NOT_TWO)
    pairs = zip(TRUE_AND_FALSE[language], (found["true"], found["false"]), strict=True)
    return {
        "kind": "true_false",
        "choices": tuple(Choice(text, each.weight >= 100, each.feedback) for text, each in pairs),
    }


def _short(node, words, language):
    usecase = node.first("usecase")
    if usecase is not None and usecase.words == "1":
        words.notes.append((Note.CASE, ""))
    return _kept("short", accepted(_weighed(node, words)), words)


def _matching(node, words, language):
    read = [
        (words.of(each), words.of(each.first("answer"), inherited="plain_text"))
        for each in node.all("subquestion")
    ]
    return {
        "kind": "match",
        "pairs": tuple(Pair(prompt, target) for prompt, target in read if prompt),
        "extra_targets": tuple(target for prompt, target in read if not prompt),
        "credit": "partial",
    }


def _essay(node, words, language):
    return {"kind": "essay"}


def _ordering(node, words, language):
    """Answers stand in the right order."""
    grading = node.first("gradingtype")
    is_whole = grading is not None and grading.words in ALL_OR_NOTHING
    return {
        "kind": "order",
        "choices": tuple(Choice(words.of(answer)) for answer in node.all("answer")),
        "credit": "whole" if is_whole else "partial",
    }


READERS: dict[str, Callable] = {
    "multichoice": _multichoice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "matching": _matching,
    "match": _matching,
    "essay": _essay,
    "ordering": _ordering,
}


def _left_behind(node: Node) -> list[tuple[Note, str]]:
    """Elements with words that have no place with us, such as hints."""
    known = SETTINGS | READ
    names = {child.name for child in node.children if child.name not in known and child.words}
    return [(Note.OTHER_PARTS, ", ".join(sorted(names)))] if names else []
