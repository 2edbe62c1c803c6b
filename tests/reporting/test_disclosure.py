"""Which counts are printed: R3, R4, R7 of docs/statistics.md."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.disclosure import HIDDEN, LEAST_COUNT, Shown, protect_row, rounded_number

CODES = ("yes", "maybe", "no", "dk", "na")
COUNTS = st.fixed_dictionaries(
    {code: st.one_of(st.integers(0, 12), st.integers(0, 5000)) for code in CODES}
)


@given(counts=COUNTS, least=st.integers(LEAST_COUNT, 50))
def test_r3_published_cells_equal_the_truth(counts, least):
    for code, shown in protect_row(counts, least=least).items():
        assert shown.value in (None, counts[code])
        assert (shown.value is None) == bool(shown.status)


@given(counts=COUNTS, least=st.sampled_from([10, 11]))
def test_no_printed_count_is_small(counts, least):
    for shown in protect_row(counts, least=least).values():
        assert shown.value is None or shown.value == 0 or shown.value >= least
        assert not re.fullmatch(r"[1-9]", shown.text)


@given(counts=COUNTS)
def test_r4_marks_are_indistinguishable(counts):
    marks = [s for s in protect_row(counts, least=10).values() if s.value is None]
    assert all(mark is HIDDEN for mark in marks)
    assert {mark.text for mark in marks} <= {"[c]"}


@given(counts=COUNTS)
def test_p9_zero_stays_zero_where_more_than_one_answer_was_given(counts):
    if sum(1 for count in counts.values() if count) > 1:
        shown = protect_row(counts, least=10)
        assert all(shown[code] == Shown(0) for code in CODES if counts[code] == 0)


@given(counts=COUNTS, suppressed=st.sampled_from(CODES))
def test_t77_neighbours_of_a_hidden_cell_do_not_depend_on_it(counts, suppressed):
    """Small counts that differ by one print the same row: nothing of them leaks sideways."""
    one, other = {**counts, suppressed: 4}, {**counts, suppressed: 5}
    rows = [protect_row(row, least=10) for row in (one, other)]
    rest = sum(count for code, count in counts.items() if code != suppressed)
    # Elsewhere the number of all but one cell may cross the threshold itself (P3).
    if all(rest - counts[code] >= 10 for code in CODES if code != suppressed):
        assert rows[0] == rows[1]


@pytest.mark.parametrize("counts", [{}, dict.fromkeys(CODES, 0)])
def test_r7_nobody_answered_is_printed_as_zeros(counts):
    assert protect_row(counts, least=10) == {code: Shown(0) for code in counts}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("students", [1, 9, 10, 4000])
def test_r7_one_answer_from_everybody_hides_the_row(code, students):
    counts = {**dict.fromkeys(CODES, 0), code: students}
    assert set(protect_row(counts, least=10).values()) == {HIDDEN}


def test_p3_all_but_a_few_is_hidden_with_the_few():
    shown = protect_row({"yes": 3, "no": 500, "na": 0}, least=10)
    assert (shown["yes"], shown["no"], shown["na"]) == (HIDDEN, HIDDEN, Shown(0))


def test_p2_raised_threshold_hides_more():
    assert protect_row({"yes": 29, "no": 500}, least=30)["yes"] is HIDDEN
    assert protect_row({"yes": 29, "no": 500}, least=10)["yes"] == Shown(29)


def test_p2_the_threshold_itself_is_printed():
    shown = protect_row({"yes": 9, "maybe": 10, "no": 500}, least=10)
    assert (shown["yes"], shown["maybe"]) == (HIDDEN, Shown(10))


@pytest.mark.parametrize(("number", "rounded"), [(0, 0), (499, 0), (500, 1000), (99_871, 100_000)])
def test_rounded_number_hides_the_last_three_digits(number, rounded):
    assert rounded_number(number) == rounded
