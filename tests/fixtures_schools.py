"""A class with students and a teacher, staff of the ministry, and browsers signed in as them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from schools.models import Student
from schools.sign_in import claims_of
from tests.factories.schools import (
    PASSWORD,
    ClassroomFactory,
    JoinCodeFactory,
    StudentFactory,
    staff_as,
    teacher_of,
)

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def client_of(student: Student) -> Client:
    """A browser in which this student is signed in, without the two pages that lead there."""
    client = Client()
    session = client.session
    session.update(claims_of(student))
    session.save()
    return client


def log_in(client: Client, user, password=PASSWORD, **more):
    """Send the form of the staff's sign-in page."""
    return client.post("/ko/accounts/login/", {"login": user.email, "password": password, **more})


def client_past_second_factor(user) -> Client:
    """A browser in which this member of staff gave password and one-time code."""
    return _client_after_proof(user, "mfa")


def client_past_password(user) -> Client:
    """A browser in which this member of staff gave their password a moment ago."""
    return _client_after_proof(user, "password")


def _client_after_proof(user, method: str) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    record_authentication(SimpleNamespace(session=session), user, method=method)
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
    """A browser in which the teacher signed in a moment ago."""
    return client_past_password(teacher)


@pytest.fixture
def analyst(db):
    """An analyst of the ministry with an authenticator app."""
    analyst = staff_as("analyst")
    TOTP.activate(analyst, TOTP_SECRET)
    return analyst


@pytest.fixture
def analyst_client(analyst):
    """A browser in which the analyst is signed in, the second factor included."""
    return client_past_second_factor(analyst)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it: noon of a school day in Korea."""

    class Clock:
        now = timezone.now().astimezone(timezone.get_default_timezone()).replace(hour=12)

        def pass_seconds(self, seconds):
            self.now += timedelta(seconds=seconds)

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock
