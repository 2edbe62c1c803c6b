"""Modules, what a class was given, and how far its students are."""

from curriculum.models.assignments import Assignment, Completion, Occasion
from curriculum.models.batches import AssignmentBatch, AssignmentStudent
from curriculum.models.certificates import Certificate
from curriculum.models.exchange import LtiCourse, LtiLaunch, LtiSeat, XapiStatement
from curriculum.models.leads import HelpCall, Lead
from curriculum.models.modules import ModulePage, ModuleStep, Step
from curriculum.models.surveys import SurveyRoute, TicketIssue
from curriculum.models.training import StaffCompletion
from curriculum.models.year_counts import RunningCount, YearCount

__all__ = [
    "Assignment",
    "AssignmentBatch",
    "AssignmentStudent",
    "Certificate",
    "Completion",
    "HelpCall",
    "Lead",
    "LtiCourse",
    "LtiLaunch",
    "LtiSeat",
    "ModulePage",
    "ModuleStep",
    "Occasion",
    "RunningCount",
    "StaffCompletion",
    "Step",
    "SurveyRoute",
    "TicketIssue",
    "XapiStatement",
    "YearCount",
]
