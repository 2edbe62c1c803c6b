"""What the views of this app share: the round of an address, a file as an answer."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from reporting.models import Release, Round


def round_of(key: str) -> Round:
    """The round of an address, with its instrument; 404 without one."""
    return get_object_or_404(Round.objects.select_related("instrument"), key=key)


def attachment(data: bytes, content_type: str, name: str) -> HttpResponse:
    """A file for the browser to keep."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=disposition)


def release_of(key: str) -> Release:
    """The release of an address, with its round; 404 without one."""
    release = Release.objects.by_key(key)
    if release is None:
        raise Http404
    return release
