"""What the floors above tell this one, which has no path to a school or a person: numbers.

They register their answers in `AppConfig.ready()`; without them nobody is asked.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

_sources: dict[str, Callable] = {}


def register(
    *,
    students: Callable[[], Sequence] | None = None,
    offices: Callable[[object], Collection[str] | None] | None = None,
    drawing: Callable[[str], Mapping[str, int]] | None = None,
    forget_tickets: Callable[[object], int] | None = None,
) -> None:
    """Name who knows.

    Args:
        students: without arguments, the `StratumInput`s of today's schools.
        offices: of a user, codes of the offices they look after; None for the whole country.
        drawing: of a round's key, students whose classes draw codes, by stratum key.
        forget_tickets: of a closed round, deletes who took a ticket; returns how many rows.
    """
    given = {"students": students, "offices": offices, "drawing": drawing}
    given["forget_tickets"] = forget_tickets
    _sources.update({name: source for name, source in given.items() if source})


def students_asked() -> Sequence:
    """The population of a round opened now, by office and level."""
    return _sources["students"]() if "students" in _sources else []


def students_drawing(round_key: str) -> Mapping[str, int]:
    """How many students come into a round by drawn code, by stratum; absent ones: none."""
    return _sources["drawing"](round_key) if "drawing" in _sources else {}


def forget_tickets(round) -> int:
    """Delete what is written about who took a ticket of this round; returns how many rows."""
    return _sources["forget_tickets"](round) if "forget_tickets" in _sources else 0


def offices_of(user) -> Collection[str] | None:
    """Codes of the offices somebody looks after; None for the whole country."""
    return _sources["offices"](user) if "offices" in _sources else ()
