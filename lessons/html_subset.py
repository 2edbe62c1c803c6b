"""The HTML a lesson file may hold: paragraphs, lists, two kinds of emphasis, nothing else."""

import re
from html.parser import HTMLParser

TAGS = ("p", "ul", "ol", "li", "strong", "em")
# What the editor's rich text writes for the same emphasis.
EDITOR_TAGS = {"b": "strong", "i": "em"}


def html_faults(source: str) -> list[str]:
    """What in a piece of HTML is outside the subset; empty when nothing is."""
    reader = _SubsetReader()
    reader.feed(source)
    reader.close()
    unclosed = [f"<{tag}> is not closed" for tag in reader.open_tags]
    return reader.faults + unclosed


def to_subset(source: str) -> str:
    """The editor's rich text in the tags of the files: attributes dropped, b and i renamed."""

    def rename(match: re.Match) -> str:
        tag = match["tag"].lower()
        return f"<{match['slash']}{EDITOR_TAGS.get(tag, tag)}>"

    return re.sub(r"<(?P<slash>/?)(?P<tag>[a-zA-Z0-9]+)[^>]*>", rename, source)


class _SubsetReader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open_tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.faults.append(f"<{tag}> is not allowed; only {', '.join(TAGS)} are")
        elif attrs:
            self.faults.append(f"<{tag}> must not have attributes")
        self.open_tags.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.faults.append(f"<{tag}/> is not allowed")

    def handle_endtag(self, tag):
        if not self.open_tags or self.open_tags.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if data.strip() and not self.open_tags:
            self.faults.append(f"“{data.strip()[:20]}” stands outside a tag")

    def handle_comment(self, data):
        self.faults.append("comments are not allowed")

    def handle_decl(self, decl):
        self.faults.append("declarations are not allowed")

    unknown_decl = handle_decl

    def handle_pi(self, data):
        self.faults.append("processing instructions are not allowed")
