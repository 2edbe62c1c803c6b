"""Results of an assignment: one reading for the screen, the print and the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.spreadsheets import Sheet
from curriculum.class_board import ClassBoard, SeatStep, read_class_board
from curriculum.models import Assignment, ModulePage
from curriculum.progress import Kind, State
from curriculum.step_facts import StepFacts, read_step_facts


@dataclass(frozen=True)
class Column:
    """A step as a column of the table."""

    facts: StepFacts
    has_score: bool


@dataclass(frozen=True)
class Results:
    """A class's results for an assignment.

    Attributes:
        columns: the counted steps, in order.
    """

    title: str
    board: ClassBoard
    columns: Sequence[Column]

    @property
    def assignment(self) -> Assignment:
        """What the results are of."""
        return self.board.assignment


def read_results(assignment: Assignment, language: str) -> Results:
    """Everybody's states and scores; the survey is never among them."""
    board = read_class_board(assignment)
    facts = read_step_facts(board.steps, language)
    return Results(
        title=ModulePage.objects.title_in(language, assignment.module),
        board=board,
        columns=[Column(facts[step.key], step.kind is Kind.QUIZ) for step in board.steps],
    )


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
    header = [_("Number"), _("Module")]
    for column in results.columns:
        header.append(column.facts.title)
        if column.has_score:
            header.append(_("%(title)s: score") % {"title": column.facts.title})
    return Sheet(
        name=_("Results"),
        title=results.title,
        notes=[f"{classroom.school} {classroom}", _("As of %(time)s") % {"time": printed}],
        header=header,
        rows=[
            [seat.number, state_word(seat.state), *_cells(results.columns, seat.steps)]
            for seat in results.board.seats
        ],
    )


def _cells(columns: Sequence[Column], steps: Sequence[SeatStep]) -> list[str]:
    cells = []
    for column, step in zip(columns, steps, strict=True):
        cells.append(state_word(step.state))
        if column.has_score:
            cells.append(step.score)
    return cells
