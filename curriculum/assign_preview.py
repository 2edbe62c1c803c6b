"""What is shown before thirty children see it: the module, the rules, the notice."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count

from curriculum.models import ModulePage, ModuleStep, Step
from curriculum.progress import Kind, State
from curriculum.step_facts import find_lesson, read_step_facts
from curriculum.student_tasks import TaskStep
from lessons.models import LessonPage
from quizzes.models import Edition
from quizzes.rule_changes import RuleChanges, Rules


@dataclass(frozen=True)
class QuizPreview:
    """A quiz of the module as its first page will describe it."""

    title: str
    question_count: int
    rules: Rules

    @property
    def turn(self) -> str:
        """What a first attempt would be, in the words of quizzes.turns."""
        return "practice" if self.rules.is_practice_only else "recorded"


@dataclass(frozen=True)
class AssignPreview:
    """A module as the students of a class will have it.

    Attributes:
        changes: what the teacher changed of the rules of its quizzes.
    """

    module: ModulePage
    title: str
    opens_at: datetime
    closes_at: datetime | None
    changes: RuleChanges
    language: str

    @cached_property
    def module_steps(self) -> list[ModuleStep]:
        """The steps in their order."""
        rows = Step.objects.current_of([self.module.translation_key]).order_by("position")
        return [ModuleStep(row.key, Kind(row.kind), row.target_key) for row in rows]

    @cached_property
    def steps(self) -> list[TaskStep]:
        """The steps as a student who has not begun sees them."""
        facts = read_step_facts(self.module_steps, self.language)
        return [TaskStep(step, facts[step.key], State.NOT_STARTED) for step in self.module_steps]

    @cached_property
    def lesson(self) -> LessonPage | None:
        """The first lesson, which anyone may read."""
        kinds = {step.kind: step for step in reversed(self.module_steps)}
        first = kinds.get(Kind.LESSON)
        return first and find_lesson(first.target_key, self.language)

    @cached_property
    def quizzes(self) -> list[QuizPreview]:
        """The quizzes with the rules that will hold. One statement."""
        keys = [step.target_key for step in self.module_steps if step.kind is Kind.QUIZ]
        by_key = {edition.quiz_key: edition for edition in _editions(keys)}
        return [self._quiz(by_key[key]) for key in keys if key in by_key]

    @property
    def content_notes(self) -> list[str]:
        """The notices of its lessons that touch on harm."""
        return [step.facts.content_note for step in self.steps if step.facts.content_note]

    def _quiz(self, edition: Edition) -> QuizPreview:
        count = min(filter(None, (edition.question_count, edition.item_count)), default=0)
        rules = self.changes.applied_to(Rules.of(edition))
        return QuizPreview(edition.title(self.language), count, rules)


def touches_on_harm(module: ModulePage) -> bool:
    """Whether a lesson of the module does, so that its notice has to be read. One statement."""
    lessons = Step.objects.current_of([module.translation_key]).filter(kind=Kind.LESSON)
    live = LessonPage.objects.live().filter(translation_key__in=lessons.values("target_key"))
    return live.filter(is_sensitive=True).exists()


def _editions(quiz_keys: list[UUID]):
    newest = Edition.objects.filter(quiz_key__in=quiz_keys).order_by("quiz_key", "-number")
    ids = newest.distinct("quiz_key").values("pk")
    return Edition.objects.filter(pk__in=ids).annotate(item_count=Count("items"))
