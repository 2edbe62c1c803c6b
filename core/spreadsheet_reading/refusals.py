"""How much a file may hold, and the sentences that say why one was not read."""

from django.utils.translation import gettext_lazy as _

MOST_BYTES = 2_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 20
MOST_CHARACTERS = 100  # in one cell
# Parts of a workbook and their size once unpacked: 10,000 rows of 20 cells need 8 MB of XML.
MOST_PARTS = 500
MOST_UNPACKED_BYTES = 10_000_000


class FileRefused(Exception):
    """A file that is not read; as text it is the sentence for the person who sent it.

    Attributes:
        words: the sentence, with places for `values`.
        values: what stands in those places.
    """

    words = _("This file cannot be read. Save it as XLSX or CSV and upload it again.")
    limits: dict = {}

    def __init__(self, **values):
        super().__init__()
        self.values = {**self.limits, **values}

    def __str__(self):
        return str(self.words) % self.values


class TooManyBytes(FileRefused):
    """Larger than any list of a school."""

    words = _(
        "The file is larger than %(most)s MB. Keep only the columns of the list, without pictures,"
        " and upload it again."
    )
    limits = {"most": MOST_BYTES // 1_000_000}


class NothingInside(FileRefused):
    """No byte, or no cell with anything in it."""

    words = _("The file is empty. Choose the file with the list and upload it again.")


class TooManyRows(FileRefused):
    """More rows than students in any school."""

    words = _("The file has more than %(most)s rows. Upload the list of one school only.")
    limits = {"most": f"{MOST_ROWS:,}"}


class TooManyColumns(FileRefused):
    """A row that goes on and on."""

    words = _(
        "Row %(row)s has more than %(most)s columns. Keep only the columns of the list and upload"
        " it again."
    )
    limits = {"most": MOST_COLUMNS}


class CellTooLong(FileRefused):
    """A cell that is no number of anything."""

    words = _(
        "Row %(row)s has a cell with more than %(most)s characters. Shorten it, or check that a"
        " quotation mark was not left open, and upload it again."
    )
    limits = {"most": MOST_CHARACTERS}


class NotText(FileRefused):
    """Signs that no text has, such as NUL."""

    words = _(
        "The file holds signs that do not belong in a list. Save it as XLSX, or as CSV UTF-8, and"
        " upload it again."
    )


class TextInUtf16(FileRefused):
    """What Excel calls Unicode text."""

    words = _(
        "The file was saved as Unicode text (UTF-16). Save it as CSV UTF-8, or as XLSX, and upload"
        " it again."
    )


class MixedEncodings(FileRefused):
    """Neither UTF-8 nor CP949 from beginning to end."""

    words = _(
        "The letters of the file cannot be read: parts of it were saved in different ways. Save it"
        " as CSV UTF-8, or as XLSX, and upload it again."
    )


class OldOrLocked(FileRefused):
    """An OLE file: XLS, HWP, or a workbook with a password."""

    words = _(
        "This is an old file format (.xls, .hwp) or a file with a password. Save it as XLSX or CSV"
        " without a password and upload it again."
    )


class NotAWorkbook(FileRefused):
    """A PDF, a picture, an archive, a document."""

    words = _("This is not a spreadsheet. Save the list as XLSX or CSV and upload it again.")


class TooMuchInside(FileRefused):
    """Small outside, huge inside: a zip bomb, or a workbook of a different kind."""

    words = _(
        "The workbook unpacks to far more than a list of students. Copy the list into a new"
        " workbook and upload that."
    )


class BrokenWorkbook(FileRefused):
    """Damaged, or not written by a spreadsheet program."""

    words = _("The workbook is damaged. Open it, save it as XLSX or CSV and upload it again.")
