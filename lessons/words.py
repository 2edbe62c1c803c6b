"""Words of a search and of a lesson, and when the ones are found in the others.

Korean puts particles behind a word (분수, 분수의, 분수를), so a word is found by how it begins.
"""

import re
import unicodedata
from collections.abc import Iterator

from wagtail.rich_text import get_text_for_indexing

LONGEST_QUERY = 100
MOST_WORDS = 8
# Letters and digits in a row: one character class, so the cost is linear in the length (T-108).
WORD = re.compile(r"[^\W_]+")
# What a student reads of a step before pressing anything, and the choices under it.
READ_KEYS = frozenset(("title", "text", "prompt", "caption", "term", "meaning", "rule", "penalty"))


def query_words(query: str) -> list[str]:
    """The words of what somebody typed; at most eight of the first hundred characters.

    Signs of any kind, NUL and halves of characters among them, only separate words.
    """
    return words_in(query[:LONGEST_QUERY])[:MOST_WORDS]


def words_in(text: str) -> list[str]:
    """The words of a text in small letters; full-width and decomposed letters as usual ones."""
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())


def is_found(wanted: list[str], text: str) -> bool:
    """Whether each wanted word begins some word of the text."""
    there = words_in(text)
    return all(any(word.startswith(start) for word in there) for start in wanted)


def read_text(raw) -> str:
    """What a student reads in stored stream data, without tags."""
    return " ".join(get_text_for_indexing(text) for text in _texts(raw))


def _texts(raw, key: str = "") -> Iterator[str]:
    if isinstance(raw, str):
        if key in READ_KEYS:
            yield raw
    elif isinstance(raw, dict):
        for name, inner in raw.items():
            yield from _texts(inner, name)
    elif isinstance(raw, list):
        for inner in raw:
            yield from _texts(inner, key)
