"""Writing Moodle XML. What it has no place for stands in tags; see exchange.tags."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizzes.exchange.carrying import carried
from quizzes.exchange.checking import first_words
from quizzes.exchange.records import (
    TRUE_AND_FALSE,
    Choice,
    ExchangedQuestion,
    Note,
    Problem,
    Unwritten,
    Written,
)
from quizzes.exchange.tags import tags_of
from quizzes.exchange.themes import path_of
from quizzes.exchange.weights import figure, weight_of
from quizzes.kinds import Credit

TYPES = {
    "one": "multichoice",
    "several": "multichoice",
    "true_false": "truefalse",
    "order": "ordering",
    "match": "matching",
    "short": "shortanswer",
    "essay": "essay",
}
PLAIN = "plain_text"


def write_moodle_xml(questions: Sequence[ExchangedQuestion], *, language: str) -> Written:
    """The questions as a Moodle XML file in UTF-8, under their themes in the given order."""
    taken, unwritten = carried(questions, limits=limits)
    root, path = Element("quiz"), path_of(())
    for question in taken:
        if path_of(question.theme) != path:
            path = path_of(question.theme)
            _add_text(SubElement(root, "question", type="category"), "category", path)
        _add_question(root, question, language)
    indent(root)
    data = tostring(root, encoding="utf-8", xml_declaration=True)
    return Written(data, len(taken), unwritten)


def limits(number: int, question: ExchangedQuestion) -> Unwritten | None:
    """What Moodle XML cannot carry of a question; None where it carries all."""
    problem = None
    if question.kind not in TYPES:
        problem = Problem.KIND_NOT_CARRIED
    elif question.picture:
        problem = Problem.PICTURE_NOT_CARRIED
    notes = (Note.PAIR_FEEDBACK,) if any(pair.feedback for pair in question.pairs) else ()
    return Unwritten(number, question, problem, notes) if problem or notes else None


def _add_text(parent: Element, name: str, text: str, **attributes) -> Element:
    node = SubElement(parent, name, **attributes)
    SubElement(node, "text").text = text
    return node


def _add_question(root: Element, question: ExchangedQuestion, language: str) -> None:
    written_as = _written_as(question, language)
    node = SubElement(root, "question", type=TYPES[written_as])
    _add_text(node, "name", first_words(question.stem))
    _add_text(node, "questiontext", question.stem, format=PLAIN)
    _add_text(node, "generalfeedback", question.explanation, format=PLAIN)
    SubElement(node, "defaultgrade").text = str(question.points)
    _add_settings(node, question, written_as)
    _add_answers(node, question, written_as)
    tags = tags_of(question, written_as=written_as, has_points=True)
    if tags:
        holder = SubElement(node, "tags")
        for tag in tags:
            _add_text(holder, "tag", tag)


def _written_as(question: ExchangedQuestion, language: str) -> str:
    """True or false with words of its own is a choice of one in Moodle, which has fixed words."""
    texts = tuple(choice.text for choice in question.choices)
    has_own_words = question.kind == "true_false" and texts != TRUE_AND_FALSE[language]
    return "one" if has_own_words else question.kind


def _add_settings(node: Element, question: ExchangedQuestion, written_as: str) -> None:
    settings = {}
    if written_as in ("one", "several"):
        is_shuffled = question.kind != "true_false"
        settings = {"single": written_as == "one", "shuffleanswers": is_shuffled}
    elif written_as == "order":
        is_whole = question.credit == Credit.WHOLE
        settings = {
            "selecttype": "ALL",
            "gradingtype": "ALL_OR_NOTHING" if is_whole else "RELATIVE_TO_CORRECT",
        }
    elif written_as == "short":
        settings = {"usecase": "0"}
    for name, value in settings.items():
        SubElement(node, name).text = str(value).lower() if isinstance(value, bool) else value


def _add_answers(node: Element, question: ExchangedQuestion, written_as: str) -> None:
    for pair in (*question.pairs, *(_extra(target) for target in question.extra_targets)):
        prompt, target = pair if isinstance(pair, tuple) else (pair.prompt, pair.target)
        _add_text(_add_text(node, "subquestion", prompt, format=PLAIN), "answer", target)
    for place, choice in enumerate(question.choices, start=1):
        # Spellings of one answer are answers of their own in Moodle.
        texts = choice.text.split("\n") if written_as == "short" else [choice.text]
        weight = place if written_as == "order" else _weight(choice, question, written_as)
        for text in texts:
            text = ("false", "true")[place == 1] if written_as == "true_false" else text
            answer = _add_text(node, "answer", text, fraction=figure(weight), format=PLAIN)
            if choice.feedback:
                _add_text(answer, "feedback", choice.feedback, format=PLAIN)


def _extra(target: str) -> tuple[str, str]:
    return "", target


def _weight(choice: Choice, question: ExchangedQuestion, written_as: str) -> float:
    if written_as == "several":
        return weight_of(choice, question.choices, question.credit)
    return 100.0 if choice.is_right else 0.0
