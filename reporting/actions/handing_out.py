"""Handing out the files of a release: to staff by name, to the public of nobody in particular."""

import hashlib

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from reporting.models import DownloadCount, ReleaseFile


class PurposeMissing(Exception):
    """A file is handed out for something."""


class FileDamaged(Exception):
    """The bytes are not those that were approved."""

    def __init__(self, name: str):
        super().__init__(f"{name} does not have its checksum any more.")


@transaction.atomic
def hand_out_file(*, file: ReleaseFile, purpose: str, by) -> bytes:
    """The bytes of a file for a member of staff; who, why and which checksum are written down.

    Whether this person may have this file now is the caller's to ask.

    Args:
        purpose: the person's own words; kept in the audit trail.

    Raises:
        PurposeMissing, FileDamaged.
    """
    if not purpose.strip():
        raise PurposeMissing(file.name)
    data = checked_bytes(file)
    target = f"{file.name} sha256:{file.sha256}"
    record_act(action="reporting.hand_out_file", target=target, reason=purpose.strip(), by=by)
    return data


@transaction.atomic
def count_download(*, file: ReleaseFile, purpose: str) -> bytes:
    """The bytes of a published file for anybody; only that it was taken, and for what, is kept.

    Args:
        purpose: one of DownloadCount.Purpose.

    Raises:
        PurposeMissing: none of the purposes that are counted.
        FileDamaged.
    """
    if purpose not in DownloadCount.Purpose.values:
        raise PurposeMissing(file.name)
    data = checked_bytes(file)
    DownloadCount.objects.count_one(file=file, purpose=purpose, day=timezone.localdate())
    return data


def checked_bytes(file: ReleaseFile) -> bytes:
    """The bytes of a file, if they are still those that were approved.

    Raises:
        FileDamaged.
    """
    data = bytes(file.data)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise FileDamaged(file.name)
    return data
