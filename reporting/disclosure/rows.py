"""Which counts may be printed (rules P2, P3, P8 and P9 of docs/statistics.md).

This is primary suppression alone. It hides small counts as long as nothing printed lets a
reader subtract, so the tables built on it carry no total, no base and no percentage: with the
total of a row known, one hidden cell of that row is the total minus the others. Those come with
complementary suppression.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.frozen_tables import CONFIDENTIAL

# P2: the floor of every round; a round may ask for more.
LEAST_COUNT = 10


@dataclass(frozen=True)
class Shown:
    """What is printed in one cell: a count, or the mark that stands in its place.

    Attributes:
        value: the count; None where a mark is printed.
        status: "" beside a count, else one of `frozen_tables.MARKS`.
    """

    value: int | None
    status: str = ""

    @property
    def text(self) -> str:
        """The cell as it stands on paper; brackets keep a mark from being taken for a number."""
        return f"[{self.status}]" if self.status else str(self.value)


HIDDEN = Shown(None, CONFIDENTIAL)


def is_primary(count: int, base: int, *, least: int) -> bool:
    """Whether a count is unsafe by itself.

    Args:
        count: students in the cell.
        base: students who answered the question in the same row, this cell included.
        least: smallest count that may be printed.

    A count is unsafe when it is small but not zero (P2) and when all or all but a few students
    of the row are in it (P3: the few are then the rest).
    """
    if count == 0:
        return False
    return count < least or base - count < least


def protect_row(counts: Mapping[str, int], *, least: int) -> dict[str, Shown]:
    """One row of a table, ready to be printed.

    Args:
        counts: students by answer code, over all answers of the question.
        least: smallest count that may be printed.

    Returns:
        The same codes. Every hidden count is the same object, whichever rule hid it (P8).
    """
    base = sum(counts.values())
    if base in counts.values() and base:
        # One answer from everybody. A mark beside zeros would still say which one it was, so
        # here P9 gives way to P3 and the whole row is hidden.
        return dict.fromkeys(counts, HIDDEN)
    return {
        code: HIDDEN if is_primary(count, base, least=least) else Shown(count)
        for code, count in counts.items()
    }


def rounded_number(number: int) -> int:
    """Students in a round to the nearest thousand: enough to judge a table, no use to subtract."""
    return (number + 500) // 1000 * 1000
