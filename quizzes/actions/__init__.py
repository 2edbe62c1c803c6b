"""Verbs of quizzes; the only place that writes more than one table."""

from quizzes.actions.allowing import (
    AnotherIsOpen,
    ReasonMissing,
    allow_extra_attempt,
    allow_later_closing,
    allow_more_time,
    release_answers,
    reopen_attempt,
)
from quizzes.actions.answers import (
    AttemptClosed,
    AttemptNotFound,
    GivenAnswer,
    SavedAnswer,
    UnknownItem,
    UnknownOption,
    save_answer,
)
from quizzes.actions.attempts import move_closing, put_off_ends, start_attempt, submit_attempt
from quizzes.actions.content import LoadReport, load_quizzes
from quizzes.actions.editions import cut_edition
from quizzes.actions.importing import (
    ImportedAlready,
    NothingToImport,
    QuestionUnfit,
    import_questions,
)
from quizzes.actions.marking import NotHandedIn, PointsOutOfRange, mark_answer
from quizzes.actions.old_catalogue import CarryReport
from quizzes.actions.old_quizzes import import_old_quizzes
from quizzes.actions.permissions import ensure_permissions
from quizzes.actions.purging import delete_attempts
from quizzes.actions.regrading import NothingToRegrade, NotTheNewest, regrade_attempts
from quizzes.actions.scoring import settle_attempt

__all__ = [
    "AnotherIsOpen",
    "AttemptClosed",
    "AttemptNotFound",
    "CarryReport",
    "GivenAnswer",
    "ImportedAlready",
    "LoadReport",
    "NotHandedIn",
    "NotTheNewest",
    "NothingToImport",
    "NothingToRegrade",
    "PointsOutOfRange",
    "QuestionUnfit",
    "ReasonMissing",
    "SavedAnswer",
    "UnknownItem",
    "UnknownOption",
    "allow_extra_attempt",
    "allow_later_closing",
    "allow_more_time",
    "cut_edition",
    "delete_attempts",
    "ensure_permissions",
    "import_old_quizzes",
    "import_questions",
    "load_quizzes",
    "mark_answer",
    "move_closing",
    "put_off_ends",
    "regrade_attempts",
    "release_answers",
    "reopen_attempt",
    "save_answer",
    "settle_attempt",
    "start_attempt",
    "submit_attempt",
]
