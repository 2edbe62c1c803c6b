"""Names of stored files: drawn at random, so that nothing a person typed reaches the disk."""

import re
from secrets import token_hex

from django.core.exceptions import SuspiciousFileOperation

CONTENT_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
# Wagtail keeps half-finished uploads in folders of its own; they are nobody's to fetch.
STORED_NAME = re.compile(r"(?:pictures|renditions|videos)/[0-9a-f]{32}(\.[a-z0-9]{3,4})")


class UnknownKindOfFile(SuspiciousFileOperation):
    """A file is about to be stored under an ending that is never served."""


def stored_name(folder: str, filename: str) -> str:
    """A new name in `folder`; of `filename` only a known ending is kept.

    Raises:
        UnknownKindOfFile: its ending is none of CONTENT_TYPES.
    """
    ending = filename[filename.rfind(".") :]
    if ending not in CONTENT_TYPES:
        raise UnknownKindOfFile(repr(ending))
    return f"{folder}/{token_hex(16)}{ending}"


def content_type_of(name: str) -> str | None:
    """The one type a stored name is served as; None for whatever is not a stored name."""
    match = STORED_NAME.fullmatch(name)
    return CONTENT_TYPES.get(match[1]) if match else None
