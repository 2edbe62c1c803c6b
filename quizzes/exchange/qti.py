"""Reading QTI 2.1 items (1EdTech, "Assessment Test, Information Model and XML Binding").

One item, or a content package: a ZIP archive of items. Later 2.x versions read alike. What a
student does in an item is its interaction; an item with several is refused.
"""

from quizzes.exchange.archives import is_archive, xml_parts
from quizzes.exchange.checking import first_words, problem_of, tidied
from quizzes.exchange.qti_interactions import INTERACTIONS
from quizzes.exchange.qti_parts import ASIDE, INTERACTION, QtiItem, points_of
from quizzes.exchange.records import (
    ExchangedQuestion,
    FileUnreadable,
    ItemRefused,
    Note,
    Problem,
    Reading,
    ReadItem,
)
from quizzes.exchange.xml_tree import Node, parse

ITEM = "assessmentItem"
# Parts of a package that say how items are put together, and ask nothing themselves.
NO_ITEMS = ("manifest", "assessmentTest", "assessmentSection", "assessmentStimulus")


def read_qti(data: bytes) -> Reading:
    """The item of an XML file, or every item of a package.

    Raises:
        FileUnreadable: it is neither XML nor an archive, or is over a bound.
    """
    if not is_archive(data):
        root = parse(data)
        if root.name != ITEM:
            raise FileUnreadable(Problem.OTHER_FORMAT, root.line)
        return Reading([_item(1, root, "")])
    items: list[ReadItem] = []
    for place, content in xml_parts(data):
        found = _part(len(items) + 1, place, content)
        items += [found] if found else []
    if not items:
        raise FileUnreadable(Problem.OTHER_FORMAT)
    return Reading(items)


def _part(number: int, place: str, content: bytes) -> ReadItem | None:
    """What a file of a package holds; None for those that hold no item by their nature."""
    try:
        root = parse(content)
    except FileUnreadable as unreadable:
        return ReadItem(number, unreadable.line, "", None, unreadable.problem, place=place)
    if root.name in NO_ITEMS:
        return None
    if root.name != ITEM:
        return ReadItem(
            number, root.line, "", None, Problem.NOT_A_QUESTION, root.name[:60], place=place
        )
    return _item(number, root, place)


def _item(number: int, root: Node, place: str) -> ReadItem:
    item = QtiItem(root)
    begins = first_words(root.attributes.get("title", ""))
    try:
        question = tidied(_question(item))
    except ItemRefused as refused:
        return ReadItem(
            number, root.line, begins, None, refused.problem, refused.detail[:60], place=place
        )
    if problem := problem_of(question):
        return ReadItem(number, root.line, begins, None, problem, place=place)
    notes = tuple(dict.fromkeys(item.notes))
    words = first_words(question.stem)
    return ReadItem(number, root.line, words, question, notes=notes, place=place)


def _question(item: QtiItem) -> ExchangedQuestion:
    body = item.root.first("itemBody")
    interactions = [each for each in body.within() if _is_interaction(each)] if body else []
    if not interactions:
        raise ItemRefused(Problem.NOT_A_QUESTION)
    if len(interactions) > 1:
        raise ItemRefused(Problem.SEVERAL_PARTS)
    interaction = interactions[0]
    if interaction.name not in INTERACTIONS:
        raise ItemRefused(Problem.UNKNOWN_KIND, interaction.name)
    parts = INTERACTIONS[interaction.name](item, interaction)
    stem = [item.text(body, gap=True), item.text(interaction.first("prompt"))]
    return ExchangedQuestion(
        **parts,
        stem="\n".join(filter(None, stem)),
        explanation=_explanation(item, body),
        points=points_of(item),
    )


def _is_interaction(node: Node) -> bool:
    return node.name.endswith(INTERACTION)


def _explanation(item: QtiItem, body: Node) -> str:
    """Feedback to the whole item; where there are several for several answers, all of them."""
    blocks = [each for each in body.within() if each.name == "feedbackBlock"]
    found = [item.text(each) for each in (*item.root.all("modalFeedback"), *blocks)]
    if len(found) > 1:
        item.notes.append((Note.FEEDBACK_JOINED, str(len(found))))
    aside = {each.name for each in body.within() if each.name in ASIDE[:1]}
    if aside:
        item.notes.append((Note.OTHER_PARTS, ", ".join(sorted(aside))))
    return "\n".join(filter(None, found))
