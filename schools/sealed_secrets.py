"""Secrets of second steps as the database keeps them: sealed under the service's own key.

A stolen copy of the database makes no one-time codes. SECRET_KEY_FALLBACKS open what an older key
sealed.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SEALED = "sealed:"


def seal(secret: str) -> str:
    """The secret as it is stored."""
    return SEALED + _keys().encrypt(secret.encode()).decode()


def unseal(stored: str) -> str:
    """The secret; one stored before secrets were sealed passes as it is.

    Raises:
        cryptography.fernet.InvalidToken: sealed under a key this service no longer has.
    """
    if not stored.startswith(SEALED):
        return stored
    return _keys().decrypt(stored.removeprefix(SEALED).encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet(
        [_derived(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _derived(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"second step").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
