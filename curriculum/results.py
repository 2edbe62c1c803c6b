"""Results of an assignment: one reading for the screen, the print and the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.spreadsheets import Sheet
from curriculum.class_board import ClassBoard, Seat, SeatStep, read_class_board, read_gone_seats
from curriculum.measuring import quiz_parts
from curriculum.models import Assignment, ModulePage, ModuleStep, Occasion
from curriculum.progress import Kind, Part, State
from curriculum.seat_tags import SeatTag, read_seat_tags, tag_words
from curriculum.step_facts import StepFacts, read_step_facts


@dataclass(frozen=True)
class Column:
    """A step as a column of the table.

    Attributes:
        heading: what kind of step it is, numbered where a module has several of the kind.
        occasion: what a quiz is taken for; None for other steps.
        part: of a quiz that measures the class before and after; it has no score by student.
    """

    facts: StepFacts
    heading: str
    occasion: UUID | None = None
    part: Part | None = None

    @property
    def is_quiz(self) -> bool:
        """Whether it is a quiz."""
        return self.occasion is not None

    @property
    def has_score(self) -> bool:
        """Whether it tells what each student scored."""
        return self.is_quiz and self.part is None

    @property
    def name(self) -> str:
        """What it is called in a file, where no two columns may be called the same."""
        return f"{self.heading}: {self.facts.title}" if self.part else self.facts.title


@dataclass(frozen=True)
class Results:
    """A class's results for an assignment.

    Attributes:
        columns: the counted steps, in order.
        gone: seats with a record of those who are in the class no more.
        tags: by number, where somebody came from or went.
    """

    title: str
    board: ClassBoard
    columns: Sequence[Column]
    gone: Sequence[Seat] = ()
    tags: Mapping[int, SeatTag] = field(default_factory=dict)

    @property
    def assignment(self) -> Assignment:
        """What the results are of."""
        return self.board.assignment

    @property
    def quizzes(self) -> list[Column]:
        """What a teacher looks for first."""
        return [column for column in self.columns if column.is_quiz]

    @property
    def readings(self) -> list[Column]:
        """The lessons."""
        return [column for column in self.columns if not column.is_quiz]

    @property
    def seats(self) -> list[Seat]:
        """Everybody with a place in the table, by number."""
        return sorted([*self.board.seats, *self.gone], key=lambda seat: seat.number)

    @property
    def rows(self) -> list[tuple[Seat, str, list[SeatStep], list[SeatStep]]]:
        """Each student with a remark, and their steps as `quizzes` and `readings` order them."""
        return [
            (
                seat,
                tag_words(self.tags.get(seat.number)),
                [step for step, c in zip(seat.steps, self.columns, strict=True) if c.is_quiz],
                [step for step, c in zip(seat.steps, self.columns, strict=True) if not c.is_quiz],
            )
            for seat in self.seats
        ]


def read_results(assignment: Assignment, language: str) -> Results:
    """Everybody's states and scores; the survey is never among them.

    Who has left the class keeps the record there; the counts are of those who are in it.
    """
    board = read_class_board(assignment)
    facts = read_step_facts(board.steps, language)
    return Results(
        title=ModulePage.objects.title_in(language, assignment.module),
        board=board,
        columns=_columns(assignment, board.steps, facts),
        gone=read_gone_seats(assignment),
        tags=read_seat_tags(assignment.classroom),
    )


def _columns(
    assignment: Assignment, steps: Sequence[ModuleStep], facts: dict[UUID, StepFacts]
) -> list[Column]:
    parts = quiz_parts(steps)
    kinds = [part or step.kind for step, part in zip(steps, parts, strict=True)]
    columns = []
    for place, (step, part) in enumerate(zip(steps, parts, strict=True)):
        heading = _heading(kinds[place])
        if kinds.count(kinds[place]) > 1:
            heading = f"{heading} {kinds[:place].count(kinds[place]) + 1}"
        is_quiz = step.kind is Kind.QUIZ
        occasion = Occasion.id_for(assignment.pk, step.key) if is_quiz else None
        columns.append(Column(facts[step.key], heading, occasion, part))
    return columns


def _heading(kind: Kind | Part) -> str:
    words = {
        Part.BEFORE: _("Quiz before the lesson"),
        Part.AFTER: _("Quiz after the lesson"),
        Kind.LESSON: _("Lesson"),
        Kind.QUIZ: _("Quiz"),
    }
    return words[kind]


def state_word(state: State) -> str:
    """The state in the reader's language."""
    words = {
        State.NOT_STARTED: pgettext("state", "Not started"),
        State.IN_PROGRESS: pgettext("state", "In progress"),
        State.FINISHED: pgettext("state", "Finished"),
    }
    return words[state]


def results_sheet(results: Results) -> Sheet:
    """The table for a file: a row for each number, a state for each step, a score for a quiz."""
    classroom = results.assignment.classroom
    printed = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    header = [_("Number"), _("Remark"), _("Module")]
    for column in results.columns:
        header.append(column.name)
        if column.has_score:
            header.append(_("%(title)s: score") % {"title": column.facts.title})
    return Sheet(
        name=_("Results"),
        title=results.title,
        notes=[f"{classroom.school} {classroom}", _("As of %(time)s") % {"time": printed}],
        header=header,
        rows=[
            [
                *(seat.number, tag_words(results.tags.get(seat.number)), state_word(seat.state)),
                *_cells(results.columns, seat.steps),
            ]
            for seat in results.seats
        ],
    )


def _cells(columns: Sequence[Column], steps: Sequence[SeatStep]) -> list[str]:
    cells = []
    for column, step in zip(columns, steps, strict=True):
        cells.append(state_word(step.state))
        if column.has_score:
            cells.append(step.score)
    return cells
