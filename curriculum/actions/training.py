"""Recording what members of staff learned themselves."""

from uuid import UUID

from django.db import transaction

from core.actions import record_act
from curriculum.models import StaffCompletion, Step
from curriculum.progress import Kind


@transaction.atomic
def finish_training_step(*, step: Step, by) -> None:
    """Note that a member of staff finished a step; once noted it stays as it was."""
    StaffCompletion.objects.bulk_create(
        [StaffCompletion(user=by, step=step)], ignore_conflicts=True
    )
    record_act(action="curriculum.finish_training_step", target=str(step.pk), by=by)


def record_quiz_tried(*, quiz_key: UUID, user) -> None:
    """Note a tried quiz in the training of a member of staff, in each module that has it."""
    if not (user.is_authenticated and user.roles):
        return
    steps = Step.objects.filter(is_current=True, kind=Kind.QUIZ, target_key=quiz_key)
    for step in steps.exclude(pk__in=StaffCompletion.objects.filter(user=user).values("step")):
        finish_training_step(step=step, by=user)
