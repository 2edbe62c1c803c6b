"""Texts of foreign files: their encoding, and HTML reduced to the plain text that we keep."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from quizzes.exchange.records import FileUnreadable, Note, Problem

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("utf-8-sig", "cp949")
BLOCKS = ("p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6")
UNHEARD = ("script", "style", "template", "title")
MEDIA = ("img", "audio", "video", "object", "iframe", "svg", "embed", "canvas", "math")
# Tags whose loss changes nothing a reader sees.
WITHOUT_LOOKS = ("p", "div", "br", "span", "html", "body", "itembody", "prompt")


def decoded(data: bytes) -> str:
    """A file as text with \\n at the end of its lines: UTF-8, or what Korean Windows writes.

    Raises:
        FileUnreadable: it is empty, holds NUL, or is in no known encoding.
    """
    if not data.strip():
        raise FileUnreadable(Problem.EMPTY)
    if data.startswith(UTF_16_MARKS) or b"\0" in data:
        raise FileUnreadable(Problem.NOT_TEXT)
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise FileUnreadable(Problem.NOT_TEXT)


@dataclass(frozen=True)
class Reduced:
    """Plain text, and what was lost on the way to it."""

    text: str
    notes: tuple[tuple[Note, str], ...] = ()


def reduced(html: str) -> Reduced:
    """HTML as plain text: a line for each block, no picture, no emphasis, nothing that runs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(reader.pieces).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    notes = [(Note.MEDIA, ", ".join(sorted(reader.media)))] if reader.media else []
    if reader.emphasis:
        notes.append((Note.FORMATTING, ", ".join(sorted(reader.emphasis))))
    return Reduced(text, tuple(notes))


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.media: set[str] = set()
        self.emphasis: set[str] = set()
        self.unheard = 0

    def handle_starttag(self, tag, attrs):
        if tag in MEDIA:
            self.media.add(tag)
        elif tag not in WITHOUT_LOOKS:
            self.emphasis.add(tag)
        self.unheard += tag in UNHEARD
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.unheard -= tag in UNHEARD

    def handle_endtag(self, tag):
        self.unheard = max(0, self.unheard - (tag in UNHEARD))
        if tag in BLOCKS and tag != "br":
            self.pieces.append("\n")

    def handle_data(self, data):
        if not self.unheard:
            # A line break in the source is a space; those of blocks are added above.
            self.pieces.append(re.sub(r"\s+", " ", data))
