"""Giving a module to classes, to a group or to one student; taking it back; ending it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from core.actions import record_act, record_acts
from curriculum.models import (
    Assignment,
    AssignmentBatch,
    AssignmentStudent,
    Completion,
    Occasion,
    Step,
)
from curriculum.progress import Kind
from quizzes.actions import move_closing
from quizzes.models import Attempt
from quizzes.rule_changes import AS_THE_QUIZ_SAYS, RuleChanges
from schools.actions.rights import require_teaching
from schools.models import Classroom

# What the trail keeps of the tick on a sensitive module; nothing more is stored of it.
NOTICE_READ = "사전 안내 확인 (notice read)"


class AlreadyAssigned(Exception):
    """Some of the classes have this module: with other times or rules, or for others of the class.

    Attributes:
        assignments: the ones that are running.
    """

    def __init__(self, assignments: Sequence[Assignment]):
        super().__init__(", ".join(str(each.pk) for each in assignments))
        self.assignments = assignments

    @property
    def assignment(self) -> Assignment:
        """The first of them."""
        return self.assignments[0]


class TooLateToUndo(Exception):
    """It may only be ended by now."""


@dataclass(frozen=True)
class Terms:
    """What is the same for everybody who is given a module in one go.

    Attributes:
        opens_at: when students may begin.
        closes_at: when progress stops being recorded; None keeps it open until the teacher ends
            it.
        changes: what the teacher changed of the rules of its quizzes.
        module_version: version of the module that the teacher checked, see `module_versions`.
        has_read_notice: the teacher says so of a module that touches on harm.
    """

    opens_at: datetime
    closes_at: datetime | None = None
    changes: RuleChanges = AS_THE_QUIZ_SAYS
    module_version: str = ""
    has_read_notice: bool = False


@transaction.atomic
def assign_to_classes(
    *, key: UUID, module, classrooms: Iterable, students: Sequence = (), terms: Terms, by
) -> AssignmentBatch:
    """Give a module to classes at once. The same key again changes nothing.

    A class that has it already with the very same times and rules is passed over, so that a
    second try after a lost answer does what is still missing. The number of statements does not
    depend on the number of classes.

    Args:
        key: drawn with the form; names the batch.
        module: any language of the module; the Korean page is what gets assigned.
        classrooms: with their schools.
        students: a group of one class; empty for everybody, also those who come later.

    Raises:
        AlreadyAssigned: somebody would have the module twice; nothing is given to anybody.
        NotAllowed: `by` does not teach one of the classes any more, or its school year is over.
    """
    classrooms = list(classrooms)
    require_teaching(by, *classrooms)
    source = module if module.is_source else module.get_translation_source()
    batch, is_new = _batch_of(key, terms, by)
    if not is_new:
        return batch
    missing = _without_it(classrooms, source, students, terms)
    made = Assignment.objects.bulk_create(
        Assignment(
            batch=batch,
            classroom=classroom,
            module=source,
            is_for_group=bool(students),
            opens_at=terms.opens_at,
            closes_at=terms.closes_at,
            made_by=by,
        )
        for classroom in missing
    )
    _open_to(made, source, students)
    reason = NOTICE_READ if terms.has_read_notice else ""
    record_acts(action="curriculum.assign_module", targets=_targets(made), reason=reason, by=by)
    return batch


def assign_module(
    *, classroom, module, opens_at: datetime, closes_at: datetime | None = None, by
) -> Assignment:
    """Give a module to one whole class. The same call again returns the same row.

    Raises:
        AlreadyAssigned: the module is running in this class with other times.
    """
    terms = Terms(opens_at=opens_at, closes_at=closes_at)
    assign_to_classes(key=uuid4(), module=module, classrooms=[classroom], terms=terms, by=by)
    running = Assignment.objects.running().filter(classroom=classroom, is_for_group=False)
    return running.get(module__translation_key=module.translation_key)


def _batch_of(key: UUID, terms: Terms, by) -> tuple[AssignmentBatch, bool]:
    """What was given under this key, and whether it is being given only now."""
    about = {"made_by": by, "module_version": terms.module_version, **asdict(terms.changes)}
    batch, is_new = AssignmentBatch.objects.get_or_create(pk=key, defaults=about)
    while batch.undone_at:  # the same form was sent again after an undo, which is a new wish
        again = uuid5(batch.pk, "again")
        batch, is_new = AssignmentBatch.objects.get_or_create(pk=again, defaults=about)
    return batch, is_new


@transaction.atomic
def undo_assigning(*, batch: AssignmentBatch, by) -> int:
    """Take a batch back; a second call changes nothing.

    Nobody sees it any more but those who had begun: they keep what they did, as of an assignment
    that has ended. No row is deleted, so an answer on its way is not lost either.

    Returns:
        The number of students who had begun.

    Raises:
        TooLateToUndo: it was made too long ago.
        NotAllowed: `by` does not teach one of the classes any more, or its school year is over.
    """
    everything = batch.assignments.select_related("classroom__school").order_by("pk")
    require_teaching(by, *(each.classroom for each in everything))
    batch = AssignmentBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if batch.undone_at is not None:
        return len(_begun(batch))
    if not batch.may_be_undone:
        raise TooLateToUndo
    made = _hold_running(batch)
    begun = _begun(batch)
    now = timezone.now()
    batch.undone_at, batch.undone_by = now, by
    batch.save(update_fields=["undone_at", "undone_by"])
    AssignmentStudent.objects.filter(assignment__in=made).delete()
    # Those ended before stay as they were but for the rows that keep them in sight.
    AssignmentStudent.objects.bulk_create(
        (AssignmentStudent(assignment_id=given, student_id=student) for given, student in begun),
        ignore_conflicts=True,
    )
    Assignment.objects.filter(pk__in=[each.pk for each in made]).update(
        ended_at=now, ended_by=by, is_for_group=True
    )
    _close_attempts(made, now)
    record_acts(action="curriculum.undo_assigning", targets=_targets(made), by=by)
    return len(begun)


@transaction.atomic
def end_assignment(*, assignment: Assignment, by) -> Assignment:
    """Stop recording progress; students may still read. Ending twice keeps the first time.

    Open attempts close with it; answers on their way are taken for the grace of quizzes.

    Raises:
        NotAllowed: `by` does not teach the class any more, or its school year is over.
    """
    require_teaching(by, assignment.classroom)
    now = timezone.now()
    # The update waits for those who begin a quiz at this moment; then their attempts are seen.
    running = Assignment.objects.running().filter(pk=assignment.pk)
    if running.update(ended_at=now, ended_by=by):
        _close_attempts([assignment], now)
        place = assignment.classroom.school.neis_code
        record_act(
            action="curriculum.end_assignment", target=str(assignment.pk), place=place, by=by
        )
    assignment.refresh_from_db()
    return assignment


def _hold_running(batch: AssignmentBatch) -> list[Assignment]:
    """What still runs of a batch, held until commit against students who begin something.

    Who begins waits and then finds it ended, or began before and is seen by `_begun`. The order
    of locks is the same everywhere: roles, batch, assignments, attempts. It is the weaker lock
    (no key update), because handing a quiz in holds the attempt and then refers to the
    assignment; it must not wait here.
    """
    made = batch.assignments.running().select_related("classroom__school").order_by("pk")
    return list(made.select_for_update(of=["self"], no_key=True))


def _without_it(classrooms, module, students, terms: Terms) -> list:
    """The classes that do not have the module yet; two presses at once see each other here."""
    wanted = {classroom.pk: classroom for classroom in classrooms}
    # Held in one order, so that two teachers with the same classes do not wait for each other.
    held = Classroom.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    list(held.values_list("pk", flat=True))
    clashing = Assignment.objects.clashing_with(wanted, module, students)
    running = list(clashing.select_related("classroom__school", "batch"))
    others = [each for each in running if students or not _is_the_same(each, terms)]
    if others:
        raise AlreadyAssigned(others)
    having = {each.classroom_id for each in running}
    return [classroom for pk, classroom in wanted.items() if pk not in having]


def _is_the_same(running: Assignment, terms: Terms) -> bool:
    has = (running.opens_at, running.closes_at, running.rule_changes)
    return not running.is_for_group and has == (terms.opens_at, terms.closes_at, terms.changes)


def _open_to(made: Sequence[Assignment], module, students: Sequence) -> None:
    """Give every quiz of what was made its occasion, and a group its students."""
    quizzes = Step.objects.current_of([module.translation_key]).filter(kind=Kind.QUIZ)
    Occasion.objects.bulk_create(
        Occasion(id=Occasion.id_for(each.pk, step.key), assignment=each, step=step)
        for step in quizzes
        for each in made
    )
    AssignmentStudent.objects.bulk_create(
        AssignmentStudent(assignment=each, student=student) for each in made for student in students
    )


def _begun(batch: AssignmentBatch) -> set[tuple[UUID, UUID]]:
    """Who has any progress or attempt in a batch, as (assignment, student)."""
    read = Completion.objects.filter(assignment__batch=batch)
    of_occasion = dict(
        Occasion.objects.filter(assignment__batch=batch).values_list("pk", "assignment")
    )
    tried = Attempt.objects.of_occasions(list(of_occasion)).values_list("occasion", "student")
    return {
        *read.values_list("assignment", "student"),
        *((of_occasion[occasion], student) for occasion, student in tried),
    }


def _close_attempts(assignments, closes_at: datetime) -> None:
    occasions = Occasion.objects.filter(assignment__in=assignments).values_list("pk", flat=True)
    move_closing(occasions=occasions, closes_at=closes_at)


def _targets(assignments: Iterable[Assignment]) -> list[tuple[str, str]]:
    return [(str(each.pk), each.classroom.school.neis_code) for each in assignments]
