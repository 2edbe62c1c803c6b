"""How good a round's answers are: who did not answer, and which answers look unread."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from core.levels import Level
from reporting.careless import CONTRADICTION, EVERYTHING, STRAIGHT
from reporting.careless_table import CarelessRow, careless_rows
from reporting.coverage import LevelCoverage, Stratum, by_level
from reporting.disclosure import Shown
from reporting.instruments import Instrument
from reporting.models import Round
from reporting.participation import Row, latest_table
from reporting.participation_rules import told
from reporting.trend_page import newest_public

CARELESS_NAMES = {
    STRAIGHT: gettext_lazy("The same place of the list in every question with one answer"),
    EVERYTHING: gettext_lazy("Everything ticked in three questions or more"),
    CONTRADICTION: gettext_lazy("Two answers that cannot both be right"),
}


@dataclass(frozen=True)
class QualityPage:
    """What the page says about quality.

    Attributes:
        counted_on: the day of the participation counts; None without any.
        careless: rows that may stand beside the public release; None without a release.
        dropped: answers that could not be read, rounded down; None for fewer than ten.
    """

    round: Round
    counted_on: date | None
    strata: list[Stratum]
    careless: list[CarelessRow] | None
    dropped: int | None
    least_base: int

    @property
    def levels(self) -> list[LevelCoverage]:
        """The strata added up by level."""
        return by_level(self.strata)

    @property
    def has_issued(self) -> bool:
        """Whether rights to answer are counted: drawn codes are not."""
        return any(stratum.issued for stratum in self.strata)

    @property
    def careless_names(self) -> list[str]:
        """Names of the columns."""
        return [str(name) for name in CARELESS_NAMES.values()]

    @property
    def careless_lines(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """(level, asked, (count, percentage) by kind) of every row."""
        return [
            (
                str(Level(row.level).label),
                _text(row.asked),
                [
                    (_text(shown), row.percent(position, self.least_base))
                    for position, shown in enumerate(row.counts)
                ],
            )
            for row in self.careless or ()
        ]


def _place_of(row: Row, rows: list[Row]) -> tuple[int, int]:
    """Offices as the round orders them, levels from elementary school on."""
    offices = list(dict.fromkeys(each.office for each in rows))
    return offices.index(row.office), Level.values.index(row.level)


def _text(shown: Shown) -> str:
    return shown.text if shown.value is None else f"{shown.value:,}"


def read_quality(round: Round) -> QualityPage:
    """The page of a tabulated round; national and by stratum, never finer."""
    table = latest_table(round, None)
    strata = [
        Stratum(str(row.office), str(row.level.value), row.enrolled, row.issued, row.accepted)
        for row in sorted(table.rows, key=lambda row: _place_of(row, table.rows))
    ]
    release = newest_public(round)
    return QualityPage(
        round=round,
        counted_on=table.counted_on,
        strata=strata if table.counted_on else [],
        careless=careless_beside(round, release) if release else None,
        dropped=told(round.microdata.rows_invalid),
        least_base=release.least_base if release else 0,
    )


def careless_beside(round: Round, release) -> list[CarelessRow]:
    """The careless-answer table that may stand beside a release of the round.

    Empty for rounds that were tabulated before such answers were counted.
    """
    rows = round.careless_counts.values_list("level", "kind", "students")
    counts = {(level, kind): students for level, kind, students in rows}
    instrument = Instrument.from_data(round.instrument.data)
    return careless_rows(counts, instrument, release, least=round.least_count)
