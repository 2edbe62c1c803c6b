"""What a class can have on paper: its modules, their quizzes as sheets, letters to families."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from curriculum.models import Assignment, ModulePage
from curriculum.progress import Kind
from curriculum.step_facts import live_lessons
from lessons.models import LessonPage
from quizzes import sheets
from quizzes.edition_papers import paper_of
from quizzes.models import Edition
from quizzes.sheets import SheetItem


@dataclass(frozen=True)
class PrintedModule:
    """One module of a class, for the list of sheets."""

    assignment: Assignment
    title: str
    has_quiz: bool
    has_lesson: bool


@dataclass(frozen=True)
class PaperQuiz:
    """A quiz on paper.

    Attributes:
        number: of the edition, so that sheet and key of one printing are seen to fit.
        items: in the author's order; what has to be put in order is shuffled, the same for all.
    """

    title: str
    number: int
    items: Sequence[SheetItem]


def read_printed_modules(classroom, language: str) -> list[PrintedModule]:
    """The modules of a class, the latest on top. Two statements."""
    given = Assignment.objects.filter(classroom=classroom).kept().select_related("module")
    assignments = list(given.with_steps().order_by("-opens_at"))
    titles = ModulePage.objects.titles_in(
        language, {each.module.translation_key for each in assignments}
    )
    return [
        PrintedModule(
            assignment,
            titles.get(assignment.module.translation_key, assignment.module.title),
            has_quiz=bool(_targets(assignment, Kind.QUIZ)),
            has_lesson=bool(_targets(assignment, Kind.LESSON)),
        )
        for assignment in assignments
    ]


def read_paper_quizzes(
    assignment: Assignment, language: str, *, with_answers: bool
) -> list[PaperQuiz]:
    """The newest editions of a module's quizzes; the same quiz twice is one sheet.

    Args:
        assignment: read by `with_steps()`.
        with_answers: what is right, and why, is on it.
    """
    keys = list(dict.fromkeys(_targets(assignment, Kind.QUIZ)))
    newest = Edition.objects.filter(quiz_key__in=keys).order_by("quiz_key", "-number")
    editions = {each.quiz_key: each for each in newest.distinct("quiz_key")}
    return [
        _paper_quiz(editions[key], language, with_answers=with_answers)
        for key in keys
        if key in editions
    ]


def read_letters(assignment: Assignment, language: str) -> list[LessonPage]:
    """The published lessons of a module that have a letter to families, in the module's order."""
    keys = _targets(assignment, Kind.LESSON)
    found: dict[UUID, LessonPage] = {}
    for page in live_lessons(keys, language):
        if page.locale.language_code == language or page.translation_key not in found:
            found[page.translation_key] = page
    return [found[key] for key in keys if key in found and found[key].family_letter]


def _targets(assignment: Assignment, kind: Kind) -> list[UUID]:
    return [step.target_key for step in assignment.steps if step.kind is kind]


def _paper_quiz(edition: Edition, language: str, *, with_answers: bool) -> PaperQuiz:
    paper = paper_of(edition.pk)
    items = sheets.lay_out(
        paper,
        seed=edition.pk.int % 2**31,
        language=language,
        asked=[item.key for item in paper.items],
        is_marked=with_answers,
    )
    return PaperQuiz(edition.title(language), edition.number, items)
