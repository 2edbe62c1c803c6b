"""How long a fact may go unchecked (T-104)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.check_dates import (
    help_fact_due_on,
    is_help_fact_overdue,
    is_law_fact_overdue,
    law_fact_due_on,
    months_before,
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
    ("day", "months", "before"),
    [
        (date(2027, 8, 31), 6, date(2027, 2, 28)),
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2027, 5, 22), 6, date(2026, 11, 22)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(day, months, before):
    assert months_before(day, months) == before


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_t104_day_that_is_named_is_the_last_on_which_nothing_is_overdue(checked_on):
    for due_on, is_overdue in (
        (help_fact_due_on(checked_on), is_help_fact_overdue),
        (law_fact_due_on(checked_on), is_law_fact_overdue),
    ):
        assert not is_overdue(checked_on, due_on)
        assert is_overdue(checked_on, due_on + timedelta(days=1))
