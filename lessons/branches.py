"""The ways through a story with branches."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def lost_scenes(ways: Sequence[Sequence[int]]) -> list[str]:
    """What is wrong with the ways of a story, in sentences for whoever writes it.

    Args:
        ways: for each scene the places (from 0) its choices lead to; none for an ending. The
            story begins at the first.
    """
    return [*_missing(ways), *_unreachable(ways), *_endless(ways)]


def _missing(ways) -> list[str]:
    return [
        _("Scene %(number)d leads to a scene that is not there.") % {"number": number}
        for number, leads_to in enumerate(ways, start=1)
        if any(not 0 <= place < len(ways) for place in leads_to)
    ]


def _unreachable(ways) -> list[str]:
    seen = _reached_from(0, ways)
    return [
        _("No choice leads to scene %(number)d.") % {"number": place + 1}
        for place in range(len(ways))
        if place not in seen
    ]


def _endless(ways) -> list[str]:
    """Scenes from which no ending can be reached: who gets there goes round for ever."""
    return [
        _("No way leads from scene %(number)d to an ending.") % {"number": place + 1}
        for place in range(len(ways))
        if all(ways[other] for other in _reached_from(place, ways))
    ]


def _reached_from(start: int, ways) -> set[int]:
    seen, waiting = set(), [start]
    while waiting:
        place = waiting.pop()
        if place not in seen and 0 <= place < len(ways):
            seen.add(place)
            waiting += ways[place]
    return seen
