"""How long a fact may be shown before somebody has to look at its source again.

Numbers and hours of help change more often than laws, and a wrong one costs a child more.
"""

from calendar import monthrange
from datetime import date

HELP_FACT_MONTHS = 6
LAW_FACT_MONTHS = 12


def help_fact_due_on(checked_on: date) -> date:
    """The last day on which a help channel checked on that day may go unchecked."""
    return months_after(checked_on, HELP_FACT_MONTHS)


def law_fact_due_on(checked_on: date) -> date:
    """The last day on which a rule of law checked on that day may go unchecked."""
    return months_after(checked_on, LAW_FACT_MONTHS)


def is_help_fact_overdue(checked_on: date, today: date) -> bool:
    """Whether a help channel was last checked more than six months ago."""
    return today > help_fact_due_on(checked_on)


def is_law_fact_overdue(checked_on: date, today: date) -> bool:
    """Whether a rule of law was last checked more than twelve months ago."""
    return today > law_fact_due_on(checked_on)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
