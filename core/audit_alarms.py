"""Alarms: one person does so much in so many places that somebody should look now, not next month.

The scheduler runs `watch_audit` every minute; an alarm is a line of the trail itself, found by the
person's address as everything else they did.
"""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from core.actions import record_act
from core.audit_search import account_mark
from core.models import AuditEntry

WINDOW = timedelta(hours=1)
ACT = "core.raise_alarm"


def raise_alarms(*, now: datetime) -> list[AuditEntry]:
    """Write an alarm for each person who stands out in the last hour, once an hour."""
    since = now - WINDOW
    raised = set(alarms_since(since).values_list("target", flat=True))
    found = AuditEntry.objects.filter(at__gte=since, at__lte=now).alarming()
    people = get_user_model().objects.in_bulk([row["by"] for row in found])
    return [
        record_act(action=ACT, target=mark, reason=_in_figures(row))
        for row in found
        if (mark := account_mark(people[row["by"]].get_username())) not in raised
    ]


def alarms_since(moment: datetime) -> QuerySet[AuditEntry]:
    """Alarms raised from a moment on."""
    return AuditEntry.objects.filter(action=ACT, at__gte=moment)


def _in_figures(row: dict) -> str:
    acts, places, at_night = row["acts"], row["places"], row["at_night"]
    return f"{acts} acts in {places} places within an hour, {at_night} of them at night"
