"""The Korean school year: from 1 March to the last day of February."""

from datetime import date, timedelta

FIRST_MONTH = 3


def school_year_of(day: date) -> int:
    """The school year a day belongs to, named after the year in which it began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day(school_year: int) -> date:
    """The day a school year begins."""
    return date(school_year, FIRST_MONTH, 1)


def last_day(school_year: int) -> date:
    """The day a school year ends: 28 or 29 February."""
    return first_day(school_year + 1) - timedelta(days=1)


def counting_day(school_year: int, today: date) -> date:
    """The day on which the students of a year are counted: today, or its last day once over."""
    return min(today, last_day(school_year))


def is_over(school_year: int, today: date) -> bool:
    """Whether the next school year has begun."""
    return today > last_day(school_year)
