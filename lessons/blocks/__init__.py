"""Blocks of lessons, by family: read, look, do, protect."""

from lessons.blocks.step import StepBlock, TeacherNotesBlock

__all__ = ["StepBlock", "TeacherNotesBlock"]
