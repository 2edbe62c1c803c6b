"""A class with students and a teacher, and browsers signed in as them."""

import pytest
from django.test import Client

from schools.models import Student
from schools.sign_in import claims_of
from tests.factories.schools import (
    ClassroomFactory,
    JoinCodeFactory,
    StudentFactory,
    teacher_of,
)


def client_of(student: Student) -> Client:
    """A browser in which this student is signed in, without the two pages that lead there."""
    client = Client()
    session = client.session
    session.update(claims_of(student))
    session.save()
    return client


@pytest.fixture
def classroom(db):
    """A class with students 1, 2 and 3 and an open join code."""
    classroom = ClassroomFactory()
    for number in (1, 2, 3):
        StudentFactory(classroom=classroom, number=number)
    JoinCodeFactory(classroom=classroom)
    return classroom


@pytest.fixture
def teacher(classroom):
    """The teacher of `classroom`."""
    return teacher_of(classroom)


@pytest.fixture
def student(classroom):
    """Student number 1 of `classroom`."""
    return classroom.students.select_related("classroom__school").get(number=1)


@pytest.fixture
def student_client(student):
    """A browser in which student number 1 is signed in."""
    return client_of(student)


@pytest.fixture
def teacher_client(teacher):
    """A browser in which the teacher is signed in."""
    client = Client()
    client.force_login(teacher)
    return client
