"""Item analysis against a published data set, a table worked by hand, and what must always hold."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.item_statistics import (
    FEWEST,
    Sums,
    Verdict,
    alpha,
    discrimination,
    facility,
    share,
    verdict,
)

# R. D. Bock and M. Lieberman, "Fitting a response model for n dichotomously scored items",
# Psychometrika 35 (1970), 179-197: section 6 of the Law School Admission Test, 1,000 persons, 5
# items. In the order of binary counting, 00000, 00001, … 11111: how many answered so. The same
# table is the data set `LSAT` of the R package ltm (D. Rizopoulos, Journal of Statistical
# Software 17:5, 2006) and `lsat6` of the R package psych.
LSAT = [
    *(3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15),
    *(10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298),
]


def sums_of(rows: list[list]) -> list[Sums]:
    """Sums for each column of a table of students by items."""
    return [
        Sums.of((row[column], sum(row) - row[column]) for row in rows)
        for column in range(len(rows[0]))
    ]


def lsat_rows() -> list[list[int]]:
    rows = []
    for pattern, count in enumerate(LSAT):
        rows += [[int(sign) for sign in f"{pattern:05b}"]] * count
    assert len(rows) == 1000
    return rows


def lsat() -> list[Sums]:
    return sums_of(lsat_rows())


def test_published_data_set_gives_its_known_figures():
    """The shares of right answers are column sums of the published table.

    The other figures come from the textbook formulas on the table itself, below; their first four
    decimals are written out so that a change of both at once is seen.
    """
    items = lsat()
    assert [float(facility(item, 1)) for item in items] == [0.924, 0.709, 0.553, 0.763, 0.870]
    r = [discrimination(item) for item in items]
    assert r == pytest.approx([0.1128, 0.1532, 0.1728, 0.1444, 0.1216], abs=0.0001)
    assert alpha(items) == pytest.approx(0.2950, abs=0.0001)


def test_published_data_set_agrees_with_the_textbook_formulas():
    """Pearson's r and alpha once more, from every person's row with Python's own statistics."""
    rows, items = lsat_rows(), lsat()
    columns = list(zip(*rows, strict=True))
    totals = [sum(row) for row in rows]
    for column, item in zip(columns, items, strict=True):
        rest = [total - x for total, x in zip(totals, column, strict=True)]
        assert discrimination(item) == pytest.approx(statistics.correlation(column, rest))
    within = sum(map(statistics.variance, columns)) / statistics.variance(totals)
    assert alpha(items) == pytest.approx(5 / 4 * (1 - within))


def test_table_worked_by_hand():
    """Four students, three items: 111, 110, 100, 000; totals 3, 2, 1, 0.

    Item 2: x = 1 1 0 0, rest y = 2 1 1 0. Σx 2, Σx² 2, Σy 4, Σy² 6, Σxy 3.
    r = (4·3 - 2·4) / √((4·2 - 4)(4·6 - 16)) = 4 / √32 = 0.7071.
    Spread n Σx² - (Σx)²: items 3, 4, 3; total 4·14 - 36 = 20. α = 3/2 · (1 - 10/20) = 0.75.
    """
    items = sums_of([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]])
    assert [facility(item, 1) for item in items] == [Fraction(3, 4), Fraction(1, 2), Fraction(1, 4)]
    assert discrimination(items[1]) == pytest.approx(0.7071, abs=0.0001)
    assert alpha(items) == pytest.approx(0.75)


TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=2, max_size=30
    )
)


@given(TABLES)
def test_figures_stay_within_their_bounds(rows):
    items = sums_of(rows)
    for item in items:
        assert 0 <= facility(item, 4) <= 1
        r = discrimination(item)
        assert r is None or -1 <= r <= 1
    reliability = alpha(items)
    assert reliability is None or reliability <= 1 + 1e-9


@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_students_makes_no_difference(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert sums_of(shuffled) == sums_of(rows)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=30), st.integers(2, 6))
def test_parallel_items_measure_one_thing(column, k):
    items = sums_of([[value] * k for value in column])
    if len(set(column)) == 1:
        assert alpha(items) is None
    else:
        assert alpha(items) == pytest.approx(1)
        assert discrimination(items[0]) == pytest.approx(1)


def test_items_of_different_students_have_no_alpha():
    assert alpha([Sums(n=3, x=1, xx=1, y=2, yy=4), Sums(n=4, x=1, xx=1, y=2, yy=4)]) is None
    assert alpha([]) is None


@pytest.mark.parametrize(
    ("easy", "r", "word"),
    [
        (0.5, 0.30, Verdict.GOOD),
        (0.5, 0.29, Verdict.FAIR),
        (0.5, 0.19, Verdict.LOOK_AGAIN),
        (0.5, -0.4, Verdict.LOOK_AGAIN),
        (0.95, 0.05, Verdict.FAIR),
        (1, None, Verdict.FAIR),
        (0, None, Verdict.LOOK_AGAIN),
        (None, None, Verdict.LOOK_AGAIN),
    ],
)
def test_verdict_follows_the_rule_of_thumb(easy, r, word):
    assert verdict(easy, r) is word


def test_shares_of_nobody_are_unknown():
    assert share(0, 0) is None
    assert share(1, 4) == Fraction(1, 4)
    assert facility(Sums(n=0), 1) is None
    assert FEWEST == 10
