"""Lessons as students get them: every step rendered once for each revision and language.

A revision never changes, so what was rendered from one stays right for as long as a process runs.
It is kept in the process and not in a table, because a release of ours changes templates and the
names of static files, which stored pages would go on naming.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from lessons.models import LessonPage

# All lessons in both languages fit several times over; a step is some 6 KB.
LESSONS_KEPT = 200


@dataclass(frozen=True)
class PublishedStep:
    """One step, ready to be shown.

    Attributes:
        id: UUID of its block, the same in every language.
        html: title and body.
    """

    id: str
    title: str
    html: SafeString


@dataclass(frozen=True)
class PublishedLesson:
    """A live lesson in one language."""

    title: str
    is_sensitive: bool
    content_note: str
    steps: tuple[PublishedStep, ...]

    @property
    def length(self) -> int:
        """Number of steps."""
        return len(self.steps)


def read_published(revision: int, language: str) -> PublishedLesson:
    """The lesson of a live revision, words of the shell in `language`.

    One statement the first time a process is asked, none after.

    Raises:
        LessonPage.DoesNotExist: the revision is not live any more.
    """
    return _render(revision, language)


@lru_cache(maxsize=LESSONS_KEPT)
def _render(revision: int, language: str) -> PublishedLesson:
    page = LessonPage.objects.live().get(live_revision=revision)
    with override(language):
        steps = tuple(
            PublishedStep(
                step.id,
                step.title,
                render_to_string("lessons/step.html", {"step": step, "title_level": 1}),
            )
            for step in page.step_list()
        )
    return PublishedLesson(page.title, page.is_sensitive, page.content_note, steps)


def forget_all() -> None:
    """Forget everything rendered: for tests, whose databases start over with the same numbers."""
    _render.cache_clear()
