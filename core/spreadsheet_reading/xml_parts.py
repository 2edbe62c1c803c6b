"""XML without a tree, without entities and within bounds.

Expat tells what it meets and keeps nothing, so memory does not grow with the document. A document
type is refused outright: without one there are neither entities nor external parts.
"""

from typing import BinaryIO, Protocol
from xml.parsers import expat

from core.spreadsheet_reading import refusals

CHUNK = 64 * 1024
# 10,000 rows of 20 cells, each with a value, come to about this many.
MOST_ELEMENTS = 500_000
NAME_SEPARATOR = " "


class Listener(Protocol):
    """What is told about the elements of a part, by their local names."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """A piece of text inside the element that began last."""

    def end(self, name: str) -> None:
        """An element ends."""


class PartReader:
    """Reads parts of one file within one bound of bytes and elements."""

    def __init__(self, most_bytes: int):
        self.bytes_left = most_bytes
        self.elements_left = MOST_ELEMENTS

    def read(self, part: BinaryIO, listener: Listener) -> None:
        """Tell a listener what a part holds.

        Raises:
            FileRefused: it is no XML, declares a document type, or is over a bound.
        """
        parser = self._parser(listener)
        try:
            while chunk := part.read(CHUNK):
                self._feed(parser, chunk)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise refusals.BrokenWorkbook from error

    def _feed(self, parser, chunk: bytes) -> None:
        self.bytes_left -= len(chunk)
        if self.bytes_left < 0:
            raise refusals.TooMuchInside
        elements_before = self.elements_left
        parser.Parse(chunk, False)
        # One tag or one text as long as this is none of a list, and expat would collect it whole.
        if len(chunk) == CHUNK and self.elements_left == elements_before:
            raise refusals.TooMuchInside

    def _parser(self, listener: Listener):
        # The encoding is fixed, so that a declaration in the document cannot choose another.
        parser = expat.ParserCreate("UTF-8", NAME_SEPARATOR)
        # Without it every line break of a text is a call of its own.
        parser.buffer_text, parser.buffer_size = True, CHUNK
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.CharacterDataHandler = listener.text
        parser.EndElementHandler = lambda name: listener.end(_local(name))

        def start(name, attributes):
            self.elements_left -= 1
            if self.elements_left < 0:
                raise refusals.TooMuchInside
            listener.start(_local(name), {_local(key): attributes[key] for key in attributes})

        parser.StartElementHandler = start
        return parser


def _local(name: str) -> str:
    return name.rpartition(NAME_SEPARATOR)[2]


def _refuse_document_type(*_declaration) -> None:
    raise refusals.BrokenWorkbook
