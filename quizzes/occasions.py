"""What a quiz is taken for: known to the floor above, asked for here by its opaque key.

The floor above registers in its `AppConfig.ready()`::

    occasions.register(resolve_occasion, on_submitted=mark_step_finished)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.class_signals import ClassSignal
from quizzes.rule_changes import AS_THE_QUIZ_SAYS, RuleChanges
from quizzes.turns import Allowed, is_open_for, is_past


def _no_url(step: UUID) -> str:
    return ""


@dataclass(frozen=True)
class Occasion:
    """One occasion for one student.

    Attributes:
        title: what the student calls it, such as the module's title.
        return_url: the page to go back to.
        is_open: whether a new attempt may start now.
        closes_at: the moment after which nothing is accepted, None when open-ended. An occasion
            that was ended early gives the moment it was ended.
        quiz_key: key of the quiz to take.
        lesson_step_url: gives the page of a lesson step by its key, or "" when there is none.
        changes: what was changed of the quiz's rules for this occasion.
        signal: what a teacher in front of the class is doing; None while nobody is.
    """

    title: str
    return_url: str
    is_open: bool
    closes_at: datetime | None
    quiz_key: UUID
    lesson_step_url: Callable[[UUID], str] = _no_url
    changes: RuleChanges = AS_THE_QUIZ_SAYS
    signal: ClassSignal | None = None

    @property
    def is_paused(self) -> bool:
        """Whether students are asked to look up; answers are taken as always."""
        return self.signal is not None and self.signal.is_paused

    def is_open_for(self, allowed: Allowed, moment: datetime) -> bool:
        """Whether a student may begin who was granted this."""
        return is_open_for(allowed, moment, is_open=self.is_open, closes_at=self.closes_at)

    def accepts_at(self, moment: datetime) -> bool:
        """Whether answers that arrive at `moment` still count, grace included."""
        if self.closes_at is None:
            return self.is_open
        return not is_past(moment, [self.closes_at])


Resolver = Callable[..., Occasion | None]
Holder = Callable[[UUID], datetime | None]
Listener = Callable[..., None]
_resolvers: list[Resolver] = []
_holders: list[Holder] = []
_listeners: list[Listener] = []
_trial_listeners: list[Listener] = []


def register(
    resolver: Resolver,
    *,
    holder: Holder | None = None,
    on_submitted: Listener | None = None,
    on_tried: Listener | None = None,
) -> None:
    """Say how occasions are understood.

    Args:
        resolver: called as `resolver(occasion, student)` with the occasion's UUID; gives the
            Occasion, or None when it is not theirs or does not exist.
        holder: called as `holder(occasion)` in the transaction that begins an attempt: keeps the
            occasion from ending until that is over, and gives when it closes or closed by now.
        on_submitted: called as `on_submitted(attempt)` in the transaction of a submit.
        on_tried: called as `on_tried(quiz_key=…, user=…)` when every question of a trial was
            answered; nothing of the answers is told.
    """
    if resolver not in _resolvers:
        _resolvers.append(resolver)
    if holder and holder not in _holders:
        _holders.append(holder)
    if on_submitted and on_submitted not in _listeners:
        _listeners.append(on_submitted)
    if on_tried and on_tried not in _trial_listeners:
        _trial_listeners.append(on_tried)


def unregister(resolver: Resolver, *, on_submitted: Listener | None = None) -> None:
    """Take a registration back."""
    if resolver in _resolvers:
        _resolvers.remove(resolver)
    if on_submitted in _listeners:
        _listeners.remove(on_submitted)


def find(occasion: UUID, student) -> Occasion | None:
    """The occasion as one student has it; None when nobody knows it."""
    for resolver in _resolvers:
        if found := resolver(occasion, student):
            return found
    return None


def hold(occasion: UUID) -> datetime | None:
    """Keep an occasion from ending before the transaction that begins an attempt does.

    Returns:
        When it closes, or was closed a moment ago; None when it is open-ended or unknown.
    """
    ends = (holder(occasion) for holder in _holders)
    return next((end for end in ends if end), None)


def notify_submitted(attempt) -> None:
    """Tell the floor above that an attempt was submitted, in the same transaction."""
    for listener in _listeners:
        listener(attempt)


def notify_tried(*, quiz_key: UUID, user) -> None:
    """Tell the floor above that somebody went through a whole quiz without an attempt."""
    for listener in _trial_listeners:
        listener(quiz_key=quiz_key, user=user)
