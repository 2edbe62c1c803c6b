"""Whether this session passed the second step at sign-in, and where it is shown."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator

METHOD = "mfa"


def is_passed(request) -> bool:
    """Whether a one-time code, a passkey or a recovery code was shown in this very session.

    That the account has an authenticator says nothing about who is at the keyboard.
    """
    return any(
        record.get("method") == METHOD
        for record in get_authentication_records(request, request.user)
    )


def page_to_show_it(user) -> str:
    """Url name of the page that asks for what this person has; a code where there is a choice."""
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    has_app = Authenticator.Type.TOTP in kinds
    return "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"


def count_set_up_as_passed(sender, request, user, authenticator, **kwargs):
    """Setting up an app or a key takes using it: the same session need not show it again."""
    if authenticator.type in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN):
        record_authentication(request, user, METHOD, id=authenticator.pk, type=authenticator.type)
