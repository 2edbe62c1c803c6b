"""A class at work: the one reading that the board, its file and its print are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from curriculum.board_rows import (
    AttemptRow,
    Doings,
    StudentRow,
    read_gone_rows,
    read_student_rows,
)
from curriculum.measuring import measuring_keys
from curriculum.models import Assignment, ModulePage, ModuleStep, Occasion
from curriculum.progress import (
    NO_PAUSE,
    Kind,
    Need,
    Past,
    Pause,
    Standstill,
    State,
    Tally,
    module_state,
    need_of,
    next_change,
    quiet_span,
    step_state,
    tally,
)
from curriculum.question_strip import QuestionCell, read_strip
from quizzes.grading import in_figures


@dataclass(frozen=True)
class SeatStep:
    """One step of one student.

    Attributes:
        points: of the attempt at a quiz that counts, with `points_possible`; None until it is
            handed in, and for a quiz that measures the class before and after.
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
        need: why the teacher should look at this seat.
        changes_at: moments at which the seat looks different without anybody doing anything.
        state: the state word of the whole module.
    """

    number: int
    steps: Sequence[SeatStep]
    nickname: str = ""
    wait_until: datetime | None = None
    need: Need | None = None
    changes_at: Sequence[datetime | None] = ()
    state: State = State.NOT_STARTED

    @property
    def is_locked(self) -> bool:
        """Whether the student would have to wait at the door now."""
        return self.wait_until is not None and self.wait_until > timezone.now()


@dataclass(frozen=True)
class ClassBoard:
    """An assignment of a class with everybody's state. The survey is not part of it.

    Attributes:
        read_at: when.
        students: the rows it was made from.
    """

    assignment: Assignment
    steps: Sequence[ModuleStep]
    seats: Sequence[Seat]
    read_at: datetime
    students: Sequence[StudentRow] = ()

    @cached_property
    def counts(self) -> Tally:
        """How many students are in each state."""
        return tally(seat.state for seat in self.seats)

    @property
    def needing(self) -> int:
        """How many of them the teacher should look at."""
        return sum(seat.need is not None for seat in self.seats)

    @property
    def lead(self):
        """The teacher in front of the class now; None while nobody is."""
        return self.assignment.running_lead

    @cached_property
    def quiz(self) -> ModuleStep | None:
        """The quiz the strip is of: where the class is, else the last one somebody began."""
        quizzes = [step for step in self.steps if step.kind is Kind.QUIZ]
        led = [step for step in quizzes if self.lead and step.key == self.lead.step_id]
        answered = {key for student in self.students for key in student.doings.attempts}
        begun = [step for step in quizzes if self._occasion(step) in answered]
        return (led or begun[-1:] or [None])[0]

    @cached_property
    def strip(self) -> Sequence[QuestionCell]:
        """The questions of that quiz; empty before anybody began it."""
        return read_strip(UUID(self._occasion(self.quiz)), self.students) if self.quiz else ()

    @cached_property
    def shown(self) -> QuestionCell | None:
        """The question whose answers the projector shows now."""
        wanted = self.lead.shown_item if self.lead else None
        shown = (cell for cell in self.strip if cell.has_options)
        return next((cell for cell in shown if wanted and cell.item.key == wanted), None)

    @property
    def changes_at(self) -> datetime | None:
        """When it will look different although nobody does anything; None for never."""
        moments = [moment for seat in self.seats for moment in seat.changes_at]
        return next_change([*moments, *self.assignment.changes_at], self.read_at)

    def _occasion(self, step: ModuleStep) -> str:
        return str(Occasion.id_for(self.assignment.pk, step.key))


class Asked(NamedTuple):
    """What everybody's doings are looked through for.

    Attributes:
        keys: the counted steps, each with its occasion and whether its quiz has a score.
        past: of a module that had other steps before; None for most.
    """

    keys: tuple[tuple[str, str, bool], ...]
    past: Past | None


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
    now = timezone.now()
    steps = _counted(assignment)
    students = read_student_rows(assignment)
    seats = _seats(assignment, steps, students, now)
    if assignment.is_over:  # nobody stands still in a lesson that has ended
        seats = _needing_nothing(seats)
    return ClassBoard(assignment, steps, seats, now, students)


def read_gone_seats(assignment: Assignment) -> list[Seat]:
    """Seats with a record in it of those who are in the class no more. One statement."""
    gone = read_gone_rows(assignment)
    return _needing_nothing(_seats(assignment, _counted(assignment), gone, timezone.now()))


def _counted(assignment: Assignment) -> list[ModuleStep]:
    return [step for step in assignment.steps if step.is_counted]


def _needing_nothing(seats: Sequence[Seat]) -> list[Seat]:
    return [replace(seat, need=None) for seat in seats]


def _seats(
    assignment: Assignment,
    steps: Sequence[ModuleStep],
    students: Sequence[StudentRow],
    now: datetime,
) -> list[Seat]:
    measuring = measuring_keys(steps)
    keys = tuple(
        (str(s.key), str(Occasion.id_for(assignment.pk, s.key)), s.key not in measuring)
        for s in steps
    )
    asked = Asked(keys, assignment.past if assignment.past.has_changed else None)
    pause = _pause_of(assignment)
    return [_seat(student, asked, pause, now) for student in students]


def _pause_of(assignment: Assignment) -> Pause:
    lead = assignment.running_lead
    return Pause(lead.is_paused, lead.resumed_at) if lead else NO_PAUSE


def _seat(student: StudentRow, asked: Asked, pause: Pause, now: datetime) -> Seat:
    doings = student.doings
    steps, state = _steps_of(doings, asked)
    standstill = Standstill(
        state, doings.moved_at, student.has_called, right=doings.right, wrong=doings.wrong
    )
    return Seat(
        student.number,
        steps,
        student.nickname,
        student.wait_until,
        need_of(standstill, now, pause),
        [student.wait_until, *(quiet_span(standstill, pause) or ())],
        state,
    )


@lru_cache(maxsize=2_000)
def _steps_of(doings: Doings, asked: Asked) -> tuple[list[SeatStep], State]:
    """The counted steps of one student and the state of the whole; as long kept as `doings`."""
    steps = [
        _seat_step(doings.completions.get(step), doings.attempts.get(occasion), has_score=has_score)
        for step, occasion, has_score in asked.keys
    ]
    if asked.past and asked.past.finished_at(_finished(doings)):
        return steps, State.FINISHED
    return steps, module_state(step.state for step in steps)


def _finished(doings: Doings) -> dict[UUID, datetime]:
    """When each step was finished, by its key."""
    done = ((key, row["finished"]) for key, row in doings.completions.items())
    return {UUID(key): datetime.fromisoformat(at) for key, at in done if at}


def _seat_step(
    completion: Mapping | None, attempt: AttemptRow | None, *, has_score: bool
) -> SeatStep:
    state = step_state(
        has_begun=bool(completion or attempt),
        has_finished=bool(completion and completion["finished"]),
    )
    if attempt is None or not (has_score and attempt.is_recorded):
        return SeatStep(state)
    return SeatStep(state, attempt.row["points"], attempt.row["possible"])
