"""The arithmetic of a change of year: everybody has one fate, twice is once."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.move_list import RowsUnreadable, parse_moves, read_moves, write_moves
from schools.rollover import (
    Fate,
    Fault,
    Move,
    Plan,
    Seat,
    Years,
    plan_rollover,
    suggested_sizes,
)
from schools.roster_plan import ClassKey

FINAL = 3
keys = st.builds(ClassKey, st.integers(1, FINAL), st.integers(1, 3))
seats = st.builds(Seat, st.integers(1, FINAL), st.integers(1, 3), st.integers(1, 6))
sizes_of_classes = st.dictionaries(keys, st.integers(1, 6), max_size=9)


def carry_out(years: Years, plan: Plan) -> Years:
    """The school after the plan was carried out; what the database does, in arithmetic."""
    numbers = {key: set(held) for key, held in years.numbers.items()}
    for seat in plan.new_seats:
        numbers.setdefault(seat.class_key, set()).add(seat.number)
    return Years(
        pupils=years.pupils,
        final_grade=years.final_grade,
        numbers={key: frozenset(held) for key, held in numbers.items()},
        origins={**years.origins, **plan.new_origins},
        still_there=years.still_there - set(plan.leave_now),
    )


@st.composite
def schools_before(draw):
    """A school at the end of a year, with some classes of the new year made by hand already."""
    pupils = draw(st.frozensets(seats, max_size=40))
    numbers = draw(st.dictionaries(keys, st.frozensets(st.integers(1, 6), min_size=1), max_size=4))
    return Years(pupils=pupils, final_grade=FINAL, numbers=numbers, still_there=pupils)


@st.composite
def wishes(draw):
    """A school, sizes and a list of moves that may well be wrong."""
    years = draw(schools_before())
    pairs = draw(st.lists(st.tuples(seats, seats), max_size=12))
    moves = [Move(row, old, new) for row, (old, new) in enumerate(pairs, start=2)]
    return years, draw(sizes_of_classes), moves


@st.composite
def possible_wishes(draw):
    """A school, sizes that fit what is there, and moves that can be carried out."""
    years = draw(schools_before())
    sizes = {
        key: max(size, len(years.numbers.get(key, ())))
        for key, size in draw(sizes_of_classes).items()
    }
    plan = plan_rollover(years, sizes=sizes, moves=[])
    there = [Seat(*key, number) for key, held in years.numbers.items() for number in held]
    free = draw(st.permutations(sorted([*there, *plan.new_seats])))
    pairs = [
        (old, new)
        for old, new in zip(sorted(years.pupils), free, strict=False)
        if new.grade >= old.grade
    ]
    return years, sizes, [Move(row, old, new) for row, (old, new) in enumerate(pairs, start=2)]


@given(wishes())
def test_every_student_of_the_old_year_has_exactly_one_fate(wish):
    years, sizes, moves = wish
    plan = plan_rollover(years, sizes=sizes, moves=moves)
    assert set(plan.fates) == years.pupils
    assert sum(plan.count(fate) for fate in Fate) == len(years.pupils)


@given(possible_wishes())
def test_possible_wish_has_no_problem_and_who_is_listed_moves(wish):
    years, sizes, moves = wish
    plan = plan_rollover(years, sizes=sizes, moves=moves)
    assert plan.problems == []
    assert {seat for seat, fate in plan.fates.items() if fate is Fate.MOVES} == {
        move.old for move in moves
    }
    assert all(
        (fate is Fate.GRADUATES) == (seat.grade == FINAL)
        for seat, fate in plan.fates.items()
        if fate is not Fate.MOVES
    )


@given(possible_wishes())
def test_planning_again_after_it_was_done_finds_nothing_to_do(wish):
    years, sizes, moves = wish
    plan = plan_rollover(years, sizes=sizes, moves=moves)
    after = carry_out(years, plan)
    again = plan_rollover(after, sizes=sizes, moves=moves)
    assert again.is_done
    assert again.fates == plan.fates
    assert again.sizes == plan.sizes


@given(possible_wishes())
def test_school_afterwards_is_what_the_plan_said(wish):
    years, sizes, moves = wish
    plan = plan_rollover(years, sizes=sizes, moves=moves)
    after = carry_out(years, plan)
    assert {key: len(held) for key, held in after.numbers.items()} == dict(plan.sizes)
    assert after.still_there == frozenset()
    assert set(after.origins) == plan.known_seats
    # Nobody sits on two seats.
    assert len(set(after.origins.values())) == len(after.origins)


@given(wishes())
def test_wish_without_a_problem_puts_nobody_on_two_seats(wish):
    years, sizes, moves = wish
    plan = plan_rollover(years, sizes=sizes, moves=moves)
    if not plan.problems:
        after = carry_out(years, plan)
        assert set(after.origins.values()) <= years.pupils
        assert len(set(after.origins.values())) == len(after.origins)
        assert all(seat.number in after.numbers[seat.class_key] for seat in after.origins)


def school(*pupils: Seat, **more) -> Years:
    return Years(pupils=frozenset(pupils), final_grade=FINAL, still_there=frozenset(pupils), **more)


@pytest.mark.parametrize(
    "moves, fault",
    [
        ([(Seat(1, 1, 9), Seat(2, 1, 1))], Fault.NOBODY_THERE),
        ([(Seat(1, 1, 1), Seat(2, 1, 1)), (Seat(1, 1, 1), Seat(2, 1, 2))], Fault.TWICE_FROM),
        ([(Seat(1, 1, 1), Seat(2, 1, 1)), (Seat(1, 1, 2), Seat(2, 1, 1))], Fault.TWICE_TO),
        ([(Seat(1, 1, 1), Seat(2, 9, 1))], Fault.NO_SUCH_CLASS),
        ([(Seat(1, 1, 1), Seat(2, 1, 4))], Fault.BEYOND_SIZE),
        ([(Seat(2, 1, 1), Seat(1, 1, 1))], Fault.LOWER_GRADE),
    ],
)
def test_wrong_row_of_the_move_list_is_named(moves, fault):
    years = school(Seat(1, 1, 1), Seat(1, 1, 2), Seat(2, 1, 1))
    listed = [Move(row, *pair) for row, pair in enumerate(moves, start=2)]
    plan = plan_rollover(years, sizes={ClassKey(2, 1): 3, ClassKey(1, 1): 3}, moves=listed)
    assert [(each.row, each.fault) for each in plan.problems] == [(listed[-1].row, fault)]


def test_second_list_that_contradicts_the_first_is_refused():
    years = school(Seat(1, 1, 1), Seat(1, 1, 2))
    sizes = {ClassKey(2, 1): 2}
    first = plan_rollover(years, sizes=sizes, moves=[Move(2, Seat(1, 1, 1), Seat(2, 1, 1))])
    after = carry_out(years, first)
    elsewhere = plan_rollover(after, sizes=sizes, moves=[Move(2, Seat(1, 1, 1), Seat(2, 1, 2))])
    taken = plan_rollover(after, sizes=sizes, moves=[Move(2, Seat(1, 1, 2), Seat(2, 1, 1))])
    assert [each.fault for each in elsewhere.problems] == [Fault.MOVED_ELSEWHERE]
    assert [each.fault for each in taken.problems] == [Fault.TAKEN]


def test_class_that_exists_is_filled_up_and_never_shrinks():
    years = school(numbers={ClassKey(2, 1): frozenset({1, 3})})
    plan = plan_rollover(years, sizes={ClassKey(2, 1): 4}, moves=[])
    assert list(plan.new_seats) == [Seat(2, 1, 2), Seat(2, 1, 4)]
    smaller = plan_rollover(years, sizes={ClassKey(2, 1): 1}, moves=[])
    assert [each.fault for each in smaller.problems] == [Fault.FEWER_THAN_THERE]


def test_fingerprint_changes_with_the_school():
    years = school(Seat(1, 1, 1), Seat(1, 1, 2))
    plan = plan_rollover(years, sizes={ClassKey(2, 1): 2}, moves=[])
    left = replace(years, pupils=years.pupils - {Seat(1, 1, 2)})
    other = plan_rollover(left, sizes={ClassKey(2, 1): 2}, moves=[])
    assert plan.fingerprint() != other.fingerprint()


def test_sizes_begin_with_each_cohort_one_grade_up():
    pupils = [Seat(1, 1, n) for n in (1, 2, 3)] + [Seat(2, 1, 1), Seat(2, 2, 1), Seat(2, 2, 2)]
    found = suggested_sizes(pupils, {ClassKey(3, 1): frozenset({1, 2})}, grades=range(1, 4))
    assert found == {1: [3], 2: [3], 3: [2]}


def rows(*lines):
    return [SimpleNamespace(number=n, cells=line) for n, line in enumerate(lines, start=1)]


def test_move_list_reads_numbers_with_words_and_passes_headings():
    table = rows(
        ["학년", "반", "번호", "새 학년", "새 반", "새 번호"],
        ["1학년", "3반", "12번", "2", "1", "5", ""],
    )
    assert read_moves(table) == [Move(2, Seat(1, 3, 12), Seat(2, 1, 5))]


def test_move_list_names_every_row_that_cannot_be_read():
    with pytest.raises(RowsUnreadable) as refused:
        read_moves(rows(["1", "1", "1", "2", "1", "1"], ["1", "1", "x", "2", "1", "1"], ["1"]))
    assert refused.value.rows == [2, 3]


def test_moves_come_back_from_the_form_as_they_went():
    moves = [Move(2, Seat(1, 3, 12), Seat(2, 1, 5)), Move(7, Seat(1, 3, 1), Seat(2, 2, 5))]
    assert parse_moves(write_moves(moves)) == moves
