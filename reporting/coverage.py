"""Non-response by office and level, from counts that are rounded already. Imports no framework.

Numbers of participation are rounded down to ten before they reach the platform, and left out
below ten. What is worked out here is therefore a little too low, and says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.participation_rules import STEP


@dataclass(frozen=True)
class Stratum:
    """What is told of one stratum; a None is fewer than STEP.

    Attributes:
        enrolled: students asked, of the register when the round opened.
        issued: rights to answer that were given.
        accepted: answers that came in.
    """

    office: str
    level: str
    enrolled: int
    issued: int | None
    accepted: int | None

    @property
    def is_told(self) -> bool:
        """Whether its numbers may be shown: neither few who answered nor few who did not."""
        return self.accepted is not None and self.enrolled - self.accepted >= STEP

    @property
    def answered_percent(self) -> int | None:
        """Answers of students asked, in whole per cent; None where nothing is told."""
        return self.accepted * 100 // self.enrolled if self.is_told else None

    @property
    def missing(self) -> int | None:
        """Students who did not answer, at most: their number rounded up to STEP."""
        return -(-(self.enrolled - self.accepted) // STEP) * STEP if self.is_told else None


@dataclass(frozen=True)
class LevelCoverage:
    """A level of the country, added up over the strata that are told.

    Attributes:
        untold: how many strata are not in the sum.
    """

    level: str
    enrolled: int
    accepted: int
    untold: int

    @property
    def answered_percent(self) -> int | None:
        """Answers of students asked, in whole per cent, in the strata that are told."""
        return self.accepted * 100 // self.enrolled if self.enrolled else None


def by_level(strata: Iterable[Stratum]) -> list[LevelCoverage]:
    """The levels that occur, in order.

    Only strata that are told are in the sums: a sum over all of them, with one left out of the
    table, would be that one.
    """
    known = list(strata)
    found = []
    for level in "EMH":
        of_level = [stratum for stratum in known if stratum.level == level]
        told = [stratum for stratum in of_level if stratum.is_told]
        if of_level:
            found.append(
                LevelCoverage(
                    level,
                    sum(stratum.enrolled for stratum in told),
                    sum(stratum.accepted or 0 for stratum in told),
                    len(of_level) - len(told),
                )
            )
    return found
