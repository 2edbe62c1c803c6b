"""Verbs of staff: roles given, prolonged and ended."""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from schools.actions.rights import NotAllowed, require_grant, require_oversight, require_right
from schools.models import Membership
from schools.roles import ROLES, Permission, Scope


class WrongPlace(ValueError):
    """A role was to be granted for a kind of place in which it is not held."""


class NeedsLastDay(ValueError):
    """A role that is held for a time only was to be granted for ever."""


@transaction.atomic
def grant_role(
    *,
    user,
    role: str,
    office=None,
    school=None,
    classroom=None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by,
) -> Membership:
    """Give a member of staff a role in a place; again is no error and moves its days.

    Raises:
        WrongPlace: the role is held in another kind of place, or a second place was named.
        NeedsLastDay: the role is a temporary one and no last day was named.
        NotAllowed: `by` does not give this role in this place, or it would be their own.
    """
    places = {Scope.OFFICE: office, Scope.SCHOOL: school, Scope.CLASSROOM: classroom}
    given = {scope for scope, place in places.items() if place is not None}
    if given != {ROLES[role].scope} - {Scope.NATION}:
        raise WrongPlace(f"{role} is held in a {ROLES[role].scope}")
    if user == by:
        raise NotAllowed("granting to oneself")
    require_grant(by, role, office or school or classroom)
    where = {"office": office, "school": school, "classroom": classroom}
    return _store_role(
        user=user, role=role, where=where, starts_on=starts_on, ends_on=ends_on, by=by
    )


@transaction.atomic
def become_teacher(*, classroom, by) -> Membership:
    """Let who makes a class at their school teach it.

    Raises:
        NotAllowed: `by` makes no classes at this school.
    """
    require_right(by, Permission.MAKE_CLASS, classroom.school)
    where = {"office": None, "school": None, "classroom": classroom}
    return _store_role(user=by, role="homeroom_teacher", where=where, by=by)


def _store_role(*, user, role, where, starts_on=None, ends_on=None, by) -> Membership:
    if ROLES[role].must_end and ends_on is None:
        raise NeedsLastDay(role)
    membership = user.memberships.unended().filter(role=role, **where).first()
    if membership is None:
        membership = Membership(user=user, role=role, **where)
    membership.ends_on = ends_on
    if starts_on:
        membership.starts_on = starts_on
    membership.save()
    if Permission.WRITE_CONTENT in ROLES[role].permissions:
        # Wagtail hangs page rights and workflow tasks on groups, not on permissions.
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    _record("schools.grant_role", membership, by)
    return membership


@transaction.atomic
def move_last_day(*, membership: Membership, ends_on: date | None, by) -> None:
    """Let a role end on another day (None: never), today or later.

    Raises:
        NeedsLastDay: the role is a temporary one.
        NotAllowed: `by` does not give this role in this place, or it is their own.
    """
    if membership.user == by:
        raise NotAllowed("prolonging one's own role")
    require_grant(by, membership.role, membership.place)
    if ROLES[membership.role].must_end and ends_on is None:
        raise NeedsLastDay(membership.role)
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    _record("schools.move_last_day", membership, by)


@transaction.atomic
def end_role(*, membership: Membership, by) -> None:
    """Take a role away at once; that it was held stays on record.

    A role given today never counted, so it is removed.

    Raises:
        NotAllowed: it is neither the role of `by` nor one below theirs.
    """
    require_oversight(by, membership)
    yesterday = timezone.localdate() - timedelta(days=1)
    if membership.starts_on > yesterday:
        membership.delete()
    else:
        membership.ends_on = yesterday
        membership.save(update_fields=["ends_on"])
    # Last, like everywhere: the trail is one line of people waiting, so it is held shortly.
    _record("schools.end_role", membership, by)


def _record(action: str, membership: Membership, by) -> None:
    record_act(
        action=action,
        target=f"{membership.user_id} {membership.role}",
        place=membership.place_code,
        by=by,
    )
