"""Who needs the teacher: arithmetic of times and answers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.progress import (
    FEWEST_WRONG,
    QUIET_AFTER,
    QUIET_UNTIL,
    Need,
    Pause,
    Standstill,
    State,
    need_of,
    next_change,
    quiet_span,
)

NOW = datetime(2026, 4, 2, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
spans = st.timedeltas(timedelta(0), timedelta(hours=3))
seats = st.builds(
    Standstill,
    state=st.sampled_from(State),
    moved_at=st.none() | spans.map(lambda ago: NOW - ago),
    has_called=st.booleans(),
    right=st.integers(0, 12),
    wrong=st.integers(0, 12),
)
pauses = st.builds(
    Pause, is_on=st.booleans(), ended_at=st.none() | spans.map(lambda ago: NOW - ago)
)


def working(ago=timedelta(0), **more) -> Standstill:
    return Standstill(State.IN_PROGRESS, NOW - ago, **more)


@pytest.mark.parametrize("state", State)
def test_who_called_is_seen_in_every_state(state):
    assert need_of(Standstill(state, None, has_called=True), NOW) is Need.CALLED


@pytest.mark.parametrize(
    ("ago", "need"),
    [
        (QUIET_AFTER - SECOND, None),
        (QUIET_AFTER, Need.QUIET),
        (QUIET_UNTIL - SECOND, Need.QUIET),
        (QUIET_UNTIL, None),
    ],
)
def test_quiet_begins_after_five_minutes_and_ends_with_the_lesson(ago, need):
    assert need_of(working(ago), NOW) is need


@pytest.mark.parametrize(
    ("right", "wrong", "need"),
    [(0, FEWEST_WRONG - 1, None), (0, FEWEST_WRONG, Need.WRONG), (3, 3, None), (3, 4, Need.WRONG)],
)
def test_many_wrong_means_three_and_more_than_right(right, wrong, need):
    assert need_of(working(right=right, wrong=wrong), NOW) is need


@given(seats, pauses)
def test_somebody_who_did_not_call_needs_help_only_in_the_middle(seat, pause):
    need = need_of(seat, NOW, pause)
    if need in (Need.WRONG, Need.QUIET):
        assert seat.state is State.IN_PROGRESS and not seat.has_called


@given(seats, spans)
def test_nobody_is_quiet_during_a_pause_nor_right_after_it(seat, ago):
    assert need_of(seat, NOW, Pause(is_on=True)) is not Need.QUIET
    if seat.moved_at and NOW - seat.moved_at < QUIET_UNTIL:
        assert need_of(seat, NOW, Pause(ended_at=NOW)) is not Need.QUIET


@given(seats, pauses)
def test_board_is_looked_at_again_no_later_than_a_need_changes(seat, pause):
    """Until the moment that `next_change` gives, nothing about the seat changes by itself."""
    change = next_change(quiet_span(seat, pause) or (), NOW)
    moment = change - SECOND / 1000 if change else NOW + timedelta(days=1)
    assert need_of(seat, moment, pause) is need_of(seat, NOW, pause)
