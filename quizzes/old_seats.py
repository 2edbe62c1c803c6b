"""The list that says which student of ours an old user is. No framework.

The old application knew people by account, ours knows seats of a class; only the school itself
can say which is which.
"""

import csv
from dataclasses import dataclass
from io import StringIO

COLUMNS = ("user_id", "school", "school_year", "grade", "class", "number")


class SeatsRefused(ValueError):
    """The list is faulty; the message names the line."""


@dataclass(frozen=True)
class Seat:
    """Where a student sits: NEIS code of the school, year, grade, class and number."""

    school: str
    school_year: int
    grade: int
    class_number: int
    number: int


def read_seats(text: str) -> dict[int, Seat]:
    """The seat of each old user by the user's id.

    Args:
        text: CSV with a header of COLUMNS, in any order.

    Raises:
        SeatsRefused: a column is missing, a value is no number, or a user is named twice.
    """
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise SeatsRefused(f"line 1: missing columns: {', '.join(missing)}")
    seats: dict[int, Seat] = {}
    for row in reader:
        try:
            user, year, grade, room, number = (int(row[name]) for name in ("user_id", *COLUMNS[2:]))
        except (TypeError, ValueError) as error:
            raise SeatsRefused(f"line {reader.line_num}: a number is missing") from error
        if user in seats:
            raise SeatsRefused(f"line {reader.line_num}: user {user} is named twice")
        seats[user] = Seat((row["school"] or "").strip(), year, grade, room, number)
    return seats
