"""A class that was given a module."""

import pytest
from django.urls import reverse

from tests.factories.curriculum import make_assignment, make_module, step_of
from tests.factories.schools import ClassroomFactory, StudentFactory, teacher_of


@pytest.fixture
def module(db):
    """A live module of lesson, quiz and survey."""
    return make_module()


@pytest.fixture
def assignment(classroom, teacher, module):
    """The module, given to `classroom` an hour ago, open-ended."""
    return make_assignment(classroom, module=module, by=teacher)


@pytest.fixture
def lesson_step(assignment):
    """The lesson step of the module."""
    return step_of(assignment, "lesson")


@pytest.fixture
def quiz_step(assignment):
    """The quiz step of the module."""
    return step_of(assignment, "quiz")


@pytest.fixture
def live_url(classroom, assignment):
    """The changing part of the board, as the page asks for it."""
    address = reverse("curriculum:class-board-live", args=[classroom.pk])
    return f"{address}?assignment={assignment.pk}"


@pytest.fixture
def projector_url(live_url):
    """The changing part of the projector."""
    return live_url.replace("/live/", "/projector/live/")


@pytest.fixture
def neighbours(db):
    """Another class with a teacher of its own, as (classroom, teacher, student)."""
    classroom = ClassroomFactory()
    return classroom, teacher_of(classroom), StudentFactory(classroom=classroom, number=1)
