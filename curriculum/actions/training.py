"""Recording what members of staff learned themselves."""

from collections.abc import Container, Sequence
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import transaction

from core.actions import record_act
from curriculum.measuring import quiz_parts
from curriculum.models import StaffCompletion, Step
from curriculum.progress import COUNTED_KINDS, Kind, Part


@transaction.atomic
def finish_training_step(*, step: Step, by) -> None:
    """Note that a member of staff finished a step; once noted it stays as it was."""
    StaffCompletion.objects.bulk_create(
        [StaffCompletion(user=by, step=step)], ignore_conflicts=True
    )
    record_act(action="curriculum.finish_training_step", target=str(step.pk), by=by)


def record_quiz_tried(*, quiz_key: UUID, user) -> None:
    """Note a tried quiz in the training of a member of staff, in each module that has it.

    One try is one step: where a module has the quiz before and after, the first time is the step
    before, and the step after waits for another try once everything before it is finished.
    """
    if not (user.is_authenticated and user.roles):
        return
    of_quiz = Step.objects.filter(is_current=True, kind=Kind.QUIZ, target_key=quiz_key)
    rows = Step.objects.current_of(of_quiz.values_list("module_key", flat=True))
    done = set(StaffCompletion.objects.filter(user=user).values_list("step", flat=True))
    for _module, steps in groupby(rows.filter(kind__in=COUNTED_KINDS), attrgetter("module_key")):
        if (step := _step_tried(list(steps), quiz_key, done)) is not None:
            finish_training_step(step=step, by=user)


def _step_tried(steps: Sequence[Step], quiz_key: UUID, done: Container[UUID]) -> Step | None:
    """The step of a module that a try of this quiz finishes; None for none."""
    parts = quiz_parts([step.as_module_step for step in steps])
    for place, (step, part) in enumerate(zip(steps, parts, strict=True)):
        if step.target_key == quiz_key and step.pk not in done:
            is_early = part is Part.AFTER and any(each.pk not in done for each in steps[:place])
            return None if is_early else step
    return None
