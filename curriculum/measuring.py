"""Quizzes that a module has twice, to measure the class before and after; never a student.

What one student scored the first and the last time would be a pair. So no list by student has a
score of them, on the screen as in a file; how the class changed is read in `before_after`.
"""

from collections.abc import Sequence
from uuid import UUID

from curriculum.models import ModuleStep
from curriculum.progress import Kind, Part, parts_of


def quiz_parts(steps: Sequence[ModuleStep]) -> list[Part | None]:
    """Which of these steps measure before and after."""
    return parts_of([step.target_key if step.kind is Kind.QUIZ else None for step in steps])


def measuring_keys(steps: Sequence[ModuleStep]) -> set[UUID]:
    """Keys of the steps that measure before and after."""
    return {step.key for step, part in zip(steps, quiz_parts(steps), strict=True) if part}
