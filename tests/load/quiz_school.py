"""Classes of a running demo with a quiz of ten questions; every student is signed in.

Runs in the surroundings of the demo and prints what a client needs to know, as JSON.
"""

import json
import sys

from django.db import transaction
from django.utils import timezone

from curriculum.actions import assign_module
from curriculum.demo import TEACHER
from curriculum.models import ModulePage, Occasion, Step
from curriculum.progress import Kind
from lessons.models import HomePage, LessonPage
from schools.actions import make_classroom
from schools.models import Classroom, School, User
from schools.sessions import SessionStore
from schools.sign_in import claims_of
from tests.factories.quizzes import locale_of, make_question, make_quiz, publish
from tests.factories.schools import let_teach

QUESTIONS = [f"load-{number}" for number in range(1, 11)]


def make_module() -> ModulePage:
    """A live module of a lesson of the demo and the quiz."""
    quiz = publish(make_quiz([make_question(name) for name in QUESTIONS], name="load"))
    lesson = LessonPage.objects.live().filter(locale=locale_of("ko")).first()
    page = ModulePage(
        locale=locale_of("ko"),
        title="열 물음",
        slug="load",
        level="M",
        minutes=45,
        summary="열 물음",
        live=False,
        steps=[
            {"type": "lesson", "value": {"lesson": lesson.pk}},
            {"type": "quiz", "value": {"quiz": quiz.pk}},
        ],
    )
    HomePage.objects.get(locale=page.locale).add_child(instance=page)
    page.save_revision().publish()
    return ModulePage.objects.get(pk=page.pk)


def make_class(number: int, size: int) -> Classroom:
    """A class of the demo's first school."""
    place = {"school": School.objects.first(), "school_year": 2026, "grade": 1}
    return make_classroom(**place, class_number=number, size=size, by=None)[0]


def sign_in(classroom: Classroom) -> list[str]:
    """Session keys of the students in the order of numbers."""
    keys = []
    for student in classroom.students.order_by("number"):
        session = SessionStore()
        session.update(claims_of(student))
        session.create()
        keys.append(session.session_key)
    return keys


def describe(classrooms: list[Classroom]) -> list[dict]:
    """For each class the occasion of the quiz and the session keys."""
    module = make_module()
    step = Step.objects.current_of([module.translation_key]).get(kind=Kind.QUIZ)
    teacher, told = User.objects.get(email=TEACHER), []
    for classroom in classrooms:
        let_teach(teacher, classroom)
        given = {"classroom": classroom, "module": module, "opens_at": timezone.now()}
        assignment = assign_module(**given, by=teacher)
        occasion = Occasion.id_for(assignment.pk, step.key)
        told.append({"occasion": str(occasion), "sessions": sign_in(classroom)})
    return told


@transaction.atomic
def main(classes: int, size: int) -> None:
    """Make so many classes of so many students."""
    made = [make_class(300 + number, size) for number in range(classes)]
    sys.stdout.write(json.dumps(describe(made)) + "\n")
