"""The publish gate of lessons: the rules, each problem with the place where it is mended."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.publish_gate import PlacedProblem
from lessons import files, rules
from lessons.pairs import missing_in_english
from lessons.places import content_path
from lessons.rules import Problem
from lessons.second_person import authors_since_live

MOST_LANGUAGE_PROBLEMS = 5


def content_problems(page) -> list[PlacedProblem]:
    """What the words and pictures of a lesson still miss, whoever publishes."""
    lesson = files.lesson_of(page)
    return [*_borrowed_words(page), *_placed(rules.find_problems(lesson), lesson)]


def _borrowed_words(page) -> list[PlacedProblem]:
    """A copy that follows a page in another language shows that language's words."""
    if page.alias_of_id is None or page.alias_of.locale_id == page.locale_id:
        return []
    return [PlacedProblem(_("This page keeps words of its own in each language."))]


def problems_of_people(page, *, revision, publisher) -> list[PlacedProblem]:
    """What a person besides must see to: facts looked at again, both languages, a second person.

    Args:
        page: the lesson as it would go live.
        revision: what would go live; None while somebody is still writing.
        publisher: who publishes, where that is known.
    """
    lesson = files.lesson_of(page)
    return [
        *_placed(rules.find_overdue_facts(lesson, timezone.localdate()), lesson),
        *_language_problems(page, lesson),
        *_second_person_problems(page, revision=revision, publisher=publisher),
    ]


def _placed(problems: list[Problem], lesson: dict, subject=None) -> list[PlacedProblem]:
    return [
        PlacedProblem(problem.text, path=content_path(lesson, problem.place), subject=subject)
        for problem in problems
    ]


def _language_problems(page, lesson: dict) -> list[PlacedProblem]:
    """A Korean lesson needs its English draft; an English one all of the Korean that is live."""
    if page.locale.language_code == "ko":
        english = page.get_translations().filter(locale__language_code="en").first()
        if english is None:
            return [PlacedProblem(_("There is no English page yet. Translate the lesson first."))]
        other = files.lesson_of(english.get_latest_revision_as_object())
        return _first(_placed(missing_in_english(lesson, other), other, subject=english))
    korean = page.get_translations().filter(locale__language_code="ko").first()
    if korean is None:
        return []
    source = korean if korean.live else korean.get_latest_revision_as_object()
    return _first(_placed(missing_in_english(files.lesson_of(source), lesson), lesson))


def _first(problems: list[PlacedProblem]) -> list[PlacedProblem]:
    """A lesson that is not translated at all would fill pages."""
    if len(problems) <= MOST_LANGUAGE_PROBLEMS:
        return problems
    rest = len(problems) - MOST_LANGUAGE_PROBLEMS
    return [
        *problems[:MOST_LANGUAGE_PROBLEMS],
        PlacedProblem(_("And %(count)d more places in English.") % {"count": rest}),
    ]


def _second_person_problems(page, *, revision, publisher) -> list[PlacedProblem]:
    if publisher is None or not page.may_harm():
        return []
    if publisher.pk not in authors_since_live(page, revision):
        return []
    return [
        PlacedProblem(
            _(
                "You wrote a part of this yourself, and the lesson touches on harm. Somebody who"
                " did not write it has to publish it: send it to review."
            )
        )
    ]
