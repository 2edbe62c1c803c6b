"""Which state of a module a teacher saw, printed and gave: all that is live behind its steps."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from curriculum.models import ModulePage, Step
from curriculum.progress import Kind
from lessons.models import LessonPage
from quizzes.models import Edition


@dataclass(frozen=True)
class ModuleVersion:
    """The published state of a module with its lessons and quizzes, in all languages.

    Attributes:
        code: changes with every publication of any of them; twelve hexadecimal digits.
        published_at: the latest of those publications.
    """

    code: str
    published_at: datetime | None


def read_version(module: ModulePage) -> ModuleVersion:
    """The version that is published now. Four statements."""
    steps = list(Step.objects.current_of([module.translation_key]))
    lessons = [step.target_key for step in steps if step.kind == Kind.LESSON]
    quizzes = [step.target_key for step in steps if step.kind == Kind.QUIZ]
    editions = (
        Edition.objects.filter(quiz_key__in=quizzes)
        .order_by("quiz_key", "-number")
        .distinct("quiz_key")
        .values_list("pk", "cut_at")
    )
    states = [
        *_live(ModulePage, [module.translation_key]),
        *_live(LessonPage, lessons),
        *sorted(editions),
    ]
    code = hashlib.sha256(repr([str(key) for key, _ in states]).encode()).hexdigest()[:12]
    return ModuleVersion(code, max((at for _, at in states if at), default=None))


def _live(model, keys) -> list[tuple]:
    pages = model.objects.live().filter(translation_key__in=keys).order_by("pk")
    return list(pages.values_list("live_revision", "last_published_at"))
