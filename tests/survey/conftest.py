"""Both services after a class of thirty has answered: their databases, files and logs."""

import random
from uuid import UUID

import pytest
from django.test import Client

from reporting.collector.actions import load_codes
from tests.collector.conftest import survey_client, survey_settings
from tests.databases import restore
from tests.factories.curriculum import make_assignment
from tests.factories.reporting import RoundFactory
from tests.factories.schools import ClassroomFactory, StudentFactory, teacher_of
from tests.factories.survey import GivenRound, ticket_key
from tests.factories.survey_rounds import add_ticket_key
from tests.survey.school import SEAT, SEED, SIZE, ScriptedClass

__all__ = ["survey_client", "survey_settings"]


@pytest.fixture
def scripted(request, transactional_db, settings) -> ScriptedClass:
    """Thirty students fetch tickets in one order and send answers in another, over HTTP."""
    # Files and write-ahead logs are searched, where rows of earlier tests would still lie.
    for alias in ("default", "survey"):
        restore(alias)
    classroom = ClassroomFactory()
    for number in range(1, SIZE + 1):
        StudentFactory(id=UUID(f"{SEAT}{number:08x}"), classroom=classroom, number=number)
    round = RoundFactory(key="2026-1")
    add_ticket_key(round, enrolled=SIZE, private_key=ticket_key("B10-M"))
    assignment = make_assignment(classroom, by=teacher_of(classroom))
    class_ = ScriptedClass(list(classroom.students.all()), random.Random(SEED))
    class_.mark_start()
    class_.fetch_tickets(assignment)
    changed = request.getfixturevalue("survey_settings")
    given = GivenRound(changed.EXCHANGE_DIR, changed.BUNDLE_SIGNING_KEY).open()
    load_codes(given.draw_codes())
    class_.send_answers(given, Client())
    return class_
