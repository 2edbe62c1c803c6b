"""Verbs of the curriculum: assign, record progress, load modules, give editors their rights."""

from curriculum.actions.assigning import AlreadyAssigned, assign_module, end_assignment
from curriculum.actions.certificates import NotFinished, issue_certificate
from curriculum.actions.counting import count_running_year
from curriculum.actions.editors import ensure_editor_rights
from curriculum.actions.learning import (
    AssignmentClosed,
    record_quiz_submitted,
    save_lesson_progress,
)
from curriculum.actions.modules import load_modules, sync_steps
from curriculum.actions.purging import (
    YearNotOver,
    purge_year,
    replay_tombstones,
    require_year_over,
)
from curriculum.actions.training import finish_training_step, record_quiz_tried

__all__ = [
    "AlreadyAssigned",
    "AssignmentClosed",
    "NotFinished",
    "YearNotOver",
    "assign_module",
    "count_running_year",
    "end_assignment",
    "ensure_editor_rights",
    "finish_training_step",
    "issue_certificate",
    "load_modules",
    "purge_year",
    "record_quiz_submitted",
    "record_quiz_tried",
    "replay_tombstones",
    "require_year_over",
    "save_lesson_progress",
    "sync_steps",
]
