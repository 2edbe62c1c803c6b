"""Giving a module to a class, and ending it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from curriculum.actions.modules import open_occasions
from curriculum.models import Assignment
from quizzes.actions import move_closing


class AlreadyAssigned(Exception):
    """The class already has this module, with other times.

    Attributes:
        assignment: the one that is running.
    """

    def __init__(self, assignment: Assignment):
        super().__init__(str(assignment.pk))
        self.assignment = assignment


@transaction.atomic
def assign_module(
    *, classroom, module, opens_at: datetime, closes_at: datetime | None = None, by
) -> Assignment:
    """Give a module to a class. The same call again changes nothing and returns the same row.

    Args:
        module: any language of the module; the Korean page is what gets assigned.
        opens_at: when students may begin.
        closes_at: when progress stops being recorded; None keeps it open until the teacher ends
            it.

    Raises:
        AlreadyAssigned: the module is running in this class with other times.
    """
    source = module if module.is_source else module.get_translation_source()
    assignment, is_new = Assignment.objects.running().get_or_create(
        classroom=classroom,
        module=source,
        ended_at=None,
        defaults={"opens_at": opens_at, "closes_at": closes_at, "made_by": by},
    )
    if is_new:
        open_occasions(assignment)
        _record("curriculum.assign_module", assignment, by)
    elif (assignment.opens_at, assignment.closes_at) != (opens_at, closes_at):
        raise AlreadyAssigned(assignment)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, by) -> Assignment:
    """Stop recording progress; students may still read. Ending twice keeps the first time.

    Open attempts close with it; answers on their way are taken for the grace of quizzes.
    """
    now = timezone.now()
    running = Assignment.objects.running().filter(pk=assignment.pk)
    if running.update(ended_at=now, ended_by=by):
        occasions = assignment.occasions.values_list("pk", flat=True)
        move_closing(occasions=occasions, closes_at=now)
        _record("curriculum.end_assignment", assignment, by)
    assignment.refresh_from_db()
    return assignment


def _record(action: str, assignment: Assignment, by) -> None:
    place = assignment.classroom.school.neis_code
    record_act(action=action, target=str(assignment.pk), place=place, by=by)
