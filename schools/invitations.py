"""The link with which an invited member of staff comes in for the first time.

It says whose account it opens and is signed; nothing of it is stored. It is worth nothing once
a password is set, once a newer invitation is sent, and after seven days.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from schools.models import User

DAYS = 7
SALT = "schools.invitation"


def make_token(user: User) -> str:
    """A token that opens this account until its password changes."""
    return signing.dumps([user.pk, _state_of(user)], salt=SALT)


def user_behind(token: str) -> User | None:
    """The invited person, or None: the link is used, replaced, too old, or not ours."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    is_open = user and user.is_invited and constant_time_compare(state, _state_of(user))
    return user if is_open else None


def link(user: User, language: str) -> str:
    """The address in the letter. Its host is ours by setting, never what a request says (T-110)."""
    with translation.override(language):
        return settings.PLATFORM_URL + reverse("schools:invitation", args=[make_token(user)])


def _state_of(user: User) -> str:
    # Django gives every unusable password other random characters.
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()
