"""Secrets of second steps as the database keeps them: sealed under the service's own key.

A stolen copy of the database makes no one-time codes.
"""

from core.derived_keys import keys_for

SEALED = "sealed:"
PURPOSE = b"second step"


def seal(secret: str) -> str:
    """The secret as it is stored."""
    return SEALED + keys_for(PURPOSE).encrypt(secret.encode()).decode()


def unseal(stored: str) -> str:
    """The secret; one stored before secrets were sealed passes as it is.

    Raises:
        cryptography.fernet.InvalidToken: sealed under a key this service no longer has.
    """
    if not stored.startswith(SEALED):
        return stored
    return keys_for(PURPOSE).decrypt(stored.removeprefix(SEALED).encode()).decode()
