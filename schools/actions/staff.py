"""Verbs of staff: roles given and ended."""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from schools.models import Membership
from schools.roles import ROLES, Permission, Scope


class WrongPlace(ValueError):
    """A role was to be granted for a kind of place in which it is not held."""


class NeedsLastDay(ValueError):
    """A role that is held for a time only was to be granted for ever."""


@transaction.atomic
def grant_role(
    *, user, role: str, office=None, school=None, classroom=None, ends_on: date | None = None, by
) -> Membership:
    """Give a member of staff a role in a place; again is no error and moves its last day.

    Raises:
        WrongPlace: the role is held in another kind of place, or a second place was named.
        NeedsLastDay: the role is a temporary one and no last day was named.
    """
    places = {Scope.OFFICE: office, Scope.SCHOOL: school, Scope.CLASSROOM: classroom}
    given = {scope for scope, place in places.items() if place is not None}
    if given != {ROLES[role].scope} - {Scope.NATION}:
        raise WrongPlace(f"{role} is held in a {ROLES[role].scope}")
    if ROLES[role].must_end and ends_on is None:
        raise NeedsLastDay(role)
    where = {"office": office, "school": school, "classroom": classroom}
    membership = user.memberships.current().filter(role=role, **where).first()
    if membership is None:
        membership = Membership(user=user, role=role, **where)
    membership.ends_on = ends_on
    membership.save()
    if Permission.WRITE_CONTENT in ROLES[role].permissions:
        # Wagtail hangs page rights and workflow tasks on groups, not on permissions.
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    record_act(
        action="schools.grant_role",
        target=f"{user.pk} {role}",
        place=membership.place_code,
        by=by,
    )
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by) -> None:
    """Take a role away at once; that it was held stays on record.

    A role given today never counted, so it is removed.
    """
    place, yesterday = membership.place_code, timezone.localdate() - timedelta(days=1)
    if membership.starts_on > yesterday:
        membership.delete()
    else:
        membership.ends_on = yesterday
        membership.save(update_fields=["ends_on"])
    record_act(
        action="schools.end_role",
        target=f"{membership.user_id} {membership.role}",
        place=place,
        by=by,
    )
