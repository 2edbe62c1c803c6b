"""The Korean school year: from 1 March to the last day of February."""

from datetime import date

FIRST_MONTH = 3


def school_year_of(day: date) -> int:
    """The school year a day belongs to, named after the year in which it began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day(school_year: int) -> date:
    """The day a school year begins."""
    return date(school_year, FIRST_MONTH, 1)
