"""A class over all its modules: one reading for the screen, the print and the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from curriculum.measuring import measuring_keys
from curriculum.models import Assignment, Completion, ModulePage, Occasion
from curriculum.progress import Kind, State, Tally, module_state, step_state, tally
from curriculum.seat_tags import SeatTag, read_seat_tags
from curriculum.time_bands import band_of
from quizzes.grading import in_figures
from quizzes.models import Attempt
from schools.models import Classroom
from schools.querysets import is_present

# Upper ends of the bands in which scores are counted, in per cent.
BANDS = (20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Cell:
    """One student in one module.

    Attributes:
        state: None where the module was given to others of the class only.
        points: of the quizzes handed in, with `possible`; None before the first. Quizzes that
            measure the class before and after are not among them.
        attempts: quizzes begun, practice included.
        time: how long the attempts that count took, as a band in words; empty before the first.
    """

    state: State | None
    points: Decimal | None = None
    possible: int = 0
    attempts: int = 0
    time: str = ""

    @property
    def score(self) -> str:
        """Points as "7/10"; empty without a quiz handed in."""
        return "" if self.points is None else f"{in_figures(self.points)}/{self.possible}"

    @property
    def percent(self) -> Decimal | None:
        """Points in per cent; None where nothing was handed in or nothing can be earned."""
        return (
            100 * self.points / self.possible if self.points is not None and self.possible else None
        )


@dataclass(frozen=True)
class StudentRow:
    """One student with a cell for each module."""

    number: int
    nickname: str
    is_present: bool
    cells: Sequence[Cell]
    tag: SeatTag | None = None


@dataclass(frozen=True)
class ModuleColumn:
    """One module of the class."""

    assignment: Assignment
    title: str


@dataclass(frozen=True)
class Band:
    """How many students of each module have a score within a band.

    Attributes:
        label: such as "21–40 %".
        counts: by column; `percents` the same of those with a score.
    """

    label: str
    counts: Sequence[int]
    percents: Sequence[int]

    @property
    def shares(self) -> list[tuple[int, int]]:
        """Count and per cent, column by column."""
        return list(zip(self.counts, self.percents, strict=True))


@dataclass(frozen=True)
class ClassResults:
    """Everybody of a class who has a seat or left a record, module by module."""

    classroom: Classroom
    columns: Sequence[ModuleColumn]
    rows: Sequence[StudentRow]

    @cached_property
    def counts(self) -> list[Tally]:
        """How many students who are here today are in each state, module by module."""
        present = [row for row in self.rows if row.is_present]
        states = [[row.cells[place].state for row in present] for place in self._places]
        return [tally(each for each in column if each is not None) for column in states]

    @cached_property
    def bands(self) -> list[Band]:
        """The distribution of scores, the lowest band first."""
        scores = [
            [row.cells[place].percent for row in self.rows if row.cells[place].percent is not None]
            for place in self._places
        ]
        return [_band(place, scores) for place in range(len(BANDS))]

    @property
    def has_scores(self) -> bool:
        """Whether any quiz was handed in."""
        return any(cell.percent is not None for row in self.rows for cell in row.cells)

    @property
    def is_measured(self) -> bool:
        """Whether a module of them has quizzes before and after, which have no score here."""
        return any(measuring_keys(column.assignment.steps) for column in self.columns)

    @property
    def _places(self) -> range:
        return range(len(self.columns))


def read_class_results(classroom: Classroom, language: str) -> ClassResults:
    """Read a class over its modules. Five statements, whatever the number of modules."""
    given = Assignment.objects.filter(classroom=classroom).kept().select_related("module")
    given = given.with_steps().with_group(today=classroom.counting_day)
    assignments = list(given.order_by("opens_at"))
    titles = ModulePage.objects.titles_in(
        language, {each.module.translation_key for each in assignments}
    )
    tags = read_seat_tags(classroom)
    columns = [
        ModuleColumn(each, titles.get(each.module.translation_key, each.module.title))
        for each in assignments
    ]
    rows = [_row(each, assignments, tags) for each in _students(classroom, assignments)]
    return ClassResults(classroom, columns, rows)


def _students(classroom: Classroom, assignments: Sequence[Assignment]):
    """Present students, and those who left something here before they went."""
    completions = Completion.objects.filter(
        assignment__in=assignments, student=OuterRef("pk")
    ).order_by()
    attempts = Attempt.objects.of_occasions(_occasions(assignments)).filter(student=OuterRef("pk"))
    there = is_present(today=classroom.counting_day)
    shown = classroom.students.filter(there | Exists(completions))
    return (
        shown.annotate(
            completion_rows=ArraySubquery(
                completions.values(
                    row=JSONObject(assignment="assignment_id", step="step_id", at="finished_at")
                )
            ),
            attempt_rows=ArraySubquery(
                attempts.counting_last().values(
                    row=JSONObject(
                        occasion="occasion",
                        points="points",
                        possible="points_possible",
                        is_practice="is_practice",
                        began="started_at",
                        ended="submitted_at",
                    )
                )
            ),
        )
        .order_by("number")
        .only("classroom", "number", "nickname", "left_on")
    )


def _occasions(assignments: Sequence[Assignment]) -> list[UUID]:
    return [
        Occasion.id_for(assignment.pk, step.key)
        for assignment in assignments
        for step in assignment.steps
        if step.kind is Kind.QUIZ
    ]


def _row(student, assignments: Sequence[Assignment], tags: dict[int, SeatTag]) -> StudentRow:
    done: dict[tuple[UUID, UUID], datetime | None] = {
        (UUID(row["assignment"]), UUID(row["step"])): row["at"] and parse_datetime(row["at"])
        for row in student.completion_rows or ()
    }
    attempts: dict[UUID, list[dict]] = {}
    for row in student.attempt_rows or ():
        attempts.setdefault(UUID(row["occasion"]), []).append(row)
    cells = [_cell(student, assignment, done, attempts) for assignment in assignments]
    is_present = not student.has_left_by(student.classroom.counting_day)
    return StudentRow(student.number, student.nickname, is_present, cells, tags.get(student.number))


def _cell(student, assignment: Assignment, done: dict, attempts: dict[UUID, list[dict]]) -> Cell:
    states, spans, points, possible, begun = [], [], None, 0, 0
    measuring = measuring_keys(assignment.steps)
    for step in (step for step in assignment.steps if step.is_counted):
        own = attempts.get(Occasion.id_for(assignment.pk, step.key), [])
        key = (assignment.pk, step.key)
        has_begun = key in done or bool(own)
        states.append(step_state(has_begun=has_begun, has_finished=bool(done.get(key))))
        begun += len(own)
        if step.key in measuring:
            continue
        recorded = [row for row in own if not row["is_practice"]]
        # What counts stands last; see AttemptQuerySet.counting_last.
        if recorded and recorded[-1]["points"] is not None:
            points = (points or Decimal(0)) + Decimal(str(recorded[-1]["points"]))
            possible += recorded[-1]["possible"]
            spans += _spans(recorded[-1])
    state = _state(assignment, states, done)
    is_given = not assignment.is_for_group or student.pk in assignment.group_ids
    # Whoever began keeps the record, whatever became of the group.
    is_shown = is_given or state is not State.NOT_STARTED
    return Cell(state if is_shown else None, points, possible, begun, band_of(spans))


def _state(assignment: Assignment, states: Sequence[State], done: dict) -> State:
    """The state word; what was finished stays so, whatever was added to the module later."""
    finished = {step: at for (given, step), at in done.items() if given == assignment.pk and at}
    if assignment.past.finished_at(finished):
        return State.FINISHED
    return module_state(states)


def _spans(attempt: dict) -> list[timedelta]:
    """From start to handing in; nothing of an attempt that was opened again."""
    began, ended = attempt["began"], attempt["ended"]
    return [parse_datetime(ended) - parse_datetime(began)] if ended else []


def _band(place: int, scores: list[list[Decimal]]) -> Band:
    upper = BANDS[place]
    lower = BANDS[place - 1] if place else None
    counts = [sum(_is_within(each, lower, upper) for each in column) for column in scores]
    percents = [
        round(100 * count / len(column)) if column else 0
        for count, column in zip(counts, scores, strict=True)
    ]
    return Band(f"{0 if lower is None else lower + 1}–{upper} %", counts, percents)


def _is_within(percent: Decimal, lower: int | None, upper: int) -> bool:
    """Whether a score in whole per cent lies in a band; half a per cent rounds up."""
    whole = int(percent + Decimal("0.5"))
    return (lower is None or whole > lower) and whole <= upper
