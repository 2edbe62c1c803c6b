"""How long a fact may go unchecked (T-104)."""

from datetime import date

import pytest

from core.check_dates import (
    help_fact_due_on,
    is_help_fact_overdue,
    is_law_fact_overdue,
    law_fact_due_on,
    months_after,
)

CHECKED = date(2026, 11, 22)


def test_t104_help_facts_last_six_months_to_the_day():
    assert help_fact_due_on(CHECKED) == date(2027, 5, 22)
    assert not is_help_fact_overdue(CHECKED, date(2027, 5, 22))
    assert is_help_fact_overdue(CHECKED, date(2027, 5, 23))


def test_t104_law_facts_last_twelve_months_to_the_day():
    assert law_fact_due_on(CHECKED) == date(2027, 11, 22)
    assert not is_law_fact_overdue(CHECKED, date(2027, 11, 22))
    assert is_law_fact_overdue(CHECKED, date(2027, 11, 23))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(day, months, after):
    assert months_after(day, months) == after
