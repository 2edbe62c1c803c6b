"""Which counts may stand by themselves (rules P2 and P3 of docs/statistics.md).

Primary suppression alone, for single counts that no printed sum joins. Tables of a round go
through `reporting.release_gate`.
"""

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
