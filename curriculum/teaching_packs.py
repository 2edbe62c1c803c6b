"""What a teacher gets for a module: plan, slides, worksheet and letter, made of its lessons."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from curriculum.models import ModulePage, ModuleStep, Step
from curriculum.module_versions import ModuleVersion, read_version
from curriculum.progress import Kind
from curriculum.step_facts import StepFacts, find_lessons, read_step_facts
from lessons.models import LessonPage, LessonStep

# Blocks of a lesson in which something is asked that paper can take an answer to.
WRITTEN = "discuss"
ASKING = ("choose", "poll", "sort", WRITTEN)


@dataclass(frozen=True)
class Task:
    """Something a worksheet asks.

    Attributes:
        options: to tick, each with a box; for cards to sort, the groups.
        cards: what is put into the groups.
        is_written: whether paper leaves room for writing.
    """

    prompt: str
    options: list[str]
    cards: list[str]
    is_written: bool


@dataclass(frozen=True)
class PackLesson:
    """A lesson of the module with what only teachers read."""

    page: LessonPage

    @cached_property
    def steps(self) -> list[LessonStep]:
        """The steps in order."""
        return self.page.step_list()

    @property
    def objectives(self) -> list[str]:
        """What students learn."""
        return [str(each.value) for each in self.page.objectives]

    @property
    def tasks(self) -> list[tuple[LessonStep, list[Task]]]:
        """What its steps ask, for a sheet of paper; steps without a question are left out."""
        found = [(step, list(_tasks(step))) for step in self.steps]
        return [(step, tasks) for step, tasks in found if tasks]


@dataclass(frozen=True)
class TeachingPack:
    """A published module as its teachers prepare it."""

    module: ModulePage
    title: str
    summary: str
    language: str

    @cached_property
    def steps(self) -> list[tuple[ModuleStep, StepFacts]]:
        """The steps of the module with what they are called."""
        rows = Step.objects.current_of([self.module.translation_key]).order_by("position")
        steps = [ModuleStep(row.key, Kind(row.kind), row.target_key) for row in rows]
        facts = read_step_facts(steps, self.language)
        return [(step, facts[step.key]) for step in steps]

    @cached_property
    def lessons(self) -> list[PackLesson]:
        """Its published lessons in order."""
        keys = [step.target_key for step, _ in self.steps if step.kind is Kind.LESSON]
        found = find_lessons(keys, self.language)
        return [PackLesson(found[key]) for key in keys if key in found]

    @property
    def slides(self) -> list[tuple[PackLesson, LessonStep]]:
        """One slide for each step of each lesson."""
        return [(lesson, step) for lesson in self.lessons for step in lesson.steps]

    @cached_property
    def version(self) -> ModuleVersion:
        """Which state of the module this is."""
        return read_version(self.module)


def find_pack(module_key: UUID, language: str) -> TeachingPack | None:
    """The pack of a published module; None where it is not published."""
    pages = ModulePage.objects.live().filter(translation_key=module_key).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages}
    source = by_language.get("ko")
    if source is None:
        return None
    shown = by_language.get(language, source)
    return TeachingPack(source, shown.title, shown.summary, language)


def _tasks(step: LessonStep) -> Iterator[Task]:
    for block in step.value["body"]:
        if block.block_type in ASKING:
            value = block.value
            yield Task(
                prompt=value["prompt"],
                options=[each["text"] for each in value.get("options", ())]
                or [each["label"] for each in value.get("groups", ())],
                cards=[each["text"] for each in value.get("cards", ())],
                is_written=block.block_type == WRITTEN,
            )
