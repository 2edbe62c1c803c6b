"""Item analysis of a class's quiz: one reading for the screen, the projector and the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.spreadsheets import Sheet
from curriculum.models import Assignment, ModulePage, Occasion
from lessons.models import LessonPage
from quizzes.edition_statistics import EditionFigures, ItemFigures, OptionShare, read_figures
from quizzes.item_statistics import FEWEST, Verdict
from quizzes.models import Attempt, Edition
from quizzes.turns import GRACE


@dataclass(frozen=True)
class Analysis:
    """The questions of one quiz of one class, edition by edition, the newest first.

    Attributes:
        lesson_urls: where a lesson teaches what was asked, by key of its step.
    """

    occasion: Occasion
    title: str
    editions: Sequence[EditionFigures]
    lesson_urls: dict[UUID, str]


def read_analysis(occasion: Occasion, language: str) -> Analysis:
    """Figures of the class's first tries. Three statements for each edition, and three more."""
    used = Attempt.objects.of_occasions([occasion.pk]).first_tries().values("edition")
    editions = [
        read_figures(
            edition,
            language=language,
            occasion=occasion.pk,
            opinions_until=_opinions_until(occasion.assignment),
        )
        for edition in Edition.objects.filter(pk__in=used).order_by("-number")
    ]
    wanted = {item.lesson_step for each in editions for item in each.items if item.lesson_step}
    module = occasion.assignment.module
    return Analysis(
        occasion,
        ModulePage.objects.title_in(language, module),
        editions,
        lesson_urls(module.level, wanted, language),
    )


def _opinions_until(assignment: Assignment) -> datetime:
    """Opinions are counted once an assignment is over, as `before_after` does, else none of them.

    Whoever looks before and after one more student handed in would know what that student thinks.
    """
    return assignment.ends_at + GRACE if assignment.is_over else assignment.opens_at


def lesson_urls(level: str, wanted: set[UUID], language: str) -> dict[UUID, str]:
    """Pages of published lessons of a level at the steps wanted, by key of the step."""
    if not wanted:
        return {}
    found: dict[UUID, str] = {}
    lessons = LessonPage.objects.live().filter(locale__language_code=language, level=level)
    for lesson in lessons:
        for number, step in enumerate(lesson.step_list(), start=1):
            if UUID(str(step.id)) in wanted:
                found[UUID(str(step.id))] = f"{lesson.url}?step={number}"
    return found


def verdict_word(verdict: Verdict | None) -> str:
    """A verdict in the reader's language; "n<10" while there are too few answers."""
    words = {
        None: f"n<{FEWEST}",
        Verdict.GOOD: pgettext("item", "good"),
        Verdict.FAIR: pgettext("item", "fair"),
        Verdict.LOOK_AGAIN: pgettext("item", "look again"),
    }
    return words[verdict]


def analysis_sheet(analysis: Analysis) -> Sheet:
    """The table for a file: a row for each question, and one for each of its options."""
    classroom = analysis.occasion.assignment.classroom
    return Sheet(
        name=_("Question analysis"),
        title=analysis.title,
        notes=[
            f"{classroom.school} {classroom}",
            _("First tries only. Figures from fewer than %(n)d answers are left out.")
            % {"n": FEWEST},
        ],
        header=[
            *(_("Edition"), _("Question"), _("Words"), _("Answers"), _("Right answer")),
            *(_("Share in %"), _("Discrimination"), _("Passed over"), _("Not sure")),
            *(_("Assessment"), _("Cronbach's alpha")),
        ],
        rows=[
            row
            for figures in analysis.editions
            for item in figures.items
            for row in _rows(figures, item)
        ],
    )


def _rows(figures: EditionFigures, item: ItemFigures) -> list[list]:
    start = [figures.edition.number, item.position]
    if not item.is_enough:
        return [[*start, item.stem, *[""] * 6, verdict_word(None), ""]]
    r, alpha = item.discrimination, figures.alpha
    whole = [
        *(*start, item.stem, item.n, "", item.facility_percent),
        *("" if r is None else round(r, 2), item.passed_over, item.unsure),
        verdict_word(item.verdict) if item.is_scored else "",
        "" if alpha is None else round(alpha, 2),
    ]
    return [whole, *(_option_row(start, option) for option in item.options)]


def _option_row(start: list, option: OptionShare) -> list:
    is_right = _("yes") if option.is_right else _("no")
    return [*start, f"– {option.text}", option.n, is_right, option.percent, *[""] * 5]
