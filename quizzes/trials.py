"""Trying a quiz without an account: the whole attempt lives in the visitor's session.

Nothing of it is written into our tables, and nothing of it points to a person. Plain data.
"""

import secrets
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from uuid import UUID

from quizzes.kinds import Response
from quizzes.ordering import SEED_BITS

TRIALS, TOTAL = "quiz_trials", "quiz_trial_total"
# How long a visitor may stay away before the session forgets the quiz.
LIFETIME_SECONDS = 3 * 24 * 60 * 60
# A session is read with every request: trials of more quizzes than this make it forget the oldest.
MOST_TRIALS = 5


@dataclass
class Trial:
    """One visitor's go at one quiz.

    Attributes:
        edition: the edition it began with; None for a draft, which no session keeps.
        answers: responses by key of question.
        is_done: whether it was finished, so that the answers may be seen.
    """

    edition: UUID | None
    seed: int = field(default_factory=lambda: secrets.randbits(SEED_BITS))
    answers: dict[UUID, Response] = field(default_factory=dict)
    is_done: bool = False


def begin(session: MutableMapping, quiz_key: UUID, edition: UUID) -> Trial:
    """Start afresh, whatever was tried before; the total of the session goes on."""
    trial = Trial(edition)
    trials = {key: value for key, value in _trials(session).items() if key != str(quiz_key)}
    while len(trials) >= MOST_TRIALS:
        del trials[next(iter(trials))]
    session[TRIALS] = trials
    keep(session, quiz_key, trial)
    return trial


def find(session: MutableMapping, quiz_key: UUID) -> Trial | None:
    """The trial that was begun in this session, or None."""
    stored = _trials(session).get(str(quiz_key))
    if stored is None:
        return None
    answers = {
        UUID(key): Response(tuple(UUID(each) for each in chosen), text, confidence)
        for key, (chosen, text, confidence) in stored["answers"].items()
    }
    return Trial(UUID(stored["edition"]), stored["seed"], answers, stored["is_done"])


def keep(session: MutableMapping, quiz_key: UUID, trial: Trial) -> None:
    """Store what the visitor answered so far."""
    stored = {
        **asdict(trial),
        "edition": str(trial.edition),
        "answers": {
            str(key): [[str(each) for each in given.chosen], given.text, given.confidence]
            for key, given in trial.answers.items()
        },
    }
    # A new mapping, because a session does not notice what changes inside one.
    session[TRIALS] = {**_trials(session), str(quiz_key): stored}


def add_to_total(session: MutableMapping, points: Decimal, possible: int) -> None:
    """Add a finished quiz to the score of this session; one without points adds nothing."""
    if possible > 0 and points >= 0:
        so_far, so_far_possible = total(session)
        session[TOTAL] = [str(so_far + points), so_far_possible + possible]


def total(session: MutableMapping) -> tuple[Decimal, int]:
    """Points of all quizzes finished in this session, and what was possible."""
    points, possible = session.get(TOTAL, ["0", 0])
    return Decimal(points), possible


def _trials(session: MutableMapping) -> dict:
    return session.get(TRIALS, {})
