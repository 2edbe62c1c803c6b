"""Pages rendered once, with holes for what belongs to one person or one request.

What a template works out for everybody alike is worked out at the first request; after that a
page costs the joining of a few strings.
"""

import re
from collections.abc import Mapping

from django.utils.html import escape


def hole(name: str) -> str:
    """What a template prints in place of a value that is filled in later."""
    # Private-use characters, which escaping leaves alone and no text contains.
    return f"\ue000{name}\ue001"


class Mould:
    """A rendered page with holes.

    Args:
        html: the page, rendered with a marker where a value belongs.
        markers: what stands in the page for each value, by the value's name.
    """

    def __init__(self, html: str, markers: Mapping[str, str]):
        names = {marker: name for name, marker in markers.items()}
        pieces = re.split("(" + "|".join(map(re.escape, names)) + ")", html)
        self._texts = pieces[::2]
        self._names = [names[marker] for marker in pieces[1::2]]

    def fill(self, values: Mapping[str, object]) -> str:
        """The page with every hole filled; values are escaped.

        Raises:
            KeyError: a value is missing.
        """
        safe = {name: escape(str(value)) for name, value in values.items()}
        parts = [self._texts[0]]
        for name, text in zip(self._names, self._texts[1:], strict=True):
            parts += (safe[name], text)
        return "".join(parts)
