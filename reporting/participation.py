"""Participation as it may be seen before the end: by stratum, once a day, rounded down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from core.levels import Level
from reporting.models import Participation, Round, Stratum
from reporting.participation_rules import STEP
from reporting.wording import Bilingual


@dataclass(frozen=True)
class Row:
    """One stratum; a None is too few to tell.

    Attributes:
        enrolled: students asked.
        issued, accepted: rounded down to STEP.
    """

    office: Bilingual
    level: Level
    enrolled: int
    issued: int | None
    accepted: int | None

    @property
    def percent(self) -> int | None:
        """Accepted of enrolled, in whole per cent, from the rounded count."""
        if self.accepted is None or not self.enrolled:
            return None
        return min(100, self.accepted * 100 // self.enrolled)


@dataclass(frozen=True)
class Table:
    """The counts of one morning.

    Attributes:
        counted_on: None before the first morning.
        step: what counts are rounded down to.
    """

    counted_on: date | None
    rows: list[Row]
    step: int = STEP

    @property
    def has_issued(self) -> bool:
        """Whether rights to answer are counted: drawn codes are not, they lie in a box."""
        return any(row.issued for row in self.rows)


def latest_table(round: Round, offices: Collection[str] | None) -> Table:
    """The last morning's counts.

    Args:
        offices: codes of the offices to show; None for all.
    """
    counts = Participation.objects.filter(round=round)
    last = counts.order_by("-counted_on").values_list("counted_on", flat=True).first()
    by_stratum = {count.stratum: count for count in counts.filter(counted_on=last)}
    strata = round.strata.all() if offices is None else round.strata.filter(office_code__in=offices)
    return Table(last, [_row(stratum, by_stratum.get(stratum.key)) for stratum in strata])


def _row(stratum: Stratum, count: Participation | None) -> Row:
    return Row(
        office=Bilingual(stratum.office_name_ko, stratum.office_name_en),
        level=Level(stratum.level),
        enrolled=stratum.enrolled,
        issued=count.issued if count else None,
        accepted=count.accepted if count else None,
    )
