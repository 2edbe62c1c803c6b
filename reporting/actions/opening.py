"""The one place where a round's keys come into being and where they end.

Who signs tickets registers here what is made for every stratum before a round opens, and what is
destroyed when it closes; both run inside the transaction of the opening or the closing itself, so
that a round never opens without its keys and never closes with them.
"""

from collections.abc import Callable

from reporting.models import Round

_AT_OPENING: list[Callable[[Round], None]] = []
_AT_CLOSING: list[Callable[[Round], None]] = []


def register_keys(*, make: Callable[[Round], None], destroy: Callable[[Round], None]) -> None:
    """Name what makes the keys of a round's strata, and what destroys them; once, at start."""
    _AT_OPENING.append(make)
    _AT_CLOSING.append(destroy)


def before_opening(round: Round) -> None:
    """Make what the strata of an opening round need; called before the bundle is signed."""
    for make in _AT_OPENING:
        make(round)


def after_closing(round: Round) -> None:
    """Destroy the keys of a round that takes nobody any more."""
    for destroy in _AT_CLOSING:
        destroy(round)
