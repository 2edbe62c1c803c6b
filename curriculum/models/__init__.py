"""Modules, what a class was given, and how far its students are."""

from curriculum.models.assignments import Assignment, Completion, Occasion
from curriculum.models.modules import ModulePage, Step

__all__ = ["Assignment", "Completion", "ModulePage", "Occasion", "Step"]
