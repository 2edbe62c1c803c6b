"""The parts of a QTI item: what it declares as right, its texts, its points."""

from dataclasses import dataclass, field

from quizzes.exchange.plain_text import reduced
from quizzes.exchange.records import ItemRefused, Note, Problem
from quizzes.exchange.xml_tree import Node

INTERACTION = "Interaction"
GAP = "_____"
# Texts for others than the student, and feedback, which is read apart.
ASIDE = ("rubricBlock", "feedbackInline", "feedbackBlock")
BLOCKS = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "prompt", "blockquote", "pre", "tr")


@dataclass(frozen=True)
class Declared:
    """What an item says of the answers to one interaction.

    Attributes:
        right: identifiers, pairs of them, or words, in the order of the file.
        mapped: points by answer, where it gives any.
    """

    cardinality: str
    base_type: str
    right: tuple[str, ...]
    mapped: dict[str, float]

    @property
    def accepted(self) -> tuple[str, ...]:
        """The right answers, or those that earn anything."""
        return self.right or tuple(key for key, value in self.mapped.items() if value > 0)


@dataclass
class QtiItem:
    """An item while it is read; `notes` collects what is left behind."""

    root: Node
    notes: list[tuple[Note, str]] = field(default_factory=list)

    def declared(self, interaction: Node) -> Declared:
        """What is right in an interaction.

        Raises:
            ItemRefused: nothing is declared for it.
        """
        name = interaction.attributes.get("responseIdentifier")
        for node in self.root.all("responseDeclaration"):
            if node.attributes.get("identifier") == name:
                return _declared(node)
        raise ItemRefused(Problem.NO_KEY, first(name))

    def text(self, node: Node | None, *, gap: bool = False) -> str:
        """The plain text of an element, without feedback and interactions in it."""
        if node is None:
            return ""
        result = reduced(_html(node, gap=gap))
        self.notes.extend(result.notes)
        return result.text

    def feedback(self, node: Node) -> str:
        """What is said to those who choose this."""
        found = [each for each in node.within() if each.name == "feedbackInline"]
        return "\n".join(filter(None, (self.text(each) for each in found)))


def first(text: str | None) -> str:
    """A short text for a message."""
    return (text or "")[:60]


def _declared(node: Node) -> Declared:
    correct, mapping = node.first("correctResponse"), node.first("mapping")
    entries = mapping.all("mapEntry") if mapping else []
    return Declared(
        cardinality=node.attributes.get("cardinality", "single"),
        base_type=node.attributes.get("baseType", ""),
        right=tuple(value.words for value in correct.all("value")) if correct else (),
        mapped={
            entry.attributes.get("mapKey", ""): number(entry.attributes.get("mappedValue", "0"))
            for entry in entries
        },
    )


def number(text: str) -> float:
    """A number of the file.

    Raises:
        ItemRefused: it is none.
    """
    try:
        value = float(text)
    except ValueError as error:
        raise ItemRefused(Problem.UNKNOWN_VALUE, first(text)) from error
    if not abs(value) < 1e6:
        raise ItemRefused(Problem.UNKNOWN_VALUE, first(text))
    return value


def points_of(item: QtiItem) -> int:
    """The most an item can earn, in whole points; 1 where it does not say."""
    for node in item.root.all("outcomeDeclaration"):
        if node.attributes.get("identifier") == "SCORE" and "normalMaximum" in node.attributes:
            most = number(node.attributes["normalMaximum"])
            points = min(100, max(1, round(most)))
            if abs(points - most) > 1e-6:
                item.notes.append((Note.POINTS, f"{most:g}"))
            return points
    return 1


def _html(node: Node, *, gap: bool) -> str:
    """An element as HTML for `reduced`: known blocks and media keep their tags."""
    pieces = []
    for part in node.content:
        if isinstance(part, str):
            pieces.append(part.replace("&", "&amp;").replace("<", "&lt;"))
        elif part.name.endswith(INTERACTION):
            pieces.append(f" {GAP} " if gap and part.name == "textEntryInteraction" else "")
        elif part.name not in ASIDE:
            pieces.append(f"<{part.name}>{_html(part, gap=gap)}</{part.name}>")
    return "".join(pieces)
