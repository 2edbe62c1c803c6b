"""What all formats have in common: a question in one language, and what became of each item."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from quizzes.kinds import Credit

LANGUAGES = ("ko", "en")
# The two options of a statement, where a format knows only that it is true or not.
TRUE_AND_FALSE = {"ko": ("맞아요", "아니에요"), "en": ("True", "False")}


class Problem(StrEnum):
    """Why a file, an item of it, or a question for it is not taken."""

    # The file itself.
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    NOT_XML = "not_xml"
    TOO_MUCH = "too_much"
    DOCUMENT_TYPE = "document_type"
    OTHER_FORMAT = "other_format"
    NO_HEADINGS = "no_headings"
    UNKNOWN_HEADING = "unknown_heading"
    BROKEN_ARCHIVE = "broken_archive"
    # How the item is written.
    NOT_A_QUESTION = "not_a_question"
    UNKNOWN_KIND = "unknown_kind"
    NUMERICAL = "numerical"
    BRACES = "braces"
    UNKNOWN_ANSWERS = "unknown_answers"
    BROKEN_PAIR = "broken_pair"
    SEVERAL_PARTS = "several_parts"
    NO_KEY = "no_key"
    UNKNOWN_VALUE = "unknown_value"
    ROW_WITHOUT_QUESTION = "row_without_question"
    # What it asks.
    NO_STEM = "no_stem"
    FEW_OPTIONS = "few_options"
    MANY_OPTIONS = "many_options"
    EMPTY_OPTION = "empty_option"
    NONE_RIGHT = "none_right"
    SEVERAL_RIGHT = "several_right"
    NOT_TWO = "not_two"
    PATTERN = "pattern"
    TOO_LONG = "too_long"
    POINTS = "points"
    THEME = "theme"
    NO_PICTURE = "no_picture"
    # Why a format cannot carry it.
    KIND_NOT_CARRIED = "kind_not_carried"
    PICTURE_NOT_CARRIED = "picture_not_carried"
    ARROW = "arrow"


class Note(StrEnum):
    """What is different about a question that is taken all the same."""

    MEDIA = "media"
    FORMATTING = "formatting"
    WEIGHTS = "weights"
    OTHER_PARTS = "other_parts"
    CASE = "case"
    POINTS = "points"
    THEME = "theme"
    PAIR_FEEDBACK = "pair_feedback"
    FEEDBACK_JOINED = "feedback_joined"
    NO_CREDIT_RULE = "no_credit_rule"


class FileUnreadable(ValueError):
    """A file of which not even the items can be told apart.

    Attributes:
        line: where reading ended, from 1; 0 for nowhere in particular.
    """

    def __init__(self, problem: Problem, line: int = 0):
        super().__init__(f"{problem} (line {line})")
        self.problem = problem
        self.line = line


@dataclass(frozen=True)
class Choice:
    """One option, step of an order or scale, or expected answer (a spelling a line)."""

    text: str
    is_right: bool = False
    feedback: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Pair:
    """Two things that belong together."""

    prompt: str
    target: str
    feedback: str = ""


@dataclass(frozen=True)
class ExchangedQuestion:
    """A question in one language, without keys: an import makes new ones.

    Attributes:
        kind: one of kinds.KINDS.
        theme: names of the theme and of the one within it; empty, one or two.
        choices: for "order" in the right order; for "short" the expected answers.
        extra_targets: for "match": what belongs to nothing.
        picture: name of one of our drawings.
    """

    kind: str
    stem: str
    explanation: str = ""
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    extra_targets: tuple[str, ...] = ()
    points: int = 1
    credit: str = Credit.WHOLE.value
    theme: tuple[str, ...] = ()
    picture: str = ""
    picture_alt: str = ""
    lesson_step: UUID | None = None


@dataclass(frozen=True)
class ReadItem:
    """One item of a file: a question, or the reason why it is none.

    Attributes:
        number: its place among the items of the file, from 1.
        line: line (row of a table) where it begins, from 1.
        words: how it begins, for a person who looks for it.
        place: file within an archive.
        detail: what the problem is about, such as the name of the unknown kind.
        notes: what of it is left behind; each with what it is about.
    """

    number: int
    line: int
    words: str
    question: ExchangedQuestion | None = None
    problem: Problem | None = None
    detail: str = ""
    place: str = ""
    notes: tuple[tuple[Note, str], ...] = ()


@dataclass(frozen=True)
class Reading:
    """All items of a file, in its order."""

    items: Sequence[ReadItem] = field(default_factory=tuple)

    @property
    def questions(self) -> list[ExchangedQuestion]:
        """The questions that can be imported."""
        return [item.question for item in self.items if item.question]

    @property
    def refused(self) -> list[ReadItem]:
        """The items that cannot."""
        return [item for item in self.items if item.problem]


@dataclass(frozen=True)
class Unwritten:
    """What a file does not hold of a question; the whole of it where there is a `problem`."""

    number: int
    question: ExchangedQuestion
    problem: Problem | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file, and what it could not carry."""

    data: bytes
    count: int
    unwritten: Sequence[Unwritten] = field(default_factory=tuple)


class ItemRefused(ValueError):
    """An item that is no question of ours; readers turn it into a `ReadItem`."""

    def __init__(self, problem: Problem, detail: str = ""):
        super().__init__(problem)
        self.problem = problem
        self.detail = detail
