"""Modules with a lesson of three steps, a quiz of three questions and a survey; assignments."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.utils import timezone
from wagtail.models import Locale

from curriculum.actions import Terms, assign_module, assign_to_classes
from curriculum.models import Assignment, ModulePage, Step
from lessons.models import HomePage
from quizzes.models import Edition, Quiz
from schools.models import Classroom
from schools.school_year import school_year_of
from tests.factories.lessons import make_lesson
from tests.factories.quizzes import make_edition
from tests.factories.ready_made import ready_made
from tests.factories.schools import let_teach

TITLES = {"ko": "믿음의 모듈", "en": "Module of trust"}
LESSON_LENGTH = 3


def block(name: str, kind: str, value) -> dict:
    """A raw block of a module's steps; the same name gives the same id in every language."""
    return {"type": kind, "id": str(uuid5(NAMESPACE_URL, f"module {name}")), "value": value}


@ready_made
def make_module(code: str = "M1", *, languages=("ko", "en"), **lesson_fields) -> ModulePage:
    """A live module of lesson, quiz and survey; the Korean page is returned."""
    make_edition()
    pages = [_make_page(code, language, lesson_fields) for language in languages]
    return pages[0]


def _make_page(code: str, language: str, lesson_fields: dict) -> ModulePage:
    lesson = make_lesson(code, language, **lesson_fields)
    quiz = Quiz.objects.get(locale__language_code=language)
    page = ModulePage(
        locale=Locale.objects.get(language_code=language),
        translation_key=uuid5(NAMESPACE_URL, f"module {code}"),
        title=TITLES[language],
        slug=f"module-{code.lower()}",
        level=code[0],
        minutes=45,
        summary=TITLES[language],
        live=False,
        steps=[
            block(f"{code} lesson", "lesson", {"lesson": lesson.pk}),
            block(f"{code} quiz", "quiz", {"quiz": quiz.pk}),
            block(f"{code} survey", "survey", None),
        ],
    )
    HomePage.objects.get(locale__language_code=language).add_child(instance=page)
    page.save_revision().publish()
    return ModulePage.objects.get(pk=page.pk)


def publish_steps(module: ModulePage, blocks: list[dict]) -> None:
    """Publish a module anew with these steps."""
    module.steps = blocks
    module.save_revision().publish()


def make_assignment(classroom, *, module=None, by, **times) -> Assignment:
    """A module given to a class while its school year ran, open since an hour ago.

    Who gives it becomes a teacher of the class, unless they are.
    """
    if not Classroom.objects.visible_to(by).filter(pk=classroom.pk).exists():
        let_teach(by, classroom)
    times.setdefault("opens_at", timezone.now() - timedelta(hours=1))
    year, classroom.school_year = classroom.school_year, school_year_of(timezone.localdate())
    try:
        return assign_module(classroom=classroom, module=module or make_module(), by=by, **times)
    finally:
        classroom.school_year = year


def give_to_group(classroom, *students, module=None, by) -> Assignment:
    """A module given to some students of a class."""
    batch = assign_to_classes(
        key=uuid4(),
        module=module or make_module(),
        classrooms=[classroom],
        students=students,
        terms=Terms(opens_at=timezone.now() - timedelta(hours=1)),
        by=by,
    )
    return batch.assignments.get()


def step_of(assignment: Assignment, kind: str) -> Step:
    """The current step of this kind in the assignment's module."""
    return Step.objects.current_of([assignment.module.translation_key]).get(kind=kind)


def latest_edition() -> Edition:
    """The newest edition of the factory's quiz."""
    return Edition.objects.order_by("-number").first()
