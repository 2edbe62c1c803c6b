"""Verbs of lessons: set up the page tree, load content files."""

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from core.actions import record_act
from lessons import site_tree
from lessons.files import digest, page_values, read_lesson
from lessons.media_keys import missing_records
from lessons.models import HomePage, LessonPage, LoadedLesson
from lessons.rules import Problem
from lessons.schema import LessonFileRefused, check_lesson, check_pair

CONTENT_FOLDER = Path(__file__).parent / "content"
LANGUAGES = ("ko", "en")  # Korean first: the English page is a translation of a Korean page


@dataclass
class LoadReport:
    """What a load did, each lesson as "E1 ko".

    Attributes:
        written: new or changed, published.
        unchanged: the file says what is already there.
        left_alone: an editor changed the page since; the file was not used.
    """

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)


@transaction.atomic
def ensure_site_tree() -> dict[str, HomePage]:
    """Make whatever is missing of locales, first pages, groups and review; change nothing else.

    Returns:
        The first page of each language: {"ko": …, "en": …}.
    """
    homes = site_tree.build_homes()
    site_tree.open_to_groups(homes)
    site_tree.set_up_review(homes)
    return homes


@transaction.atomic
def load_lessons(*, folder: Path | None = None, by=None) -> LoadReport:
    """Bring the lesson files into Wagtail through the pages' own publish gate.

    All files are checked before the first page is written, and all are written or none.

    Args:
        folder: holds `<code>.<language>.yaml`; our own content when left out.
        by: the member of staff who loads, or None for an operator's command.

    Raises:
        LessonFileRefused: a file breaks the format or a rule, or does not fit its Korean one.
    """
    lessons = read_folder(folder or CONTENT_FOLDER)
    _refuse_missing_media(lessons)
    homes = ensure_site_tree()
    report = LoadReport()
    for lesson in lessons:
        outcome = _load_lesson(lesson, home=homes[lesson["language"]], by=by)
        getattr(report, outcome).append(f"{lesson['lesson']} {lesson['language']}")
    return report


def read_folder(folder: Path) -> list[dict]:
    """Read and check every lesson file of a folder, Korean before English.

    Raises:
        LessonFileRefused: the first file that is not in order.
    """
    by_name = {}
    for path in sorted(folder.glob("*.yaml")):
        lesson = read_lesson(path)
        check_lesson(lesson, path.name)
        expected = f"{lesson['lesson']}.{lesson['language']}.yaml"
        if path.name != expected:
            raise LessonFileRefused(path.name, [Problem("lesson", f"belongs into {expected}")])
        by_name[lesson["lesson"], lesson["language"]] = lesson
    _check_pairs(by_name)
    return sorted(by_name.values(), key=lambda lesson: LANGUAGES.index(lesson["language"]))


def _refuse_missing_media(lessons: list[dict]) -> None:
    for lesson in lessons:
        if problems := list(missing_records(lesson)):
            raise LessonFileRefused(f"{lesson['lesson']}.{lesson['language']}.yaml", problems)


def _check_pairs(lessons: dict[tuple[str, str], dict]) -> None:
    for (code, language), lesson in lessons.items():
        if language == "en":
            name = f"{code}.en.yaml"
            if (code, "ko") not in lessons:
                raise LessonFileRefused(name, [Problem("file", "has no Korean file beside it")])
            check_pair(lessons[code, "ko"], lesson, name)


def _load_lesson(lesson: dict, *, home: HomePage, by) -> str:
    """Load one checked lesson; returns the name of the report's list it belongs to."""
    pages = LessonPage.objects.filter(translation_key=lesson["key"])
    page = pages.in_language(lesson["language"]).select_related("loaded").first()
    if page is None:
        page = _make_page(lesson, home=home, source=pages.in_language("ko").first())
        loaded = LoadedLesson(page=page)
    else:
        loaded = getattr(page, "loaded", None)
        if loaded and loaded.digest == digest(lesson):
            return "unchanged"
        if loaded is None or not loaded.is_untouched():
            return "left_alone"
    _publish_content(page, lesson, by=by)
    loaded.digest = digest(lesson)
    loaded.revision = page.latest_revision_id
    loaded.save()
    record_act(action="lessons.load_lessons", target=f"{lesson['lesson']} {home.slug}", by=by)
    return "written"


def _make_page(lesson: dict, *, home: HomePage, source: LessonPage | None) -> LessonPage:
    if lesson["language"] != settings.LANGUAGE_CODE:
        return source.copy_for_translation(home.locale)
    page = LessonPage(
        locale=home.locale, translation_key=lesson["key"], live=False, **page_values(lesson)
    )
    return home.add_child(instance=page)


def _publish_content(page: LessonPage, lesson: dict, *, by) -> None:
    for name, value in page_values(lesson).items():
        setattr(page, name, value)
    revision = page.save_revision(user=by, log_action=True)
    revision.publish(user=by)
    page.refresh_from_db(fields=["latest_revision"])
