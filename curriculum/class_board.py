"""A class at work: the one reading that the board, its file and its print are made from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from curriculum.assigned_students import assigned_students
from curriculum.models import Assignment, Completion, ModulePage, ModuleStep, Occasion
from curriculum.progress import Kind, State, Tally, module_state, step_state, tally
from quizzes.grading import in_figures
from quizzes.models import Attempt


@dataclass(frozen=True)
class SeatStep:
    """One step of one student.

    Attributes:
        points: of the attempt at a quiz that counts, with `points_possible`; None until it is
            handed in.
    """

    state: State
    points: Decimal | None = None
    points_possible: int | None = None

    @property
    def score(self) -> str:
        """Points as "7/10"; empty without a quiz handed in."""
        return "" if self.points is None else f"{in_figures(self.points)}/{self.points_possible}"


@dataclass(frozen=True)
class Seat:
    """One student of the class: a number, and a state for each counted step.

    Attributes:
        wait_until: until when nobody gets in at this seat, after wrong PINs.
    """

    number: int
    steps: Sequence[SeatStep]
    nickname: str = ""
    wait_until: datetime | None = None

    @property
    def state(self) -> State:
        """The state word of the whole module."""
        return module_state(step.state for step in self.steps)

    @property
    def is_locked(self) -> bool:
        """Whether the student would have to wait at the door now."""
        return self.wait_until is not None and self.wait_until > timezone.now()


@dataclass(frozen=True)
class ClassBoard:
    """An assignment of a class with everybody's state. The survey is not part of it."""

    assignment: Assignment
    steps: Sequence[ModuleStep]
    seats: Sequence[Seat]

    @cached_property
    def counts(self) -> Tally:
        """How many students are in each state."""
        return tally(seat.state for seat in self.seats)

    @property
    def open_code(self) -> str | None:
        """The code on the board; a class read by `with_door()` brings it along."""
        return getattr(self.assignment.classroom, "open_code", None)

    @cached_property
    def etag(self) -> str:
        """Changes whenever anything the live part of the board shows changes."""
        seats = [(s.number, s.state, s.nickname, s.is_locked) for s in self.seats]
        told = repr((self.assignment.pk, seats, self.open_code))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class BoardTab:
    """One running assignment of a class, to switch the board to."""

    assignment_id: UUID
    title: str


def read_tabs(classroom, language: str) -> list[BoardTab]:
    """The running assignments of a class, the one shown first on top. Two statements."""
    running = list(
        Assignment.objects.running()
        .filter(classroom=classroom)
        .select_related("module")
        .current_first()
    )
    titles = ModulePage.objects.titles_in(language, {a.module.translation_key for a in running})
    return [
        BoardTab(each.pk, titles.get(each.module.translation_key, each.module.title))
        for each in running
    ]


def read_class_board(assignment: Assignment) -> ClassBoard:
    """Read everybody's state in one statement.

    Args:
        assignment: read by `Assignment.objects.with_steps()`.
    """
    steps = [step for step in assignment.steps if step.is_counted]
    students = assigned_students(assignment).annotate(
        completion_rows=ArraySubquery(_completions(assignment)),
        attempt_rows=ArraySubquery(_attempts(assignment, steps)),
    )
    rows = students.order_by("number").values_list(
        "number", "nickname", "wait_until", "completion_rows", "attempt_rows"
    )
    return ClassBoard(assignment, steps, [_seat(assignment, steps, *row) for row in rows])


def _completions(assignment: Assignment):
    rows = Completion.objects.filter(assignment=assignment, student=OuterRef("pk"))
    return rows.values(row=JSONObject(step="step_id", finished="finished_at"))


def _attempts(assignment: Assignment, steps: Sequence[ModuleStep]):
    occasions = [Occasion.id_for(assignment.pk, s.key) for s in steps if s.kind is Kind.QUIZ]
    recorded = Attempt.objects.of_occasions(occasions).recorded()
    rows = recorded.filter(student=OuterRef("pk")).counting_last()
    return rows.values(
        row=JSONObject(occasion="occasion", points="points", possible="points_possible")
    )


def _seat(
    assignment, steps, number: int, nickname: str, wait_until, completion_rows, attempt_rows
) -> Seat:
    completions = {UUID(row["step"]): row for row in completion_rows}
    attempts = {UUID(row["occasion"]): row for row in attempt_rows}
    return Seat(
        number,
        [
            _seat_step(
                completions.get(step.key), attempts.get(Occasion.id_for(assignment.pk, step.key))
            )
            for step in steps
        ],
        nickname,
        wait_until,
    )


def _seat_step(completion: dict | None, attempt: dict | None) -> SeatStep:
    state = step_state(
        has_begun=bool(completion or attempt),
        has_finished=bool(completion and completion["finished"]),
    )
    if attempt is None:
        return SeatStep(state)
    return SeatStep(state, attempt["points"], attempt["possible"])
