"""Student numbers as a teacher types them: "1-5, 8". No framework."""

import re
import unicodedata

SEPARATORS = re.compile(r"[,;\s·]+")
RUN = re.compile(r"(\d{1,2})(?:[-~–](\d{1,2}))?번?")


def read_numbers(text: str) -> list[int]:
    """The numbers in order, each once; nothing for an empty text.

    Raises:
        ValueError: a part is no number and no run of numbers; it carries the part.
    """
    text = re.sub(r"\s*[-~–]\s*", "-", unicodedata.normalize("NFKC", text).strip())
    numbers: set[int] = set()
    for part in filter(None, SEPARATORS.split(text)):
        found = RUN.fullmatch(part)
        if not found:
            raise ValueError(part)
        low, high = int(found[1]), int(found[2] or found[1])
        if low > high:
            raise ValueError(part)
        numbers.update(range(low, high + 1))
    return sorted(numbers)
