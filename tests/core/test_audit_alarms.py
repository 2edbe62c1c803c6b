"""T-101: bulk acts raise an alarm within minutes, day and night; ordinary work raises none."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.actions import record_acts
from core.audit_alarms import raise_alarms
from core.audit_months import KOREAN_TIME
from core.audit_search import find_entries
from core.models import AuditEntry
from tests.factories.schools import UserFactory, staff_as
from tests.fixtures_schools import TOTP_SECRET, client_past_second_factor

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 3, 2, 0, tzinfo=KOREAN_TIME)
DAY = datetime(2026, 11, 3, 14, 0, tzinfo=KOREAN_TIME)
FIVE_MINUTES = timedelta(minutes=5)


def acts(moment: datetime, *, schools: int, each: int = 1, by):
    targets = [("명단", f"{7000000 + school}") for school in range(schools) for _ in range(each)]
    with patch("django.utils.timezone.now", return_value=moment):
        record_acts(action="schools.download_roster", targets=targets, by=by)


def alarms_at(moment: datetime) -> list[AuditEntry]:
    with patch("django.utils.timezone.now", return_value=moment):
        return raise_alarms(now=moment)


def test_t101_files_of_300_schools_at_two_in_the_night_raise_one_alarm():
    person = UserFactory()
    acts(NIGHT, schools=300, by=person)
    (alarm,) = alarms_at(NIGHT + FIVE_MINUTES)
    assert "300 places" in alarm.reason and "at night" in alarm.reason
    assert alarm in find_entries(person=person.email)
    assert alarms_at(NIGHT + 2 * FIVE_MINUTES) == []


@pytest.mark.parametrize(
    ("moment", "schools", "each", "alarms"),
    [
        (NIGHT, 1, 59, 0),
        (NIGHT, 1, 60, 1),
        (NIGHT, 4, 1, 0),
        (NIGHT, 5, 1, 1),
        (DAY, 19, 15, 0),
        (DAY, 20, 1, 1),
        (DAY, 1, 299, 0),
        (DAY, 1, 300, 1),
    ],
)
def test_t101_alarm_begins_at_its_threshold(moment, schools, each, alarms):
    acts(moment, schools=schools, each=each, by=UserFactory())
    assert len(alarms_at(moment + FIVE_MINUTES)) == alarms


def test_t101_acts_of_many_people_or_of_commands_raise_no_alarm():
    for _ in range(6):
        acts(DAY, schools=10, by=UserFactory())
    acts(NIGHT, schools=300, by=None)
    assert alarms_at(DAY + FIVE_MINUTES) == alarms_at(NIGHT + FIVE_MINUTES) == []


def test_t101_command_fails_with_the_alarm_and_the_audit_page_says_so():
    acts(timezone.now(), schools=20, by=UserFactory())
    with pytest.raises(CommandError, match="20 places"):
        call_command("watch_audit")
    call_command("watch_audit")
    operator = staff_as("operator")
    TOTP.activate(operator, TOTP_SECRET)
    page = client_past_second_factor(operator).get("/ko/audit/")
    assert page.context["alarms"] == 1
