"""Modules, what a class was given, and how far its students are."""

from curriculum.models.assignments import Assignment, Completion, Occasion
from curriculum.models.batches import AssignmentBatch, AssignmentStudent
from curriculum.models.leads import HelpCall, Lead
from curriculum.models.modules import ModulePage, ModuleStep, Step
from curriculum.models.year_counts import YearCount

__all__ = [
    "Assignment",
    "AssignmentBatch",
    "AssignmentStudent",
    "Completion",
    "HelpCall",
    "Lead",
    "ModulePage",
    "ModuleStep",
    "Occasion",
    "Step",
    "YearCount",
]
