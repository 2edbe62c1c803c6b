"""Two people, whatever roles one of them holds: every step of a round, and each questionnaire."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from core.models import AuditEntry
from reporting.actions import (
    SamePerson,
    ask_step,
    confirm_step,
    copy_instrument,
    submit_instrument,
)
from reporting.actions.instruments import approve_instrument_draft
from reporting.actions.two_people import refuse_same_person
from reporting.models import Round, StepRequest
from tests.factories.reporting import RoundFactory, questionnaire
from tests.factories.schools import UserFactory
from tests.fixtures_schools import client_past_second_factor

pytestmark = pytest.mark.django_db
STATES = [(step, StepRequest.FROM_STATE[step]) for step in StepRequest.Step]


def with_every_right(**fields):
    """Operator, analyst and approver in one person, with every permission there is."""
    user = UserFactory(**fields)
    user.user_permissions.set(Permission.objects.all())
    return user


@pytest.fixture
def mighty():
    return with_every_right()


@pytest.mark.parametrize(("step", "state"), STATES)
def test_one_person_with_every_right_takes_no_step_alone(mighty, step, state):
    round = RoundFactory(key="2027-1", state=state)
    client = client_past_second_factor(mighty)
    ask, confirm = (
        reverse(f"reporting:step-{act}", kwargs={"key": "2027-1", "step": step})
        for act in ("ask", "confirm")
    )
    client.post(ask, {"reason": "혼자서"})
    assert StepRequest.objects.get().is_waiting
    text = client.post(confirm, {"understood": "on"}).content.decode()
    assert "직접 쓰거나 요청한" in text
    assert StepRequest.objects.get().is_waiting
    assert Round.objects.get().state == round.state
    confirmed = AuditEntry.objects.exclude(action="reporting.ask_step")
    assert not confirmed.filter(action__startswith="reporting.").exists()


@pytest.mark.parametrize(("step", "state"), STATES)
def test_superuser_confirms_nothing_they_asked_for(step, state):
    mighty = with_every_right(is_superuser=True)
    request = ask_step(round=RoundFactory(state=state), step=step, reason="혼자서", by=mighty)
    with pytest.raises(SamePerson):
        confirm_step(request=request, survey_url="http://127.0.0.1:8001", by=mighty)


def test_one_person_with_every_right_approves_no_questionnaire_alone(mighty):
    draft = copy_instrument(data=questionnaire(), version="2097-1", by=mighty)
    submit_instrument(draft=draft, by=UserFactory())
    draft.refresh_from_db()
    with pytest.raises(SamePerson):
        approve_instrument_draft(draft=draft, by=mighty)


def test_line_of_the_trail_that_is_not_there_lets_nobody_pass():
    with pytest.raises(SamePerson):
        refuse_same_person([999_999], UserFactory())
