"""Files of releases leave the house: for a purpose, of unpublished ones with a second person."""

from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from core.models import AuditEntry
from reporting.actions.handing_out import PurposeMissing, checked_bytes
from reporting.actions.two_people import refuse_same_person
from reporting.models import ExportRequest, Release, ReleaseFile
from reporting.models.exports import READY_FOR


class NoSuchFile(Exception):
    """The release has no file of that name, or did not pass the gate."""


class NotWaiting(Exception):
    """Somebody decided on the request in the meantime."""


class NotReady(Exception):
    """The request waits, was refused, or its day is over."""


class NotTheirs(Exception):
    """A file is handed to whoever asked for it, and to nobody else."""


class RefusalUnexplained(Exception):
    """Nobody is refused a file without hearing why."""


@transaction.atomic
def request_export(*, release: Release, file_name: str, purpose: str, by) -> ExportRequest:
    """Ask for a file. Of a published release it is ready at once; else somebody else allows it.

    Raises:
        handing_out.PurposeMissing, NoSuchFile.
    """
    if not purpose.strip():
        raise PurposeMissing(release.key)
    file = release.files.download_named(file_name)
    if file is None:
        raise NoSuchFile(file_name)
    target = f"{file.name} sha256:{file.sha256}"
    entry = record_act(action="reporting.request_export", target=target, reason=purpose, by=by)
    is_public = release.state == Release.State.PUBLISHED
    return ExportRequest.objects.create(
        release=release,
        file_name=file.name,
        file_sha256=file.sha256,
        purpose=purpose,
        asked_in=entry.pk,
        state=ExportRequest.State.READY if is_public else ExportRequest.State.ASKED,
        expires_at=timezone.now() + READY_FOR if is_public else None,
    )


@transaction.atomic
def allow_export(*, export: ExportRequest, by) -> ExportRequest:
    """Let whoever asked fetch the file for a day, as a second person.

    Raises:
        NotWaiting, two_people.SamePerson.
    """
    export = _waiting(export, by)
    entry = record_act(action="reporting.allow_export", target=_target(export), by=by)
    export.state = ExportRequest.State.READY
    export.expires_at = timezone.now() + READY_FOR
    return _decided(export, entry)


@transaction.atomic
def refuse_export(*, export: ExportRequest, reason: str, by) -> ExportRequest:
    """Do not hand the file out, and say why.

    Raises:
        NotWaiting, RefusalUnexplained, two_people.SamePerson.
    """
    if not reason.strip():
        raise RefusalUnexplained(str(export.key))
    export = _waiting(export, by)
    target = _target(export)
    entry = record_act(action="reporting.refuse_export", target=target, reason=reason, by=by)
    export.state, export.refusal = ExportRequest.State.REFUSED, reason
    return _decided(export, entry)


@transaction.atomic
def fetch_export(*, export: ExportRequest, by) -> ReleaseFile:
    """Hand the file to whoever asked; every time it is written down, every time it is the same.

    Raises:
        NotTheirs, NotReady.
        NoSuchFile: the release does not hold these bytes any more.
        handing_out.FileDamaged: it holds others under their checksum.
    """
    if not is_of(export, by):
        raise NotTheirs(str(export.key))
    export = ExportRequest.objects.select_related("release__round").get(pk=export.pk)
    if not export.is_ready:
        raise NotReady(str(export.key))
    file = export.release.files.download_named(export.file_name)
    if file is None or file.sha256 != export.file_sha256:
        raise NoSuchFile(export.file_name)
    checked_bytes(file)
    target = _target(export)
    record_act(action="reporting.fetch_export", target=target, reason=export.purpose, by=by)
    return file


def is_of(export: ExportRequest, person) -> bool:
    """Whether this person asked for it."""
    return AuditEntry.objects.filter(pk=export.asked_in, by=person).exists()


def _target(export: ExportRequest) -> str:
    return f"{export.file_name} sha256:{export.file_sha256}"


def _waiting(export: ExportRequest, by) -> ExportRequest:
    export = ExportRequest.objects.select_for_update().get(pk=export.pk)
    if not export.is_waiting:
        raise NotWaiting(str(export.key))
    refuse_same_person([export.asked_in], by)
    return export


def _decided(export: ExportRequest, entry: AuditEntry) -> ExportRequest:
    export.decided_in, export.decided_at = entry.pk, timezone.now()
    export.save(update_fields=["state", "refusal", "decided_in", "decided_at", "expires_at"])
    return export
