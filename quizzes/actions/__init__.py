"""Verbs of quizzes; the only place that writes more than one table."""

from quizzes.actions.answers import (
    AttemptClosed,
    AttemptNotFound,
    GivenAnswer,
    SavedAnswer,
    UnknownItem,
    UnknownOption,
    save_answer,
)
from quizzes.actions.attempts import move_closing, start_attempt, submit_attempt
from quizzes.actions.content import LoadReport, load_quizzes
from quizzes.actions.editions import cut_edition
from quizzes.actions.permissions import ensure_permissions
from quizzes.actions.purging import delete_attempts

__all__ = [
    "AttemptClosed",
    "AttemptNotFound",
    "GivenAnswer",
    "LoadReport",
    "SavedAnswer",
    "UnknownItem",
    "UnknownOption",
    "cut_edition",
    "delete_attempts",
    "ensure_permissions",
    "load_quizzes",
    "move_closing",
    "save_answer",
    "start_attempt",
    "submit_attempt",
]
