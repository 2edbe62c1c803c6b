"""Modules, what a class was given, and how far its students are."""

from curriculum.models.assignments import Assignment, Completion, Occasion
from curriculum.models.modules import ModulePage, ModuleStep, Step
from curriculum.models.surveys import SurveyRoute, TicketIssue
from curriculum.models.year_counts import YearCount

__all__ = [
    "Assignment",
    "Completion",
    "ModulePage",
    "ModuleStep",
    "Occasion",
    "Step",
    "SurveyRoute",
    "TicketIssue",
    "YearCount",
]
