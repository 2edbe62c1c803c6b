"""What may be told of a round's participation while it runs. Imports no framework.

A count that somebody watches must not show one child's answer coming in (T-70): it is rounded
down, small ones are left out, and it changes once a day.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

STEP = 10


class CountsRefused(ValueError):
    """The file is no count of this round."""


def told(count: int) -> int | None:
    """A count as it may be told: rounded down to STEP; None where fewer than STEP."""
    return count // STEP * STEP or None


@dataclass(frozen=True)
class DayCounts:
    """Rounded counts by stratum key on one Korean day; None is too few to tell."""

    round_key: str
    counted_on: date
    accepted: Mapping[str, int | None]


def to_json(round_key: str, counted_on: date, accepted: Mapping[str, int]) -> str:
    """The file the survey service hands over once a day; it holds rounded counts only."""
    rounded = {stratum: told(count) for stratum, count in sorted(accepted.items())}
    return json.dumps(
        {"round": round_key, "counted_on": counted_on.isoformat(), "accepted": rounded}
    )


def from_json(text: str) -> DayCounts:
    """Read the file of `to_json`.

    Raises:
        CountsRefused: it is no such file, or holds a count that is not rounded.
    """
    try:
        data = json.loads(text)
        counts = DayCounts(
            str(data["round"]), date.fromisoformat(data["counted_on"]), dict(data["accepted"])
        )
    except (ValueError, KeyError, TypeError) as error:
        raise CountsRefused("no file of daily counts") from error
    if any(value is not None and not _is_rounded(value) for value in counts.accepted.values()):
        raise CountsRefused("a count is not rounded")
    return counts


def _is_rounded(value) -> bool:
    return isinstance(value, int) and value >= STEP and value % STEP == 0
