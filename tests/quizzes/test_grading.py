"""Marking and ordering: arithmetic, for any input."""

import subprocess
import sys
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import grading
from quizzes.ordering import in_seeded_order

KEYS = st.sets(st.integers(0, 9))
KINDS = st.sampled_from(sorted(grading.RULES))
COUNTS = st.integers(0, 500)
SEEDS = st.integers(0, 2**63 - 1)


@given(right=KEYS.filter(bool), chosen=KEYS)
def test_several_is_right_only_as_the_whole_set(right, chosen):
    assert grading.mark("several", chosen=chosen, right=right).is_right == (chosen == right)


@given(right=KEYS.filter(bool), chosen=KEYS, kind=st.sampled_from(["one", "true_false"]))
def test_one_is_right_only_as_a_single_right_option(right, chosen, kind):
    expected = len(chosen) == 1 and chosen <= right
    assert grading.mark(kind, chosen=chosen, right=right).is_right == expected


@given(kind=KINDS, right=KEYS.filter(bool))
def test_dont_know_earns_nothing(kind, right):
    mark = grading.mark(kind, chosen=(), right=right, points=3)
    assert (mark.is_right, mark.points, mark.possible) == (False, 0, 3)


def test_an_unknown_kind_is_refused():
    with pytest.raises(grading.UnknownKind):
        grading.mark("essay", chosen=(), right=())


@given(marks=st.lists(st.tuples(st.booleans(), st.integers(1, 100))))
def test_b24_score_adds_up_and_stays_within_what_is_possible(marks):
    score = grading.add_up(
        grading.Mark(is_right, points if is_right else 0, points) for is_right, points in marks
    )
    assert score.asked == len(marks)
    assert score.right == sum(is_right for is_right, _ in marks)
    assert 0 <= score.points <= score.possible
    assert 0 <= score.percent <= 100


@given(points=COUNTS, possible=st.integers(1, 500))
def test_b24_percent_is_within_half_a_point_of_the_share(points, possible):
    reached = grading.percent(points, possible)
    assert 0 <= reached <= 100
    if points <= possible:
        assert -Fraction(1, 2) < reached - Fraction(100 * points, possible) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("points", "possible", "expected"),
    [(1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1), (0, 0, 0), (5, 4, 100), (-1, 4, 0)],
)
def test_b24_percent_rounds_half_up_and_is_clipped(points, possible, expected):
    assert grading.percent(points, possible) == expected


@pytest.mark.parametrize(
    ("reached", "mark", "passed"), [(60, 60, True), (59, 60, False), (0, 0, True)]
)
def test_b25_pass_mark_is_reached_at_its_own_value(reached, mark, passed):
    assert grading.has_passed(reached, mark) is passed


@given(keys=st.lists(st.uuids(), unique=True), seed=SEEDS)
def test_b17_order_is_a_shuffle_that_ignores_how_keys_arrive(keys, seed):
    ordered = in_seeded_order(keys, seed)
    assert sorted(ordered) == sorted(keys)
    assert in_seeded_order(keys[::-1], seed) == ordered


def test_b11_order_is_the_same_in_every_process():
    keys = [UUID(int=number) for number in range(8)]
    program = (
        "from uuid import UUID; from quizzes.ordering import in_seeded_order;"
        "print([key.int for key in in_seeded_order([UUID(int=n) for n in range(8)], 42)])"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert out.strip() == str([key.int for key in in_seeded_order(keys, 42)])


def test_order_depends_on_the_seed():
    keys = [UUID(int=number) for number in range(8)]
    assert len({tuple(in_seeded_order(keys, seed)) for seed in range(50)}) > 40
