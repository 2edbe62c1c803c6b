"""Counts that stand by themselves: P2 and P3 of docs/statistics.md."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.disclosure import LEAST_COUNT, is_primary


@given(count=st.integers(1, 60), rest=st.integers(0, 60), least=st.integers(LEAST_COUNT, 50))
def test_p2_p3_a_count_stands_when_it_and_the_rest_both_reach_the_threshold(count, rest, least):
    assert is_primary(count, count + rest, least=least) == (min(count, rest) < least)


def test_p9_zero_stands():
    assert not is_primary(0, 5, least=10)
