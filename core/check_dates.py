"""How long a fact may be shown before somebody has to look at its source again.

Numbers and hours of help change more often than laws, and a wrong one costs a child more. A check
counts to the same day so many months later, or to the end of the month where that has no such day.
"""

from calendar import monthrange
from datetime import date, timedelta

HELP_FACT_MONTHS = 6
LAW_FACT_MONTHS = 12


def earliest_good_help_check(today: date) -> date:
    """The earliest day of a check of a help channel that still counts today."""
    return months_before(today, HELP_FACT_MONTHS)


def is_help_fact_overdue(checked_on: date, today: date) -> bool:
    """Whether a help channel was last checked more than six months ago."""
    return checked_on < earliest_good_help_check(today)


def is_law_fact_overdue(checked_on: date, today: date) -> bool:
    """Whether a rule of law was last checked more than twelve months ago."""
    return checked_on < months_before(today, LAW_FACT_MONTHS)


def help_fact_due_on(checked_on: date) -> date:
    """The last day on which a help channel checked on that day may go unchecked."""
    return _last_good_day(checked_on, HELP_FACT_MONTHS)


def law_fact_due_on(checked_on: date) -> date:
    """The last day on which a rule of law checked on that day may go unchecked."""
    return _last_good_day(checked_on, LAW_FACT_MONTHS)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 - months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _last_good_day(checked_on: date, months: int) -> date:
    day = months_before(checked_on, -months)
    while months_before(day + timedelta(days=1), months) <= checked_on:
        day += timedelta(days=1)
    return day
