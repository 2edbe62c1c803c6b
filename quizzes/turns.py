"""Whether one more attempt may begin, what it counts for, and until when. No framework."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

# Answers on their way when the bell rings still count (scenarios.md, Save and submit protocol).
GRACE = timedelta(seconds=60)


class Turn(StrEnum):
    """What another attempt would be."""

    RECORDED = "recorded"
    PRACTICE = "practice"
    NONE = "none"


@dataclass(frozen=True)
class Allowed:
    """What teachers granted one student for one occasion, all together.

    Attributes:
        extra_attempts: recorded attempts on top of the quiz's own.
        closes_at: a closing of their own, None for the occasion's.
        factor: how much longer than others they may take.
    """

    extra_attempts: int = 0
    closes_at: datetime | None = None
    factor: Fraction = Fraction(1)

    @property
    def has_own_closing(self) -> bool:
        """Whether the closing of the occasion is not theirs."""
        return self.closes_at is not None


def next_turn(
    *, limit: int | None, recorded: int, allows_practice: bool, extra_attempts: int = 0
) -> Turn:
    """What an attempt that begins now would be.

    Args:
        limit: recorded attempts a quiz gives everybody; None for any number.
        recorded: recorded attempts there are.
        allows_practice: whether more may follow those.
        extra_attempts: granted to this student on top.
    """
    if limit is None or recorded < limit + extra_attempts:
        return Turn.RECORDED
    return Turn.PRACTICE if allows_practice else Turn.NONE


def minutes_for(minutes: int | None, factor: Fraction) -> int | None:
    """The time limit of one student in whole minutes, rounded up; None without a limit."""
    return None if minutes is None else -int(-minutes * factor // 1)


def due_at(started_at: datetime, minutes: int | None, factor: Fraction) -> datetime | None:
    """When an attempt with a time limit ends; None without a limit."""
    limit = minutes_for(minutes, factor)
    return None if limit is None else started_at + timedelta(minutes=limit)


def closing(occasion_closes_at: datetime | None, allowed: Allowed) -> tuple[datetime | None, bool]:
    """When an occasion closes for one student, and whether that is a closing of their own.

    A closing that was granted never makes the occasion's own one earlier.
    """
    own = allowed.closes_at
    if own is None or (occasion_closes_at is not None and own <= occasion_closes_at):
        return occasion_closes_at, False
    return own, True


def is_open_for(
    allowed: Allowed, moment: datetime, *, is_open: bool, closes_at: datetime | None
) -> bool:
    """Whether a student may begin: the occasion lets everybody, or a teacher gave them more days.

    Args:
        is_open, closes_at: of the occasion.
    """
    ends_at, is_own = closing(closes_at, allowed)
    return is_open or (is_own and not is_past(moment, [ends_at]))


def is_past(moment: datetime, ends: Iterable[datetime | None]) -> bool:
    """Whether one of these ends is over, grace included."""
    return any(end is not None and moment > end + GRACE for end in ends)
