"""How far a student is: state words, what to do now, and the counts of a class. No Django here."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Generic, Protocol, TypeVar


class State(StrEnum):
    """The three words for a step, a module and a seat."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"


class Kind(StrEnum):
    """What a step of a module is."""

    LESSON = "lesson"
    QUIZ = "quiz"
    SURVEY = "survey"


# The survey is anonymous: nobody can know who answered, so it never counts as done or missing.
COUNTED_KINDS = frozenset({Kind.LESSON, Kind.QUIZ})


class Part(StrEnum):
    """Which of two times the same quiz is taken in a module."""

    BEFORE = "before"
    AFTER = "after"


def parts_of(targets: Sequence[Hashable]) -> list[Part | None]:
    """Which steps measure before and after: those of a target that a module has twice.

    Args:
        targets: what the steps lead to, in order; None for steps that are no quiz.

    Returns:
        For each step its part, None for ordinary steps. The first of a target is before, the
        last after; any between are ordinary.
    """
    places: dict[Hashable, list[int]] = {}
    for place, target in enumerate(targets):
        if target is not None:
            places.setdefault(target, []).append(place)
    parts: list[Part | None] = [None] * len(targets)
    for first, *rest in places.values():
        if rest:
            parts[first], parts[rest[-1]] = Part.BEFORE, Part.AFTER
    return parts


def step_state(*, has_begun: bool, has_finished: bool) -> State:
    """The state of one step; finishing wins over everything."""
    if has_finished:
        return State.FINISHED
    return State.IN_PROGRESS if has_begun else State.NOT_STARTED


def module_state(steps: Iterable[State]) -> State:
    """The state of a module from the states of its counted steps.

    Finished when all are finished; a module without a counted step is never finished.
    """
    states = list(steps)
    if states and all(state is State.FINISHED for state in states):
        return State.FINISHED
    if any(state is not State.NOT_STARTED for state in states):
        return State.IN_PROGRESS
    return State.NOT_STARTED


class PastStep(Protocol):
    """What the past of a module needs to know of a step."""

    key: Hashable
    added_at: datetime | None
    removed_at: datetime | None


AnyStep = TypeVar("AnyStep", bound=PastStep)


@dataclass(frozen=True)
class Past(Generic[AnyStep]):
    """Every step a module ever had, as far as it matters for one assignment.

    What an editor adds or takes out later never makes unfinished what was finished, and changes
    nothing of an assignment that has ended.

    Attributes:
        steps: in order; one without `added_at` was there from the beginning.
        ended_at: when progress stopped being recorded; None while it is.
    """

    steps: tuple[AnyStep, ...]
    ended_at: datetime | None = None

    @property
    def has_changed(self) -> bool:
        """Whether the module ever had other steps."""
        return any(step.added_at or step.removed_at for step in self.steps)

    def steps_at(self, at: datetime | None) -> list[AnyStep]:
        """The steps the module had at a moment; None for the beginning."""
        return [step for step in self.steps if _was_there(step, at)]

    def finished_at(self, finished: Mapping[Hashable, datetime]) -> datetime | None:
        """When somebody had finished all that the module consisted of at that time.

        An answer that was on its way when the assignment ended still counts.

        Args:
            finished: when they finished each step, by its key.
        """
        changes = {at for step in self.steps for at in (step.added_at, step.removed_at) if at}
        seen = sorted(at for at in changes if self.ended_at is None or at <= self.ended_at)
        for since, until in pairwise([None, *seen, None]):
            moments = [finished.get(step.key) for step in self.steps_at(since)]
            if moments and all(at and (until is None or at <= until) for at in moments):
                return max(moments)
        return None


def _was_there(step: PastStep, at: datetime | None) -> bool:
    if at is None:
        return step.added_at is None
    has_come = step.added_at is None or step.added_at <= at
    return has_come and (step.removed_at is None or step.removed_at > at)


@dataclass(frozen=True)
class Tally:
    """How many are in each state."""

    not_started: int
    in_progress: int
    finished: int

    @property
    def total(self) -> int:
        """Everybody."""
        return self.not_started + self.in_progress + self.finished


def tally(states: Iterable[State]) -> Tally:
    """Count the states of a class or of a module."""
    counts = Counter(states)
    return Tally(counts[State.NOT_STARTED], counts[State.IN_PROGRESS], counts[State.FINISHED])


class Need(StrEnum):
    """Why a teacher should look at a seat."""

    CALLED = "called"
    WRONG = "wrong"
    QUIET = "quiet"


# No step and no answer for so long, in a lesson of forty minutes: time to go and look.
QUIET_AFTER = timedelta(minutes=5)
# Whoever stopped longer ago than a lesson lasts is not stuck; they are not here.
QUIET_UNTIL = timedelta(minutes=50)
# Two wrong answers happen to everybody; three, and more than right ones, do not.
FEWEST_WRONG = 3


@dataclass(frozen=True)
class Standstill:
    """What tells whether somebody is stuck.

    Attributes:
        moved_at: the last step or answer; None before the first.
        has_called: whether they pressed "help me".
        right, wrong: answers of the quiz that is not handed in yet.
    """

    state: State
    moved_at: datetime | None = None
    has_called: bool = False
    right: int = 0
    wrong: int = 0


@dataclass(frozen=True)
class Pause:
    """Paused screens: nobody is quiet during a pause, and everybody's clock starts anew after it.

    Attributes:
        is_on: whether they are paused now.
        ended_at: when the last pause ended; None without one.
    """

    is_on: bool = False
    ended_at: datetime | None = None


NO_PAUSE = Pause()


def need_of(seat: Standstill, now: datetime, pause: Pause = NO_PAUSE) -> Need | None:
    """Why this student needs the teacher; None who does not.

    Pressing the button counts in every state. The other two reasons are of somebody in the
    middle: many wrong answers, then no step and no answer for `QUIET_AFTER`.
    """
    if seat.has_called:
        return Need.CALLED
    if seat.state is not State.IN_PROGRESS:
        return None
    if seat.wrong >= FEWEST_WRONG and seat.wrong > seat.right:
        return Need.WRONG
    quiet = quiet_span(seat, pause)
    return Need.QUIET if quiet and quiet[0] <= now < quiet[1] else None


def quiet_span(seat: Standstill, pause: Pause = NO_PAUSE) -> tuple[datetime, datetime] | None:
    """From when until when somebody who does nothing more counts as quiet; None for never."""
    if seat.state is not State.IN_PROGRESS or seat.moved_at is None or pause.is_on:
        return None
    since = seat.moved_at
    if pause.ended_at and pause.ended_at - since < QUIET_UNTIL:
        since = max(since, pause.ended_at)
    return since + QUIET_AFTER, since + QUIET_UNTIL


def next_change(moments: Iterable[datetime | None], now: datetime) -> datetime | None:
    """The first of these moments that is still to come; None when none is."""
    return min((each for each in moments if each and each > now), default=None)


def furthest(reached: int, step: int, length: int) -> int:
    """How far a reader is after continuing from `step` of a lesson of `length` steps.

    Never goes back, and never beyond a lesson that an editor made shorter.
    """
    return max(reached, min(step, length))


def resume_at(current: int, length: int) -> int:
    """The step to open: where the student left off, kept within the lesson as it is today."""
    return max(1, min(current, length))


class Task(Protocol):
    """What ordering the student's home needs to know of an assignment."""

    state: State
    is_led: bool
    is_open: bool
    is_over: bool
    opens_at: datetime
    closes_at: datetime | None


AnyTask = TypeVar("AnyTask", bound=Task)


@dataclass(frozen=True)
class Home(Generic[AnyTask]):
    """A student's assignments: one to do now, those that follow, those behind."""

    now: AnyTask | None
    following: Sequence[AnyTask]
    done: Sequence[AnyTask]


def arrange_home(tasks: Iterable[AnyTask]) -> Home[AnyTask]:
    """Split assignments into now, next and done.

    What a teacher leads the class through right now comes first, then something begun before
    something new; then what closes first; then what opened first.
    Over (closed or ended) and finished ones are behind, the latest on top.
    """
    behind = [task for task in tasks if task.is_over or task.state is State.FINISHED]
    ahead = sorted((task for task in tasks if task not in behind), key=_urgency)
    behind.sort(key=lambda task: task.opens_at, reverse=True)
    now = ahead[0] if ahead and ahead[0].is_open else None
    return Home(now, ahead[1:] if now else ahead, behind)


def _urgency(task: Task) -> tuple:
    closing = task.closes_at.timestamp() if task.closes_at else float("inf")
    return (
        not task.is_open,
        not task.is_led,
        task.state is not State.IN_PROGRESS,
        closing if task.is_open else 0.0,
        task.opens_at,
    )
