"""The training track: modules as a member of staff takes them, apart from every class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from curriculum.measuring import quiz_parts
from curriculum.models import ModulePage, ModuleStep, StaffCompletion, Step
from curriculum.progress import Part, State, module_state, step_state
from curriculum.step_facts import StepFacts, read_step_facts


@dataclass(frozen=True)
class TrainingStep:
    """One step of a module; what is not counted for students is not part of the training.

    Attributes:
        part: whether a quiz is taken before or after; None for a quiz that is there once.
    """

    step: ModuleStep
    facts: StepFacts
    finished_at: datetime | None
    part: Part | None = None

    @property
    def state(self) -> State:
        """Finished or not; places within a lesson are not kept for staff."""
        return step_state(has_begun=False, has_finished=self.finished_at is not None)


@dataclass(frozen=True)
class TrainingModule:
    """One module as a member of staff has it."""

    module: ModulePage
    title: str
    steps: Sequence[TrainingStep]

    @property
    def key(self) -> UUID:
        """What addresses carry; the same in every language."""
        return self.module.translation_key

    @property
    def state(self) -> State:
        """The state word of the whole module."""
        return module_state(step.state for step in self.steps)

    @property
    def current(self) -> TrainingStep | None:
        """The first step that is not finished; None when all are."""
        return next((step for step in self.steps if step.finished_at is None), None)

    @property
    def finished_count(self) -> int:
        """Steps that are finished."""
        return sum(step.finished_at is not None for step in self.steps)

    @property
    def finished_at(self) -> datetime | None:
        """When the last step was finished; None while one is open."""
        if self.state is not State.FINISHED:
            return None
        return max(step.finished_at for step in self.steps)

    @property
    def content_note(self) -> str:
        """The first content note among its lessons."""
        return next((step.facts.content_note for step in self.steps if step.facts.content_note), "")


def read_training(user, language: str, *, module_key: UUID | None = None) -> list[TrainingModule]:
    """Published modules with what this person finished. Six statements for all.

    Args:
        language: "ko" or "en", of titles.
        module_key: only this one.
    """
    pages = ModulePage.objects.assignable()
    if module_key:
        pages = pages.filter(translation_key=module_key)
    modules = list(pages)
    keys = [module.translation_key for module in modules]
    rows = [row for row in Step.objects.current_of(keys) if row.as_module_step.is_counted]
    facts = read_step_facts([row.as_module_step for row in rows], language)
    done = dict(
        StaffCompletion.objects.filter(user=user, step__in=rows).values_list("step", "finished_at")
    )
    titles = ModulePage.objects.titles_in(language, keys)
    return [
        TrainingModule(
            module,
            titles.get(module.translation_key, module.title),
            _steps_of(
                [row for row in rows if row.module_key == module.translation_key], facts, done
            ),
        )
        for module in modules
    ]


def _steps_of(rows: Sequence[Step], facts: dict, done: dict) -> list[TrainingStep]:
    parts = quiz_parts([row.as_module_step for row in rows])
    return [
        TrainingStep(row.as_module_step, facts[row.key], done.get(row.key), part)
        for row, part in zip(rows, parts, strict=True)
    ]
