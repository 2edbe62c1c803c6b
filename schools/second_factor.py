"""Whether this session passed the second step at sign-in."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator

METHOD = "mfa"


def is_passed(request) -> bool:
    """Whether a one-time code or a recovery code was given in this very session.

    That the account has an authenticator app says nothing about who is at the keyboard.
    """
    return any(
        record.get("method") == METHOD
        for record in get_authentication_records(request, request.user)
    )


def count_set_up_as_passed(sender, request, user, authenticator, **kwargs):
    """Setting up an app takes a code of it: the same session need not show a second one."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, METHOD, id=authenticator.pk, type=authenticator.type)
