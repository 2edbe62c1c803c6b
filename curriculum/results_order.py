"""The order and the choice of rows of a class's results, as the address asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from curriculum.class_results import ClassResults, StudentRow
from curriculum.progress import State

BY_NUMBER = "number"


@dataclass(frozen=True)
class Order:
    """What was asked for.

    Attributes:
        column: place of the module the table is sorted by; None sorts by number.
        is_down: the greatest first.
        state: only students who are in this state in some module; None for all.
    """

    column: int | None = None
    is_down: bool = False
    state: State | None = None

    @classmethod
    def asked(cls, query, columns: int) -> "Order":
        """Read an address; what makes no sense is left out."""
        sort = query.get("sort", "")
        column = int(sort) if sort.isascii() and sort.isdigit() and len(sort) < 4 else None
        state = query.get("state", "")
        return cls(
            column=column if column is not None and column < columns else None,
            is_down=query.get("order") == "down",
            state=State(state) if state in list(State) else None,
        )

    def rows(self, results: ClassResults) -> list[StudentRow]:
        """The rows to show, in their order."""
        wanted = [
            row
            for row in results.rows
            if self.state is None or any(cell.state is self.state for cell in row.cells)
        ]
        return sorted(wanted, key=self._key, reverse=self.is_down)

    def _key(self, row: StudentRow) -> tuple:
        if self.column is None:
            return (row.number,)
        cell = row.cells[self.column]
        place = list(State).index(cell.state) if cell.state else -1
        # Whoever has no score stands below whoever has one, and never among those with zero.
        score = Decimal(-1) if cell.percent is None else cell.percent
        return (score, place, -row.number if self.is_down else row.number)

    def aria(self, column: int | None) -> str:
        """What `aria-sort` says of a column."""
        if column != self.column:
            return "none"
        return "descending" if self.is_down else "ascending"

    def link(self, column: int | None) -> str:
        """The address that sorts by a column; pressed again it turns the order round."""
        turns = column == self.column and not self.is_down
        asked = {
            "sort": BY_NUMBER if column is None else column,
            "order": "down" if turns else "up",
            "state": self.state or "",
        }
        return "?" + urlencode({name: value for name, value in asked.items() if value != ""})

    def heads(self, results: ClassResults) -> Sequence[tuple]:
        """Of each module: column, counts, link, `aria-sort`."""
        return [
            (column, counts, self.link(place), self.aria(place))
            for place, (column, counts) in enumerate(
                zip(results.columns, results.counts, strict=True)
            )
        ]
