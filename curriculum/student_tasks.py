"""What a student sees of the assignments of their class, with the state of each step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from curriculum.measuring import quiz_parts
from curriculum.models import Assignment, Completion, ModulePage, ModuleStep, Occasion
from curriculum.progress import (
    Kind,
    Part,
    State,
    Tally,
    module_state,
    resume_at,
    step_state,
    tally,
)
from curriculum.step_facts import StepFacts, read_step_facts
from quizzes.models import Allowance, Attempt


@dataclass(frozen=True)
class TaskStep:
    """One step of an assignment as one student has it.

    Attributes:
        reached: furthest lesson step continued from.
        resume: lesson step to open now.
        occasion: what a quiz is started with; None for other steps.
        attempt_id: the student's last attempt at a quiz that was handed in, else the open one.
        part: whether a quiz is taken before or after; None for a quiz that is there once.
        own_closing: until when this student may still answer a quiz that has closed for the others.
    """

    step: ModuleStep
    facts: StepFacts
    state: State
    reached: int = 0
    resume: int = 1
    occasion: UUID | None = None
    attempt_id: UUID | None = None
    part: Part | None = None
    own_closing: datetime | None = None


@dataclass(frozen=True)
class StudentTask:
    """One assignment as one student has it.

    Attributes:
        has_finished: whether they finished all that the module consisted of at that time.
    """

    assignment: Assignment
    title: str
    steps: Sequence[TaskStep] = field(default_factory=tuple)
    has_finished: bool = False

    @property
    def state(self) -> State:
        """The state word of the whole module."""
        return State.FINISHED if self.has_finished else module_state(s.state for s in self.counted)

    @property
    def counted(self) -> list[TaskStep]:
        """Steps whose completion is progress; none that came after everything was finished."""
        counted = [step for step in self.steps if step.step.is_counted]
        return [s for s in counted if s.state is State.FINISHED or not self.has_finished]

    @property
    def counts(self) -> Tally:
        """How many counted steps are in each state."""
        return tally(step.state for step in self.counted)

    @property
    def current(self) -> TaskStep | None:
        """The first step that is to do and not finished; None when nothing is."""
        steps = self.still_open if self.has_closed else self.counted
        return next((step for step in steps if step.state is not State.FINISHED), None)

    @property
    def still_open(self) -> list[TaskStep]:
        """Quizzes this student may still finish although the assignment has closed."""
        return [s for s in self.counted if s.own_closing and s.state is not State.FINISHED]

    @property
    def content_note(self) -> str:
        """The first content note among its lessons."""
        return next((step.facts.content_note for step in self.steps if step.facts.content_note), "")

    @property
    def is_led(self) -> bool:
        """Whether the teacher stands in front of the class with it now."""
        return self.assignment.running_lead is not None

    @property
    def has_closed(self) -> bool:
        """Whether it has closed or was ended for the class."""
        return self.assignment.is_over

    @property
    def is_open(self) -> bool:
        """Whether something of it is recorded now."""
        return self.assignment.is_open or bool(self.still_open)

    @property
    def is_over(self) -> bool:
        """Whether it has closed for this student as well."""
        return self.has_closed and not self.still_open

    @property
    def opens_at(self) -> datetime:
        """When students may begin."""
        return self.assignment.opens_at

    @property
    def closes_at(self) -> datetime | None:
        """When it stopped or will stop."""
        own = [step.own_closing for step in self.still_open]
        return max(own, default=self.assignment.ends_at)


def read_tasks(student, assignments: Iterable[Assignment], language: str) -> list[StudentTask]:
    """The student's tasks from assignments read by `with_steps()`.

    Five statements for all, and a sixth where one of them has closed.

    Args:
        language: "ko" or "en", of titles.
    """
    assignments = list(assignments)
    if not assignments:
        return []
    keys = {assignment.module.translation_key for assignment in assignments}
    titles = ModulePage.objects.titles_in(language, keys)
    facts = read_step_facts((s for a in assignments for s in a.steps), language)
    completions = _completions(student, assignments)
    attempts = _attempts(student, assignments)
    own_closings = _own_closings(student, assignments)
    tasks = []
    for assignment in assignments:
        steps = [
            replace(
                _task_step(assignment, step, facts[step.key], completions, attempts),
                part=part,
                own_closing=own_closings.get(Occasion.id_for(assignment.pk, step.key)),
            )
            for step, part in zip(assignment.steps, quiz_parts(assignment.steps), strict=True)
        ]
        title = titles.get(assignment.module.translation_key, assignment.module.title)
        tasks.append(StudentTask(assignment, title, steps, _has_finished(assignment, completions)))
    return tasks


def _has_finished(assignment, completions) -> bool:
    finished = {
        step: row.finished_at
        for (given, step), row in completions.items()
        if given == assignment.pk and row.finished_at
    }
    return assignment.past.finished_at(finished) is not None


def _completions(student, assignments) -> dict[tuple[UUID, UUID], Completion]:
    rows = Completion.objects.filter(student=student, assignment__in=assignments)
    return {(row.assignment_id, row.step_id): row for row in rows}


def _occasions(assignments) -> list[UUID]:
    return [
        Occasion.id_for(assignment.pk, step.key)
        for assignment in assignments
        for step in assignment.steps
        if step.kind is Kind.QUIZ
    ]


def _own_closings(student, assignments) -> dict[UUID, datetime]:
    """Until when a teacher let this student answer quizzes that have closed; running ones."""
    over = [assignment for assignment in assignments if assignment.is_over]
    if not over:
        return {}
    granted = Allowance.objects.filter(student=student, occasion__in=_occasions(over))
    running = granted.filter(closes_at__gt=timezone.now()).order_by("closes_at")
    return dict(running.values_list("occasion", "closes_at"))


def _attempts(student, assignments) -> dict[UUID, Attempt]:
    """The attempt to show for each occasion: the last handed in, else the open one."""
    own = Attempt.objects.of_occasions(_occasions(assignments)).filter(student=student)
    shown: dict[UUID, Attempt] = {}
    for row in own.order_by("number"):
        if not (row.is_open and row.occasion in shown):
            shown[row.occasion] = row
    return shown


def _task_step(assignment, step: ModuleStep, facts, completions, attempts) -> TaskStep:
    completion = completions.get((assignment.pk, step.key))
    has_finished = bool(completion and completion.finished_at)
    if step.kind is Kind.QUIZ:
        occasion = Occasion.id_for(assignment.pk, step.key)
        attempt = attempts.get(occasion)
        state = step_state(has_begun=attempt is not None, has_finished=has_finished)
        return TaskStep(
            step, facts, state, occasion=occasion, attempt_id=attempt.pk if attempt else None
        )
    if completion is None:
        return TaskStep(step, facts, State.NOT_STARTED)
    resume = resume_at(completion.current, facts.length)
    state = step_state(has_begun=True, has_finished=has_finished)
    return TaskStep(
        step, facts, state, reached=min(completion.reached, facts.length), resume=resume
    )
