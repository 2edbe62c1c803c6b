"""What a roster changes: arithmetic alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.roster_plan import (
    ClassKey,
    Seats,
    plan_roster,
    read_roster,
    write_numbers,
    write_roster,
    years_to_plan,
)

keys = st.builds(ClassKey, st.integers(1, 6), st.integers(1, 99))
numbers = st.frozensets(st.integers(1, 99), max_size=60)
rosters = st.dictionaries(keys, st.frozensets(st.integers(1, 99), min_size=1, max_size=60))
schools = st.dictionaries(
    keys, st.builds(lambda present, left: Seats(present, left - present), numbers, numbers)
)


def after(plan, existing, *, leave: bool, come_back: bool) -> dict[ClassKey, Seats]:
    """The school once a plan has been carried out."""
    seats = dict(existing)
    for change in plan.changes:
        before = existing.get(change.key, Seats())
        gone = change.unlisted if leave else frozenset()
        back = change.returning if come_back else frozenset()
        seats[change.key] = Seats(
            (before.present | change.added | back) - gone, (before.left - back) | gone
        )
    return seats


@given(rosters, schools, st.booleans(), st.booleans())
def test_plan_made_again_after_it_was_done_adds_nothing(wanted, existing, leave, come_back):
    done = after(plan_roster(wanted, existing), existing, leave=leave, come_back=come_back)
    again = plan_roster(wanted, done)
    assert not again.new_classes
    assert again.added == 0
    assert leave is False or again.unlisted == 0
    assert come_back is False or again.returning == 0
    assert again.is_any is False or not (leave and come_back)


@given(rosters, schools)
def test_plan_with_both_decisions_makes_the_school_what_the_list_says(wanted, existing):
    done = after(plan_roster(wanted, existing), existing, leave=True, come_back=True)
    for key, seats in done.items():
        assert seats.present == wanted.get(key, existing.get(key, Seats()).present)


@given(rosters, schools)
def test_plan_never_loses_a_seat_and_leaves_unnamed_classes_alone(wanted, existing):
    plan = plan_roster(wanted, existing)
    done = after(plan, existing, leave=True, come_back=False)
    for key, seats in existing.items():
        assert seats.present | seats.left <= done[key].present | done[key].left
    assert {key: done[key] for key in plan.unnamed} == {
        key: seats for key, seats in existing.items() if key not in wanted
    }


@given(rosters, schools)
def test_every_listed_number_is_added_kept_or_returning_and_only_one_of_these(wanted, existing):
    for change in plan_roster(wanted, existing).changes:
        groups = [*change.added, *change.kept, *change.returning]
        assert sorted(groups) == sorted(wanted[change.key])


@given(rosters)
def test_roster_in_short_reads_back(wanted):
    assert read_roster(write_roster(wanted)) == wanted


def test_numbers_are_written_as_runs():
    assert write_numbers([]) == ""
    assert write_numbers({1, 2, 3, 5, 7, 8}) == "1-3, 5, 7-8"


@pytest.mark.parametrize("text", ["1", "1.1", "x.1:3", "1.1:1;;"])
def test_other_text_is_no_roster(text):
    with pytest.raises(ValueError):
        read_roster(text)


def test_fingerprint_tells_plans_apart():
    wanted = {ClassKey(1, 1): frozenset({1, 2})}
    first = plan_roster(wanted, {})
    second = plan_roster(wanted, {ClassKey(1, 1): Seats(frozenset({1}))})
    assert first.fingerprint == plan_roster(dict(wanted), {}).fingerprint
    assert first.fingerprint != second.fingerprint


def test_next_year_can_be_planned_while_classes_are_formed():
    assert years_to_plan(date(2026, 11, 23)) == [2026]
    assert years_to_plan(date(2027, 1, 4)) == [2026, 2027]
    assert years_to_plan(date(2027, 2, 28)) == [2026, 2027]
    assert years_to_plan(date(2027, 3, 1)) == [2027]
