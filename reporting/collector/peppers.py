"""The pepper of a round's codes: a file of the survey service, beside its database, not in it.

A stolen copy of the database alone cannot test codes.
"""

import os
from pathlib import Path

from django.conf import settings


class NoPepper(LookupError):
    """No codes were loaded for this round."""


def read_pepper(round_key: str) -> bytes:
    """The pepper of a round.

    Raises:
        NoPepper: there is none.
    """
    try:
        return _path(round_key).read_bytes()
    except FileNotFoundError as error:
        raise NoPepper(round_key) from error


def keep_pepper(round_key: str, pepper: bytes) -> None:
    """Store a pepper where only this service's user can read it."""
    path = _path(round_key)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pepper)
        file.flush()
        os.fsync(file.fileno())


def is_kept(round_key: str) -> bool:
    """Whether a pepper of the round is left."""
    return _path(round_key).exists()


def forget_pepper(round_key: str) -> None:
    """Delete the pepper of a round; without it no code can be recognised again."""
    _path(round_key).unlink(missing_ok=True)


def _path(round_key: str) -> Path:
    return Path(settings.PEPPER_DIR) / f"{round_key}.pepper"
