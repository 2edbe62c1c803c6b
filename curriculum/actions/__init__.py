"""Verbs of the curriculum: assign, record progress, load modules, give editors their rights."""

from curriculum.actions.assigning import AlreadyAssigned, assign_module, end_assignment
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
from curriculum.actions.tickets import (
    NoTicketHere,
    RouteFixed,
    TicketTaken,
    fix_survey_routes,
    issue_ticket,
    ticket_key_for,
)

__all__ = [
    "AlreadyAssigned",
    "AssignmentClosed",
    "NoTicketHere",
    "RouteFixed",
    "TicketTaken",
    "YearNotOver",
    "assign_module",
    "end_assignment",
    "ensure_editor_rights",
    "fix_survey_routes",
    "issue_ticket",
    "load_modules",
    "purge_year",
    "record_quiz_submitted",
    "replay_tombstones",
    "require_year_over",
    "save_lesson_progress",
    "sync_steps",
    "ticket_key_for",
]
