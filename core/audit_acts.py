"""What the acts in the audit trail are called on a page.

Each app says it for its own acts in its module `acts`; core knows none of them.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

REFUSED_PAGE = "refused:"
_names: dict[str, str | Promise] = {}


def register_acts(names: Mapping[str, str | Promise]) -> None:
    """Give acts ("reporting.close_round") the words a reviewer reads."""
    _names.update(names)


def name_of(action: str) -> str:
    """The words for an act; its dotted name where nobody gave it any."""
    if action.startswith(REFUSED_PAGE):
        return _("Opened or sent a page without permission")
    return str(_names.get(action, action))


def choices() -> list[tuple[str, str]]:
    """(value, words) of everything the trail can be searched for, in the order of the words."""
    acts = sorted(((act, str(words)) for act, words in _names.items()), key=lambda pair: pair[1])
    return [("", _("All acts")), (REFUSED_PAGE, name_of(REFUSED_PAGE)), *acts]
