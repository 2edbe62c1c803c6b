"""Change between two rounds: from published counts alone, with intervals and [b]."""

import copy
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.frozen_tables import (
    ANY_SEX,
    EVERYBODY,
    NATION,
    FrozenRelease,
    Place,
    Structure,
    Table,
)
from reporting.instruments import Instrument
from reporting.trend import (
    Comparison,
    NotComparable,
    compare,
    interval_of_change,
    questions_in_both,
    trend_of,
)
from tests.factories.reporting import instrument, questionnaire

CODES = ("yes", "no", "-")
PLACES = (Place(NATION, "M", ANY_SEX), Place("B10", "M", ANY_SEX))


def release(rows, round="2026-1", *, codes=CODES, places=PLACES) -> FrozenRelease:
    """A release of one table; rows are (base, *counts)."""
    table = Table("Q10", "Q10", 10, tuple(places), (EVERYBODY, *codes), tuple(map(tuple, rows)))
    empty = Structure({}, {}, {})
    return FrozenRelease(round, 1, "i", "m", False, 50, {}, empty, (table,))


@st.composite
def rows(draw):
    """Two rows of counts; each cell and each base may be a mark instead."""
    found = []
    for _place in PLACES:
        counts = [draw(st.integers(0, 400)) for _code in CODES]
        line = [sum(counts), *counts]
        found.append([draw(st.sampled_from([n, n, n, "c", "z"])) for n in line])
    return found


def percent(count, base):
    return (Decimal(count) * 100 / base).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@given(rows(), rows())
def test_r6_trend_recomputes_from_published_counts_and_marks_propagate(then, now):
    trend = trend_of("Q10", release(then), release(now, "2026-2"))
    for (_place, changes), before, after in zip(trend.rows, then, now, strict=True):
        for change, x1, x2 in zip(changes, before[1:], after[1:], strict=True):
            used = (before[0], x1, after[0], x2)
            marked = {entry for entry in used if isinstance(entry, str)}
            assert marked == set(change.marks) - {"u"}
            is_small = any(not isinstance(n, str) and n < 50 for n in (before[0], after[0]))
            if marked or is_small:
                assert change.change is None and change.low is None and change.high is None
                continue
            assert change.earlier == percent(x1, before[0])
            assert change.later == percent(x2, after[0])
            exact = Decimal(100) * (Decimal(x2) / after[0] - Decimal(x1) / before[0])
            assert abs(change.change - exact) <= Decimal("0.05")
            assert change.low <= change.change <= change.high


@given(rows(), rows(), st.integers(0, 1), st.integers(0, 3))
def test_number_that_is_not_printed_changes_nothing_that_is_told(then, now, row, column):
    """Whatever the hidden number was, the same trend comes out: it is in no release."""
    then[row][column] = "c"
    trend = trend_of("Q10", release(then), release(now, "2026-2"))
    told = trend.rows[row][1]
    of_column = told if column == 0 else told[column - 1 : column]
    assert all(change.earlier is None and change.change is None for change in of_column)
    assert all("c" in change.marks for change in of_column)


def test_broken_series_shows_both_numbers_and_no_change():
    then, now = release([[100, 20, 70, 10]] * 2), release([[200, 50, 140, 10]] * 2, "2026-2")
    change = trend_of("Q10", then, now, Comparison.BREAK).rows[0][1][0]
    assert (change.earlier, change.later) == (Decimal("20.0"), Decimal("25.0"))
    assert change.change is None and change.marks == ("b",) and not change.is_clear


def test_places_and_codes_of_one_round_only_are_left_out():
    merged = (PLACES[0], Place("B10+T10", "M", ANY_SEX))
    now = release([[100, 20, 80]] * 2, "2026-2", codes=("yes", "-"), places=merged)
    trend = trend_of("Q10", release([[100, 20, 70, 10]] * 2), now)
    assert trend.columns == ("yes", "-")
    assert [place for place, _changes in trend.rows] == [PLACES[0]]
    assert len(trend.of_nation().rows) == 1 and not trend.of_offices().rows


@pytest.mark.parametrize("comparison", [Comparison.OTHER_CODES, Comparison.NOT_ASKED])
def test_other_codes_make_no_trend(comparison):
    with pytest.raises(NotComparable):
        trend_of("Q10", release([[9, 9, 0, 0]] * 2), release([[9, 9, 0, 0]] * 2), comparison)
    assert list(questions_in_both(release([]), release([]))) == ["Q10"]


# Newcombe 1998, table II, method 10.
@pytest.mark.parametrize(
    ("later", "earlier", "interval"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((0, 10), (0, 10), (-0.2775, 0.2775)),
    ],
)
def test_interval_is_that_of_the_paper(later, earlier, interval):
    found = interval_of_change(*earlier, *later)
    assert [round(end / 100, 4) for end in found] == list(interval)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.data())
def test_interval_holds_the_change_and_stays_possible(n1, n2, data):
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    low, high = interval_of_change(x1, n1, x2, n2)
    change = 100 * (x2 / n2 - x1 / n1)
    assert -100 - 1e-6 <= low <= change + 1e-9 and change - 1e-9 <= high <= 100 + 1e-6


def changed(question: str, **facts) -> Instrument:
    data = copy.deepcopy(questionnaire())
    entry = next(each for each in data["questions"] if each["id"] == question)
    entry.update(facts)
    return Instrument.from_data(data)


def test_question_is_compared_with_itself_by_words_codes_and_condition():
    same = instrument()
    assert compare("Q10", same, instrument()) == Comparison.SAME
    assert compare("Q99", same, same) == Comparison.NOT_ASKED
    reworded = changed("Q10", en="Since March, was your face misused?")
    assert compare("Q10", same, reworded) == Comparison.BREAK
    assert compare("Q4", same, reworded) == Comparison.SAME
    other = questionnaire()["questions"][2]["options"][:2]
    assert compare("Q4", same, changed("Q4", options=other)) == Comparison.OTHER_CODES


def test_follow_up_of_a_reworded_question_breaks_with_it():
    reworded = changed("Q10", en="Since March, was your face misused?")
    assert compare("Q17", instrument(), reworded) == Comparison.BREAK
    assert compare("Q9", instrument(), reworded) == Comparison.SAME
