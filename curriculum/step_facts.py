"""What the steps of modules are called, read from lessons and quizzes in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from curriculum.models import ModuleStep, Step
from curriculum.progress import Kind
from lessons.models import LessonPage
from quizzes.models import Edition


@dataclass(frozen=True)
class StepFacts:
    """What a card of a step says.

    Attributes:
        title: in the language asked for; Korean where that is missing.
        length: number of lesson steps; 0 for quizzes and surveys.
        content_note: said before a sensitive lesson, empty for others.
    """

    title: str = ""
    minutes: int = 0
    length: int = 0
    content_note: str = ""


def read_step_facts(steps: Iterable[ModuleStep], language: str) -> dict[UUID, StepFacts]:
    """Facts by step key. One statement for all lessons, one for all quizzes."""
    steps = list(steps)
    facts = {
        **_lesson_facts([s.target_key for s in steps if s.kind is Kind.LESSON], language),
        **_quiz_facts([s.target_key for s in steps if s.kind is Kind.QUIZ], language),
    }
    return {step.key: facts.get(step.target_key, StepFacts()) for step in steps}


def find_lesson(key: UUID, language: str) -> LessonPage | None:
    """The published lesson with this key in a language, or in Korean. One statement."""
    return find_lessons([key], language).get(key)


def find_lessons(keys: Iterable[UUID], language: str) -> dict[UUID, LessonPage]:
    """The published lessons with these keys in a language, or in Korean. One statement."""
    found: dict[UUID, LessonPage] = {}
    for page in live_lessons(list(keys), language):
        if page.locale.language_code == language or page.translation_key not in found:
            found[page.translation_key] = page
    return found


def first_lessons(module_keys: Iterable[UUID], language: str) -> dict[UUID, LessonPage]:
    """The first lesson of each module, which anyone may read, by module key. Two statements.

    A module without a published lesson is left out.
    """
    steps = Step.objects.current_of(module_keys).filter(kind=Kind.LESSON)
    first = dict(
        steps.order_by("module_key", "position")
        .distinct("module_key")
        .values_list("module_key", "target_key")
    )
    pages = find_lessons(first.values(), language)
    return {key: pages[target] for key, target in first.items() if target in pages}


def modules_on_harm(module_keys: Iterable[UUID]) -> set[UUID]:
    """Keys of those modules of which any lesson touches on harm, in any language. One statement."""
    sensitive = LessonPage.objects.live().filter(is_sensitive=True)
    steps = Step.objects.current_of(module_keys).filter(kind=Kind.LESSON)
    found = steps.filter(target_key__in=sensitive.values("translation_key"))
    return set(found.values_list("module_key", flat=True))


def live_lessons(keys: list[UUID], language: str):
    """Published lessons with these keys, in a language and in Korean."""
    return (
        LessonPage.objects.live()
        .filter(translation_key__in=keys, locale__language_code__in={"ko", language})
        .select_related("locale")
    )


def _lesson_facts(keys: list[UUID], language: str) -> dict[UUID, StepFacts]:
    if not keys:
        return {}
    return {
        key: StepFacts(
            title=page.title,
            minutes=page.minutes,
            length=len(page.step_list()),
            content_note=page.content_note if page.is_sensitive else "",
        )
        for key, page in find_lessons(keys, language).items()
    }


def _quiz_facts(keys: list[UUID], language: str) -> dict[UUID, StepFacts]:
    if not keys:
        return {}
    latest = (
        Edition.objects.filter(quiz_key__in=keys)
        .order_by("quiz_key", "-number")
        .distinct("quiz_key")
    )
    return {each.quiz_key: StepFacts(title=each.title(language)) for each in latest}
