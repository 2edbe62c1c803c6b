"""Search over lessons, their steps and words, and help channels."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from helplines.directory import channels_for
from lessons.models import LessonPage
from lessons.words import is_found, query_words, read_text

MOST_LESSONS = 30
MOST_OF_A_KIND = 12


@dataclass(frozen=True)
class Hit:
    """One thing that was found.

    Attributes:
        title: what it is called.
        text: a sentence about it; may be empty.
        url: where it is.
        level: name of the school level; empty for help.
        lesson: title of the lesson it is in, for steps and words.
    """

    title: str
    text: str
    url: str
    level: str = ""
    lesson: str = ""


@dataclass(frozen=True)
class Hits:
    """What was found, by kind; each in teaching order of what fits best."""

    help: list[Hit]
    lessons: list[Hit]
    words: list[Hit]
    steps: list[Hit]

    @property
    def count(self) -> int:
        """How many in all."""
        return len(self.help) + len(self.lessons) + len(self.words) + len(self.steps)


def find(query: str, language: str) -> Hits:
    """What one language holds on a query; nothing for a query without a letter or digit.

    Two data statements for the lessons, none for help; one more in a process that does not know
    the addresses of the site yet.
    """
    wanted = query_words(query)
    if not wanted:
        return Hits([], [], [], [])
    pages = _pages(wanted, language)
    found = [(page, *_within(page, wanted)) for page in pages]
    lessons = [_lesson(page) for page, words, steps in found if _is_about(page, wanted, steps)]
    return Hits(
        list(_channels(wanted, language)),
        lessons[:MOST_OF_A_KIND],
        [hit for _page, words, _steps in found for hit in words][:MOST_OF_A_KIND],
        [hit for _page, _words, steps in found for hit in steps][:MOST_OF_A_KIND],
    )


def _pages(wanted: list[str], language: str) -> list[LessonPage]:
    pages = LessonPage.objects.live().public().in_language(language).select_related("locale")
    return list(pages.autocomplete(" ".join(wanted), operator="and")[:MOST_LESSONS])


def _is_about(page: LessonPage, wanted: list[str], steps: list[Hit]) -> bool:
    """Whether the lesson itself is a hit, and not only some step of it."""
    return is_found(wanted, f"{page.title} {page.summary}") or not steps


def _within(page: LessonPage, wanted: list[str]) -> tuple[list[Hit], list[Hit]]:
    """The words explained in a lesson and its steps that fit."""
    words, steps = [], []
    for number, step in enumerate(page.steps.raw_data, start=1):
        url = f"{page.url}?step={number}"
        where = {"url": url, "level": page.get_level_display(), "lesson": page.title}
        for block in step["value"]["body"]:
            if block["type"] == "term" and is_found(wanted, block["value"]["term"]):
                value = block["value"]
                words.append(Hit(value["term"], value["meaning"], **where))
        if is_found(wanted, read_text(step)):
            steps.append(Hit(step["value"]["title"], "", **where))
    return words, steps


def _lesson(page: LessonPage) -> Hit:
    return Hit(page.title, page.summary, page.url, page.get_level_display())


def _channels(wanted: list[str], language: str) -> Iterator[Hit]:
    for channel in channels_for("", language):
        parts = ("name", "title", "owner", "what_for", "phone", "text_number")
        if is_found(wanted, " ".join(channel[part] for part in parts)):
            title = f"{channel['name']} {channel['phone']}".strip()
            yield Hit(title, channel["what_for"], reverse("helplines:help"))
