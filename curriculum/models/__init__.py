"""Modules, what a class was given, and how far its students are."""

from curriculum.models.assignments import Assignment, Completion, Occasion
from curriculum.models.exchange import LtiCourse, LtiLaunch, LtiSeat, XapiStatement
from curriculum.models.modules import ModulePage, ModuleStep, Step
from curriculum.models.year_counts import YearCount

__all__ = [
    "Assignment",
    "Completion",
    "LtiCourse",
    "LtiLaunch",
    "LtiSeat",
    "ModulePage",
    "ModuleStep",
    "Occasion",
    "Step",
    "XapiStatement",
    "YearCount",
]
