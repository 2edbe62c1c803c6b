"""Whether somebody may do something, asked again in the transaction that does it.

A page that was opened under a role may be sent after the role has ended. So the rows that give
the right are read under lock at the moment of the act: whoever ends the role waits for the act,
or the act finds the role ended.
"""

from collections.abc import Sequence

from schools.models import Classroom, Membership, User
from schools.roles import Permission, roles_with


class NotAllowed(Exception):
    """The person has no role, right now, that allows this in this place."""


def require_right(by: User | None, permission: Permission, place=None) -> None:
    """Go on only if somebody may do this in a place right now; holds their role until commit.

    Args:
        by: who acts; None for an operator's command, which is not asked.
        place: an office, a school or a class; None for the country.

    Raises:
        NotAllowed: no role of theirs allows it any more.
    """
    _require_right_in(by, permission, [place])


def require_teaching(by: User | None, *classrooms: Classroom) -> None:
    """Go on only if somebody teaches all these classes right now, none of a former school year.

    One statement, however many classes. It comes first in an action, so that everybody takes
    their locks in one order: the roles, then the class, then what the class has.

    Args:
        by: who acts; None for an operator's command, which is not asked for a role.
        classrooms: with their schools.

    Raises:
        NotAllowed: no role of theirs allows it any more, or a school year is over.
    """
    _require_running_year(classrooms)
    _require_right_in(by, Permission.RUN_CLASS, classrooms)


def require_seats(by: User | None, classroom: Classroom) -> None:
    """Go on only if somebody changes seats of this class right now, and its school year runs.

    Raises:
        NotAllowed: no role of theirs allows it any more, or the school year is over.
    """
    _require_running_year([classroom])
    _require_right_in(by, Permission.CHANGE_SEATS, [classroom])


def _require_running_year(classrooms: Sequence[Classroom]) -> None:
    for classroom in classrooms:
        if classroom.is_archived:
            raise NotAllowed(f"{classroom.pk} is of the school year {classroom.school_year}")


def _require_right_in(by: User | None, permission: Permission, places: Sequence) -> None:
    if by is None:
        return
    held = list(_held(by, permission))
    own = {role.place for role in held}
    for place in places:
        # What lies around a place is asked only where no role is held in the place itself.
        if place not in own and not any(role.covers(place) for role in held):
            raise NotAllowed(f"{permission} in {place}")


def require_grant(by: User | None, role: str, place=None) -> None:
    """Go on only if somebody may give this role in this place right now.

    Raises:
        NotAllowed: no role of theirs gives it.
    """
    if by is not None and not any(held.may_grant(role, place) for held in _managing(by)):
        raise NotAllowed(f"granting {role} in {place}")


def require_oversight(by: User | None, membership: Membership) -> None:
    """Go on only if somebody may take this role away right now, or holds it themselves.

    Raises:
        NotAllowed: it is neither their own nor one below theirs.
    """
    if by is None or by.pk == membership.user_id:
        return
    if not any(held.oversees(membership) for held in _managing(by)):
        raise NotAllowed(f"ending {membership.role} in {membership.place}")


def require_account_rights(by: User | None, user: User) -> None:
    """Go on only if every role this person has or will have lies below one of `by`'s.

    Raises:
        NotAllowed: some role does not; they have none and `by` does not manage the whole
            country; or it is the account of `by`.
    """
    if by is None:
        return
    managing = list(_managing(by))
    if by.pk == user.pk or not oversees_all(managing, user.memberships.unended()):
        raise NotAllowed(f"managing the account {user.pk}")


def oversees_all(managing: list[Membership], roles) -> bool:
    """Whether each of a person's roles lies below one of these; without roles, only nationwide."""
    roles = list(roles)
    if not roles:
        return any(mine.place is None for mine in managing)
    return all(any(mine.oversees(role) for mine in managing) for role in roles)


def _managing(by: User):
    return _held(by, Permission.MANAGE_STAFF)


def _held(by: User, permission: Permission):
    return (
        by.memberships.current()
        .filter(user__is_active=True, role__in=roles_with(permission))
        .select_related("user", "office", "school__office", "classroom__school__office")
        .select_for_update(of=["self", "user"], no_key=True)
    )
