"""Months of Korean time: the unit in which the audit trail is reviewed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

KOREAN_TIME = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month in Korea.

    Attributes:
        first: its first day.
    """

    first: date

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month written "2026-11".

        Raises:
            ValueError: it is not written so.
        """
        if len(text) != len("2026-11"):
            raise ValueError(text)
        return cls(date.fromisoformat(f"{text}-01"))

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        """The month an aware moment falls into."""
        return cls(moment.astimezone(KOREAN_TIME).date().replace(day=1))

    @property
    def next(self) -> "Month":
        """The month after."""
        year, month = divmod(self.first.year * 12 + self.first.month, 12)
        return Month(date(year, month + 1, 1))

    @property
    def previous(self) -> "Month":
        """The month before."""
        year, month = divmod(self.first.year * 12 + self.first.month - 2, 12)
        return Month(date(year, month + 1, 1))

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min, KOREAN_TIME)

    @property
    def end(self) -> datetime:
        """The first moment that is no longer in it."""
        return self.next.start

    def __str__(self):
        return f"{self.first:%Y-%m}"
