"""What the floors above tell this one, which has no path to a school or a person: numbers.

They register their answers in `AppConfig.ready()`; without them nobody is asked.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

_sources: dict[str, Callable] = {}


def register(
    *,
    students: Callable[[], Sequence] | None = None,
    offices: Callable[[object], Collection[str] | None] | None = None,
    schools: Callable[[], Mapping[str, int]] | None = None,
    team: Callable[[], Sequence[tuple[str, str]]] | None = None,
) -> None:
    """Name who knows.

    Args:
        students: without arguments, the `StratumInput`s of today's schools.
        offices: of a user, codes of the offices they look after; None for the whole country.
        schools: without arguments, today's schools by stratum key.
        team: without arguments, (name, role) of everybody who may see unpublished tables.
    """
    given = {"students": students, "offices": offices, "schools": schools, "team": team}
    _sources.update({name: source for name, source in given.items() if source})


def students_asked() -> Sequence:
    """The population of a round opened now, by office and level."""
    return _sources["students"]() if "students" in _sources else []


def offices_of(user) -> Collection[str] | None:
    """Codes of the offices somebody looks after; None for the whole country."""
    return _sources["offices"](user) if "offices" in _sources else ()


def schools_asked() -> Mapping[str, int]:
    """Schools of a round opened now, by stratum key such as "B10-M"."""
    return _sources["schools"]() if "schools" in _sources else {}


def named_team() -> Sequence[tuple[str, str]]:
    """(name, role) of everybody who may see tables before they are published."""
    return _sources["team"]() if "team" in _sources else []
