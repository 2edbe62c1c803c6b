"""Verbs of the curriculum: assign, record progress, load modules, give editors their rights."""

from curriculum.actions.assigning import (
    AlreadyAssigned,
    Terms,
    TooLateToUndo,
    assign_module,
    assign_to_classes,
    end_assignment,
    undo_assigning,
)
from curriculum.actions.certificates import NotFinished, issue_certificate
from curriculum.actions.counting import count_running_year
from curriculum.actions.editors import ensure_editor_rights
from curriculum.actions.leading import (
    LessonNotOn,
    UnknownPlace,
    call_for_help,
    free_class,
    lead_class,
    pause_screens,
    resume_screens,
    settle_help,
    show_answers,
    start_lesson,
    take_call_back,
)
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
    fix_ways_of_school,
    forget_tickets,
    issue_ticket,
    ticket_key_for,
)
from curriculum.actions.training import finish_training_step, record_quiz_tried

__all__ = [
    "AlreadyAssigned",
    "AssignmentClosed",
    "LessonNotOn",
    "NoTicketHere",
    "NotFinished",
    "RouteFixed",
    "Terms",
    "TicketTaken",
    "TooLateToUndo",
    "UnknownPlace",
    "YearNotOver",
    "assign_module",
    "assign_to_classes",
    "call_for_help",
    "count_running_year",
    "end_assignment",
    "ensure_editor_rights",
    "finish_training_step",
    "fix_survey_routes",
    "fix_ways_of_school",
    "forget_tickets",
    "free_class",
    "issue_certificate",
    "issue_ticket",
    "lead_class",
    "load_modules",
    "pause_screens",
    "purge_year",
    "record_quiz_submitted",
    "record_quiz_tried",
    "replay_tombstones",
    "require_year_over",
    "resume_screens",
    "save_lesson_progress",
    "settle_help",
    "show_answers",
    "start_lesson",
    "sync_steps",
    "take_call_back",
    "ticket_key_for",
    "undo_assigning",
]
