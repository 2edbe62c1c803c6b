"""Whether the ground on which somebody was let in is still the same.

Pages that ask for news by themselves are let in the long way once: session, second factor, role,
class. All of that was derived from a few rows. A standing is the database's digest of these rows:
while it stays the same, asking again would give the same answer. Whatever takes a right away (a
session that ended, an account switched off, a new password, a role given, changed or past its
last day, a second factor taken away, a student who moved or signed in elsewhere) changes it.
"""

from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import MD5

from core.digests import DigestOf, Joined
from schools.models import Membership, Student, User


def staff_standing(session_key: str, user: UUID, *, now: datetime, today: date) -> QuerySet:
    """The standing of a member of staff, as `.values("standing")`; no row where it has ended.

    Args:
        user: `User.key`, as whom the session was signed in.
    """
    roles = Membership.objects.filter(user=OuterRef("pk")).current(today=today)
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    return _standing(
        User.objects.filter(key=user, is_active=True),
        _session(session_key, now),
        "password",
        "is_superuser",
        DigestOf(roles.values("pk", "role", "office", "school", "classroom").order_by()),
        DigestOf(factors.values("pk", "type").order_by()),
    )


def student_standing(session_key: str, student: UUID, *, now: datetime, today: date) -> QuerySet:
    """The standing of a student, as `.values("standing")`; no row where it has ended."""
    rows = Student.objects.filter(pk=student).present(today=today)
    return _standing(rows, _session(session_key, now), "classroom", "sign_in_count")


def _session(session_key: str, now: datetime) -> QuerySet:
    return Session.objects.filter(session_key=session_key, expire_date__gt=now)


def _standing(rows: QuerySet, session: QuerySet, *told) -> QuerySet:
    # The session's own words name who signed in and what was proved; they are signed.
    data = Subquery(session.values("session_data"))
    found = rows.order_by().filter(Exists(session))
    return found.annotate(standing=MD5(Joined("pk", data, *told))).values("standing")
