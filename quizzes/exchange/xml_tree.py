"""XML of unknown origin as a small tree: no document type, no entities, nothing fetched, bounded.

Expat is told to refuse every document type, so there is nothing to expand and nothing to fetch;
addresses in attributes such as schemaLocation are words to it. Elements are known by their local
names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from quizzes.exchange.plain_text import decoded
from quizzes.exchange.records import FileUnreadable, Problem

MOST_ELEMENTS = 200_000
DEEPEST = 60
NAME_SEPARATOR = "\n"  # stands in no name


@dataclass
class Node:
    """An element: its text is what stands before, between and after its children, in order."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    content: list = field(default_factory=list)

    @property
    def children(self) -> list["Node"]:
        """The elements directly within."""
        return [part for part in self.content if isinstance(part, Node)]

    def all(self, name: str) -> list["Node"]:
        """The children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Node | None":
        """The first child of this name."""
        return next(iter(self.all(name)), None)

    def within(self) -> Iterator["Node"]:
        """Every element below, in the order of the document."""
        for child in self.children:
            yield child
            yield from child.within()

    @property
    def words(self) -> str:
        """All text below, without tags."""
        return "".join(
            part.words if isinstance(part, Node) else part for part in self.content
        ).strip()


def parse(data: bytes) -> Node:
    """The root of a document.

    Raises:
        FileUnreadable: it is no XML, declares a document type, or is over a bound.
    """
    text = decoded(data)
    builder = _Builder()
    try:
        # The encoding is fixed, so that a declaration in the document cannot choose another.
        builder.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise FileUnreadable(Problem.NOT_XML, error.lineno) from error
    return builder.root


class _Builder:
    def __init__(self):
        self.parser = expat.ParserCreate("UTF-8", NAME_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = lambda name: self.open.pop()
        self.parser.CharacterDataHandler = lambda text: self.open[-1].content.append(text)
        self.root: Node | None = None
        self.open: list[Node] = []
        self.elements_left = MOST_ELEMENTS

    def _start(self, name, attributes):
        self.elements_left -= 1
        line = self.parser.CurrentLineNumber
        if self.elements_left < 0 or len(self.open) >= DEEPEST:
            raise FileUnreadable(Problem.TOO_MUCH, line)
        node = Node(_local(name), line, {_local(key): attributes[key] for key in attributes})
        if self.open:
            self.open[-1].content.append(node)
        else:
            self.root = node
        self.open.append(node)

    def _refuse(self, *_declaration):
        raise FileUnreadable(Problem.DOCUMENT_TYPE, self.parser.CurrentLineNumber)


def _local(name: str) -> str:
    return name.rpartition(NAME_SEPARATOR)[2]
