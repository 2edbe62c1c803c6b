"""How often somebody may be wrong at the door, and how long they then wait: arithmetic alone.

Whole classes share one address and tablets go from hand to hand, so what is slowed down is a
student's own seat, a device, and a code. An address alone never keeps anybody out.
"""

from dataclasses import dataclass

# A student's seat.
FREE_TRIES = 5
# Seconds to wait after the fifth, sixth, seventh failed try; from then on the last one.
WAITS = (5, 15, 60, 300)
TRIES_A_DAY = 20
# How long a teacher's "let in" carries a student past the wait of a device.
LET_IN_SECONDS = 600


@dataclass(frozen=True)
class Limit:
    """So many tries within a window of so many seconds."""

    tries: int
    seconds: int


FAILURES_OF_A_DEVICE = Limit(20, 600)
UNKNOWN_CODES_OF_A_DEVICE = Limit(10, 300)
FAILURES_AT_A_CODE = Limit(100, 600)
FAILURES_OF_AN_ADDRESS = Limit(60, 600)
# A whole office can leave through four addresses: at the bell, a tenth of 60,000 students
# mistypes (T-03).
FAILURES_OF_A_KNOWN_NETWORK = Limit(2_000, 600)
UNKNOWN_CODES_OF_ALL = Limit(50, 1)
# Once raised, an alarm lasts this long and is told once.
ALARM_SECONDS = 600
# What an unknown code costs while an alarm lasts; an open code costs nothing.
ALARM_WAIT_SECONDS = 15


@dataclass(frozen=True)
class Count:
    """Failed tries since the first one of a window.

    Attributes:
        since: seconds since 1970 at which the window began; 0 before the first try.
    """

    tries: int = 0
    since: int = 0

    def add(self, limit: Limit, now: int) -> "Count":
        """One try more; the first one after a window begins the next."""
        if self._is_over(limit, now):
            return Count(1, now)
        return Count(self.tries + 1, self.since)

    def seconds_to_wait(self, limit: Limit, now: int) -> int:
        """Seconds until the window is over, once it holds all the tries it may; else 0."""
        if self.tries < limit.tries or self._is_over(limit, now):
            return 0
        return self.since + limit.seconds - now

    def _is_over(self, limit: Limit, now: int) -> bool:
        # A window that begins in the future comes from a clock that was put back.
        return not self.since <= now < self.since + limit.seconds


def seconds_after(failed_tries: int) -> int:
    """How long to wait after so many failed tries in a day, short of the last one allowed."""
    if failed_tries < FREE_TRIES:
        return 0
    return WAITS[min(failed_tries - FREE_TRIES, len(WAITS) - 1)]
