"""Fixtures of the quiz tests."""

import pytest

from quizzes import occasions
from tests.factories.quizzes import make_attempt, make_edition, occasion_of, uuid_of


@pytest.fixture
def edition(db):
    """Three questions, one of each kind, in both languages."""
    return make_edition()


@pytest.fixture
def attempt(student, edition):
    """An open attempt of student number 1."""
    return make_attempt(student, edition, occasion=uuid_of("occasion"))


@pytest.fixture
def occasion_fields():
    """What the occasion `uuid_of("occasion")` is like; a test changes it in place."""
    return {}


@pytest.fixture
def submitted():
    """Attempts that the floor above was told of."""
    return []


@pytest.fixture(autouse=True)
def _floor_above(occasion_fields, submitted):
    """A floor above that knows one occasion."""

    def resolve(occasion, student):
        known = occasion == uuid_of("occasion")
        return occasion_of(uuid_of("quiz"), **occasion_fields) if known else None

    occasions.register(resolve, on_submitted=submitted.append)
    yield
    occasions.unregister(resolve, on_submitted=submitted.append)
