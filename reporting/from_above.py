"""What the floors above tell this one, which has no path to a school or a person: numbers.

They register their answers in `AppConfig.ready()`; without them nobody is asked.
"""

from collections.abc import Callable, Collection, Sequence

_sources: dict[str, Callable] = {}


def register(
    *,
    students: Callable[[], Sequence] | None = None,
    offices: Callable[[object], Collection[str] | None] | None = None,
) -> None:
    """Name who knows.

    Args:
        students: without arguments, the `StratumInput`s of today's schools.
        offices: of a user, codes of the offices they look after; None for the whole country.
    """
    given = {"students": students, "offices": offices}
    _sources.update({name: source for name, source in given.items() if source})


def students_asked() -> Sequence:
    """The population of a round opened now, by office and level."""
    return _sources["students"]() if "students" in _sources else []


def offices_of(user) -> Collection[str] | None:
    """Codes of the offices somebody looks after; None for the whole country."""
    return _sources["offices"](user) if "offices" in _sources else ()
