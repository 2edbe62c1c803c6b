"""Verbs of the code on the board: opened, closed, and replaced when somebody guesses at it."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import record_act
from schools import roster
from schools.actions.rights import require_teaching
from schools.models import Classroom, JoinCode

# An open code's eight characters can meet those of another class once in many years.
DRAWS_OF_A_CODE = 5


@transaction.atomic
def open_join_code(*, classroom, minutes: int = 50, by) -> JoinCode:
    """Open the class under a new code; the code before stops working, students inside stay.

    Args:
        minutes: how long students may come in; a lesson and the break before it.

    Raises:
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, classroom)
    # Two presses at once wait for each other here, so that one code is left open.
    Classroom.objects.select_for_update().get(pk=classroom.pk)
    _close_codes(classroom, JoinCode.ClosedBecause.REPLACED)
    code = _store_new_code(classroom, timezone.now() + timedelta(minutes=minutes))
    _record("schools.open_join_code", classroom, by)
    return code


@transaction.atomic
def close_join_code(*, classroom, by) -> None:
    """Let nobody else in; students who are inside stay."""
    _close_codes(classroom, JoinCode.ClosedBecause.TEACHER)
    _record("schools.close_join_code", classroom, by)


def count_failed_try(*, code: str) -> None:
    """Count a wrong number or PIN under an open code; after too many a new code replaces it."""
    with transaction.atomic():
        join_code = JoinCode.objects.open().select_for_update().filter(code=code).first()
        if join_code is None:
            return
        is_spent = join_code.note_failed_try()
        join_code.save(update_fields=["failed_tries", "failed_since"])
    # Outside, so that the locks are taken class first and code second, as in `open_join_code`.
    if is_spent:
        rotate_join_code(join_code=join_code, by=None)


@transaction.atomic
def rotate_join_code(*, join_code, by) -> None:
    """Replace a code that saw too many failed tries, for the time it had left.

    Students inside stay. `by` is None: nobody decides this.
    """
    classroom = Classroom.objects.select_for_update().get(pk=join_code.classroom_id)
    spent = JoinCode.objects.open().filter(pk=join_code.pk)
    if spent.update(closed_at=timezone.now(), closed_because=JoinCode.ClosedBecause.TRIES):
        _store_new_code(classroom, join_code.expires_at)
        _record("schools.rotate_join_code", classroom, by)


def _close_codes(classroom, because: str) -> None:
    classroom.join_codes.not_closed().update(closed_at=timezone.now(), closed_because=because)


def _store_new_code(classroom, expires_at) -> JoinCode:
    for draws_left in reversed(range(DRAWS_OF_A_CODE)):
        try:
            with transaction.atomic():
                return JoinCode.objects.create(
                    classroom=classroom, code=roster.draw_code(), expires_at=expires_at
                )
        except IntegrityError:
            if not draws_left:
                raise


def _record(action: str, classroom, by) -> None:
    place = classroom.school.neis_code
    record_act(action=action, target=str(classroom.pk), place=place, by=by)
