"""Comparing what students write with what authors accept. No framework.

Spaces, width and case never make an answer wrong: a child who writes 불법촬영 for 불법 촬영, or
ＡＩ for ai, knows the answer. Authors give plain words; patterns (regular expressions) are refused,
because nobody can check by reading what a pattern accepts, and a bad one can stop the server.
"""

import re
import unicodedata
from collections.abc import Iterable

# Marks that only patterns hold: classes, repetition, anchors, alternatives, look-around.
PATTERN = re.compile(r"\\[dwsbDWSB.]|\.[*+]|[\])][*+?{]|\[[^\]]*\S-\S[^\]]*\]|\(\?|\*|^\^|\w\|\w")


def normalise(text: str) -> str:
    """`text` without what a reader does not see as a difference; the same when done twice.

    Unicode NFKC takes width away, case folding takes case away. Folding can undo NFKC and the
    other way round, so both repeat until nothing changes; they settle after very few rounds.
    """
    while (folded := _folded(text)) != text:
        text = folded
    return text


def _folded(text: str) -> str:
    seen = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in seen if not _is_unseen(letter))


def _is_unseen(letter: str) -> bool:
    """Spaces, and marks without width such as the zero-width space."""
    return letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc")


def spellings(text: str) -> list[str]:
    """The accepted spellings of one answer: one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def is_one_of(text: str, accepted: Iterable[str]) -> bool:
    """Whether `text` says the same as one of the accepted spellings; nothing never does."""
    wanted = normalise(text)
    return bool(wanted) and any(wanted == normalise(spelling) for spelling in accepted)


def looks_like_a_pattern(text: str) -> bool:
    """Whether somebody wrote a regular expression or a wildcard where words belong."""
    return PATTERN.search(text) is not None
