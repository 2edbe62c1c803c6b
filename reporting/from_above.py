"""What the floors above tell this one, which has no path to a school or a person: numbers.

They register their answers in `AppConfig.ready()`; without them nobody is asked.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from reporting.wording import Bilingual

_sources: dict[str, Callable] = {}


@dataclass(frozen=True)
class OfficeAsked:
    """An office of education of today: its code and its name."""

    code: str
    name: Bilingual


def register(
    *,
    students: Callable[[], Sequence] | None = None,
    offices: Callable[[object], Collection[str] | None] | None = None,
    drawing: Callable[[str], Mapping[str, int]] | None = None,
    forget_tickets: Callable[[object], int] | None = None,
    every_office: Callable[[], Sequence[OfficeAsked]] | None = None,
    schools: Callable[[], Mapping[str, int]] | None = None,
    team: Callable[[], Sequence[tuple[str, str]]] | None = None,
) -> None:
    """Name who knows.

    Args:
        students: without arguments, the `StratumInput`s of today's schools.
        offices: of a user, codes of the offices they look after; None for the whole country.
        drawing: of a round's key, students whose classes draw codes, by stratum key.
        forget_tickets: of a closed round, deletes who took a ticket; returns how many rows.
        every_office: without arguments, the offices that exist today, in their order.
        schools: without arguments, today's schools by stratum key.
        team: without arguments, (name, role) of everybody who may see unpublished tables.
    """
    given = {
        "students": students,
        "offices": offices,
        "drawing": drawing,
        "forget_tickets": forget_tickets,
        "every_office": every_office,
        "schools": schools,
        "team": team,
    }
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


def every_office() -> Sequence[OfficeAsked]:
    """The offices of education that exist today."""
    return _sources["every_office"]() if "every_office" in _sources else []


def schools_asked() -> Mapping[str, int]:
    """Schools of a round opened now, by stratum key such as "B10-M"."""
    return _sources["schools"]() if "schools" in _sources else {}


def named_team() -> Sequence[tuple[str, str]]:
    """(name, role) of everybody who may see tables before they are published."""
    return _sources["team"]() if "team" in _sources else []
