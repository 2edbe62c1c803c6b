"""State words and the order of a student's home, by example and by property."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from curriculum.progress import (
    State,
    arrange_home,
    furthest,
    module_state,
    resume_at,
    step_state,
    tally,
)

STATES = st.sampled_from(State)
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Task:
    state: State
    is_led: bool = False
    is_open: bool = True
    is_over: bool = False
    opens_at: datetime = NOON
    closes_at: datetime | None = None


def hours(count: int) -> datetime:
    return NOON + timedelta(hours=count)


tasks = st.builds(
    Task,
    state=STATES,
    is_open=st.booleans(),
    is_over=st.just(False),
    opens_at=st.integers(-9, 9).map(hours),
    closes_at=st.none() | st.integers(10, 30).map(hours),
) | st.builds(Task, state=STATES, is_open=st.just(False), is_over=st.just(True))


def test_step_state_finishing_wins():
    assert step_state(has_begun=False, has_finished=False) is State.NOT_STARTED
    assert step_state(has_begun=True, has_finished=False) is State.IN_PROGRESS
    assert step_state(has_begun=False, has_finished=True) is State.FINISHED


def test_module_without_counted_steps_is_never_finished():
    assert module_state([]) is State.NOT_STARTED


@given(st.lists(STATES, min_size=1))
def test_module_is_finished_only_with_every_step(states):
    state = module_state(states)
    assert (state is State.FINISHED) == (set(states) == {State.FINISHED})
    assert (state is State.NOT_STARTED) == (set(states) == {State.NOT_STARTED})


@given(st.lists(STATES))
def test_tally_counts_everybody_once(states):
    counts = tally(states)
    assert counts.total == len(states)
    assert counts.finished == states.count(State.FINISHED)


@given(st.integers(0, 50), st.lists(st.integers(1, 60)), st.integers(1, 50))
def test_reached_never_goes_back_nor_beyond_the_lesson(start, steps, length):
    reached = min(start, length)
    for step in steps:
        further = furthest(reached, step, length)
        assert reached <= further <= length
        reached = further


@given(st.integers(0, 90), st.integers(1, 50))
def test_resume_is_a_step_of_the_lesson(current, length):
    assert 1 <= resume_at(current, length) <= length


@given(st.lists(tasks))
def test_home_shows_every_task_once(given_tasks):
    home = arrange_home(given_tasks)
    shown = [*([home.now] if home.now else []), *home.following, *home.done]
    assert sorted(map(repr, shown)) == sorted(map(repr, given_tasks))


@given(st.lists(tasks))
def test_home_now_is_open_and_unfinished_whenever_there_is_one(given_tasks):
    home = arrange_home(given_tasks)
    startable = [t for t in given_tasks if t.is_open and t.state is not State.FINISHED]
    assert (home.now is not None) == bool(startable)
    assert home.now is None or home.now in startable
    assert all(task.is_over or task.state is State.FINISHED for task in home.done)


def test_home_prefers_begun_then_what_closes_first():
    begun = Task(State.IN_PROGRESS, closes_at=hours(20))
    urgent = Task(State.NOT_STARTED, closes_at=hours(10))
    open_ended = Task(State.NOT_STARTED)
    later = Task(State.NOT_STARTED, is_open=False, opens_at=hours(5))
    home = arrange_home([later, open_ended, urgent, begun])
    assert home.now == begun
    assert list(home.following) == [urgent, open_ended, later]


def test_home_puts_the_lesson_the_teacher_leads_before_everything_else():
    led = Task(State.NOT_STARTED, is_led=True)
    begun = Task(State.IN_PROGRESS, closes_at=hours(1))
    assert arrange_home([begun, led]).now is led
