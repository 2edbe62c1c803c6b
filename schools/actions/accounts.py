"""Verbs of staff accounts: invited, taken up, disabled, enabled, freed of a lost second step."""

from datetime import date

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from core.actions import record_act
from schools import invitations, letters
from schools.actions.rights import NotAllowed, require_account_rights, require_oversight
from schools.actions.staff import grant_role
from schools.models import Membership, User
from schools.roles import ROLES, Scope


class InvitationOver(Exception):
    """The link was used, replaced by a newer one, or is too old."""


@transaction.atomic
def invite_staff(
    *,
    email: str,
    role: str,
    place=None,
    last_name: str = "",
    first_name: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    by,
) -> Membership:
    """Give somebody a role and tell them by e-mail; make the account where there is none.

    Names count for a new account only: who invites does not rename people.

    Raises:
        NotAllowed, WrongPlace, NeedsLastDay: as grant_role.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, last_name=last_name, first_name=first_name)
    membership = grant_role(
        user=user,
        role=role,
        **place_argument(role, place),
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    if user.is_active:
        transaction.on_commit(lambda: letters.send_invitation(membership))
    return membership


def place_argument(role: str, place) -> dict:
    """The place of a role as grant_role names it."""
    scope = ROLES[role].scope
    return {} if scope is Scope.NATION else {str(scope): place}


@transaction.atomic
def invite_again(*, membership: Membership, by) -> None:
    """Send the invitation once more; the link sent before stops working.

    Raises:
        NotAllowed: the role is not below one of `by`, or the account is in use already.
    """
    require_oversight(by, membership)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if not user.is_invited or not user.is_active:
        raise NotAllowed("inviting somebody who is here")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    membership.user = user
    transaction.on_commit(lambda: letters.send_invitation(membership))
    _record("schools.invite_again", user, by, place=membership.place_code)


@transaction.atomic
def accept_invitation(*, token: str, password: str, last_name: str, first_name: str) -> User:
    """Set name and password of an invited account.

    Raises:
        InvitationOver: the link does not open an account (any more).
    """
    invited = invitations.user_behind(token)
    # Read again under lock: of two people with one link, one comes in.
    user = invited and User.objects.select_for_update().get(pk=invited.pk)
    if user is None or user.password != invited.password:
        raise InvitationOver
    user.last_name, user.first_name = last_name, first_name
    user.set_password(password)
    user.save(update_fields=["last_name", "first_name", "password"])
    _record("schools.accept_invitation", user, user)
    return user


@transaction.atomic
def disable_account(*, user: User, by) -> None:
    """Let nobody in with this account; sessions that are open end with their next request.

    Raises:
        NotAllowed: some role of theirs is not below one of `by`.
    """
    require_account_rights(by, user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _record("schools.disable_account", user, by)


@transaction.atomic
def enable_account(*, user: User, by) -> None:
    """Let the person in again, with the password and the second step they had.

    Raises:
        NotAllowed: some role of theirs is not below one of `by`.
    """
    require_account_rights(by, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record("schools.enable_account", user, by)


@transaction.atomic
def reset_second_factor(*, user: User, by) -> None:
    """Forget app, keys and recovery codes, after a lost phone; the next sign-in sets up new ones.

    Sessions that are open end: one of them may be the lost phone's.

    Raises:
        NotAllowed: some role of theirs is not below one of `by`.
    """
    require_account_rights(by, user)
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user)
    _record("schools.reset_second_factor", user, by)


def _end_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()


def _record(action: str, user: User, by, *, place: str | None = None) -> None:
    if place is None:
        codes = {role.place_code for role in user.memberships.unended().with_places()}
        place = codes.pop() if len(codes) == 1 else ""
    record_act(action=action, target=str(user.pk), place=place, by=by)
