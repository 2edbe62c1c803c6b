"""A class's results as a file: the table of the page, and what its columns say."""

from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.spreadsheets import Sheet
from curriculum.class_results import Cell, ClassResults, StudentRow
from curriculum.results import state_word
from curriculum.seat_tags import tag_words


def class_results_sheet(results: ClassResults) -> Sheet:
    """The table for a file: a row for each number; state, score and attempts of each module."""
    header = [_("Number"), _("Remark")]
    for column in results.columns:
        header += [
            column.title,
            _("%(title)s: score") % {"title": column.title},
            _("%(title)s: attempts") % {"title": column.title},
            _("%(title)s: time") % {"title": column.title},
        ]
    return Sheet(
        name=_("Results"),
        title=pgettext("of a class", "Results of the class"),
        notes=[
            f"{results.classroom.school} {results.classroom}",
            _("As of %(time)s") % {"time": timezone.localtime().strftime("%Y-%m-%d %H:%M")},
        ],
        header=header,
        rows=[_file_row(row) for row in results.rows],
    )


def class_results_codebook() -> Sheet:
    """What the columns of that table say, a row for each kind of column."""
    return Sheet(
        name=_("Codebook"),
        title=_("What the columns say"),
        header=[_("Column"), _("Meaning")],
        rows=[
            (_("Number"), _("The student's number in class. There is no name.")),
            (_("Remark"), _("Where somebody came from or went within the year.")),
            (_("Module"), _("How far the student is in the module with this title.")),
            (_("Score"), _("Points of the attempt that counts, of the points that were possible.")),
            (_("Attempts"), _("How often quizzes of the module were begun, practice included.")),
            (_("Time"), _("How long the attempts that count took, from start to handing in.")),
        ],
    )


def _file_row(row: StudentRow) -> list:
    cells = [(_state_in_file(each), each.score, each.attempts, each.time) for each in row.cells]
    return [row.number, tag_words(row.tag), *chain.from_iterable(cells)]


def _state_in_file(cell: Cell) -> str:
    return state_word(cell.state) if cell.state else _("Not assigned")
