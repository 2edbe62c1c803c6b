"""What is wrong with a list or with one of its rows, in sentences for the person who sent it."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.roster_list import Column, ListRefused, Reason, RowError
from schools.roster_plan import CLASS_NUMBERS, MOST_IN_A_CLASS, STUDENT_NUMBERS

COLUMN_NAMES = {
    Column.GRADE: _("Grade"),
    Column.CLASS: pgettext_lazy("column of a list", "Class"),
    Column.NUMBER: _("Number"),
    Column.SIZE: _("Class size"),
    Column.SCHOOL: _("School code"),
}
ROW_WORDS = {
    Reason.EMPTY: _("The cell is empty."),
    Reason.FORMULA: _("The cell holds a formula. Write the number itself."),
    Reason.NO_NUMBER: _("This is not a number."),
    Reason.NO_SUCH_GRADE: _("This school has grades %(first)s to %(last)s."),
    Reason.NO_SUCH_CLASS: _("Class numbers go from %(first)s to %(last)s."),
    Reason.OUT_OF_RANGE: _("Student numbers go from %(first)s to %(last)s."),
    Reason.TWICE: _("The same stands in row %(row)s already."),
    Reason.OTHER_SCHOOL: _("This is the code of another school."),
}
TOO_LARGE_WORDS = {
    Column.NUMBER: _("This class has more than %(most)s students."),
    Column.SIZE: _("A class has 1 to %(most)s students."),
}
LIST_WORDS = {
    Reason.NO_HEADINGS: _(
        "The columns were not found. The first row must hold the headings 학년, 반 and 번호, or"
        " grade, class and number."
    ),
    Reason.PERSONAL_COLUMN: _(
        'Delete the column "%(heading)s" and upload the file again: we keep no names and no other'
        " particulars of students."
    ),
    Reason.COLUMN_TWICE: _(
        'The column "%(heading)s" stands in the file twice. Delete one of them.'
    ),
    Reason.NUMBER_AND_SIZE: _(
        "The file has both student numbers and class sizes. Keep one of these columns."
    ),
    Reason.NO_ROWS: _("There is no row under the headings."),
}


def explain_row(error: RowError, grades: range) -> str:
    """The reason one row is not taken."""
    if error.reason is Reason.TOO_LARGE:
        return str(TOO_LARGE_WORDS[error.column]) % {"most": MOST_IN_A_CLASS}
    allowed = {
        Reason.NO_SUCH_GRADE: grades,
        Reason.NO_SUCH_CLASS: CLASS_NUMBERS,
        Reason.OUT_OF_RANGE: STUDENT_NUMBERS,
    }.get(error.reason, range(1))
    values = {"first": allowed[0], "last": allowed[-1], "row": error.first_row}
    return str(ROW_WORDS[error.reason]) % values


def explain_list(refused: ListRefused) -> str:
    """The reason a whole list is not taken."""
    return str(LIST_WORDS[refused.reason]) % {"heading": refused.heading}


def show_row(error: RowError, grades: range) -> dict[str, object]:
    """One line of the table of errors."""
    return {
        "row": error.row,
        "column": COLUMN_NAMES[error.column],
        "cell": error.cell,
        "words": explain_row(error, grades),
        "title": _now("Row %(row)s") % {"row": error.row},
    }
