"""What is said about questions in files, and why one is not taken."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from quizzes.blocks import QuestionTypes
from quizzes.exchange.records import Note, Problem
from quizzes.exchange_files import Format

FORMAT_NAMES = {
    Format.GIFT: _("GIFT (text for Moodle)"),
    Format.MOODLE_XML: _("Moodle XML"),
    Format.XLSX: _("Spreadsheet (XLSX)"),
    Format.CSV: _("Spreadsheet (CSV)"),
}
PROBLEMS = {
    Problem.EMPTY: _("The file holds no question. Choose another file."),
    Problem.NOT_TEXT: _(
        "The letters of the file cannot be read. Save it as UTF-8 and upload it again."
    ),
    Problem.NOT_XML: _("The XML is not well formed. Export the file again where it was made."),
    Problem.TOO_MUCH: _("The file holds more than can be read at once. Split it into parts."),
    Problem.DOCUMENT_TYPE: _(
        "The file declares a document type (DOCTYPE), which is refused for safety. Export it"
        " without one."
    ),
    Problem.OTHER_FORMAT: _(
        "This is no file of questions. Choose a GIFT, Moodle XML, QTI, XLSX or CSV file."
    ),
    Problem.NO_HEADINGS: _(
        "The first row of the table needs the columns 종류 and 물음 (Type and Question), each once."
    ),
    Problem.UNKNOWN_HEADING: _(
        "The first row of the table has a column that is not known. Export a question as a"
        " spreadsheet to see the columns."
    ),
    Problem.BROKEN_ARCHIVE: _("The archive is damaged or has a password."),
    Problem.NOT_A_QUESTION: _("This asks nothing that could be answered."),
    Problem.UNKNOWN_KIND: _("There is no such type of question here."),
    Problem.NUMERICAL: _("Numbers with a margin are not supported. Make it a short answer."),
    Problem.BRACES: _("The braces { } do not fit together."),
    Problem.UNKNOWN_ANSWERS: _("The answers do not begin with = or ~."),
    Problem.BROKEN_PAIR: _("What belongs together is not said for each of the pairs."),
    Problem.SEVERAL_PARTS: _("It asks several things at once. Split it into questions."),
    Problem.NO_KEY: _("It is not said which answer is right."),
    Problem.UNKNOWN_VALUE: _(
        "A value is not known, or stands where this type has no place for it."
    ),
    Problem.ROW_WITHOUT_QUESTION: _("The row has no type, and no question stands above it."),
    Problem.NO_STEM: _("The question has no text."),
    Problem.FEW_OPTIONS: _("It has too few options."),
    Problem.MANY_OPTIONS: _("It has more options than this type of question allows."),
    Problem.EMPTY_OPTION: _("An option is empty."),
    Problem.NONE_RIGHT: _("No option is marked as right."),
    Problem.SEVERAL_RIGHT: _("Only one may be chosen, but several are right."),
    Problem.NOT_TWO: _("A true-or-false question needs exactly the two options."),
    Problem.PATTERN: _("Expected answers are plain words; patterns with signs like * are not."),
    Problem.TOO_LONG: _("A text is longer than this type of question allows."),
    Problem.POINTS: _("Points are a whole number from 1 to 100."),
    Problem.THEME: _("The name of the theme is too long, or has no letter."),
    Problem.NO_PICTURE: _("There is no such picture here."),
    Problem.KIND_NOT_CARRIED: _("This format has no such type of question."),
    Problem.PICTURE_NOT_CARRIED: _("This format cannot carry our pictures."),
    Problem.ARROW: _("GIFT cannot write the arrow -> in this place."),
}
NOTES = {
    Note.MEDIA: _("Pictures and media are left out."),
    Note.FORMATTING: _("Emphasis and tables become plain text."),
    Note.WEIGHTS: _("Shares of the points follow the rules here."),
    Note.OTHER_PARTS: _("Some parts are left out."),
    Note.CASE: _("Capitals make no difference here."),
    Note.POINTS: _("Points are made whole."),
    Note.THEME: _("Of the theme, the first and the last name are kept."),
    Note.PAIR_FEEDBACK: _("What is said about each pair is left out."),
    Note.FEEDBACK_JOINED: _("Several feedbacks become one explanation."),
    Note.NO_CREDIT_RULE: _("Points are given only when everything is right."),
}


def explain(problem: Problem, detail: str = "") -> str:
    """The sentence for a problem, with what it is about."""
    return _with_detail(PROBLEMS[problem], detail)


def explain_note(note: Note, detail: str = "") -> str:
    """The sentence for a note, with what it is about."""
    return _with_detail(NOTES[note], detail)


def kind_name(kind: str) -> str:
    """What editors call a kind of question."""
    return str(QuestionTypes().child_blocks[kind].label)


def _with_detail(sentence, detail: str) -> str:
    if not detail:
        return str(sentence)
    return _now("%(sentence)s (%(detail)s)") % {"sentence": sentence, "detail": detail}
