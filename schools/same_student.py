"""Which seats of a school year are the same student: a change of class joins two of them."""

from collections.abc import Iterable
from uuid import UUID


class SameStudent:
    """Seats joined by changes of class, however often somebody changed."""

    def __init__(self, changes: Iterable[tuple[UUID, UUID]]):
        """Join seats.

        Args:
            changes: pairs of a seat and the seat the student had before, within one year.
        """
        self._seats: dict[UUID, set[UUID]] = {}
        for pair in changes:
            joined = set().union(*(self.seats_of(seat) for seat in pair))
            self._seats |= dict.fromkeys(joined, joined)

    def seats_of(self, seat: UUID) -> frozenset[UUID]:
        """Every seat this student had in the year, this one included."""
        return frozenset(self._seats.get(seat, {seat}))

    def others_of(self, seat: UUID) -> frozenset[UUID]:
        """The other seats of the same student; none for who never changed class."""
        return self.seats_of(seat) - {seat}
