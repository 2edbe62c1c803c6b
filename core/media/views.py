"""Stored pictures and videos, to whoever knows their names, which nobody can guess."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.media.names import content_type_of
from core.media.ranges import RangeBeyondFile, asked_part
from core.media.records import CAPTION_LANGUAGES, Video

CHUNK = 64 * 1024
# For whoever opens the file itself in a tab: nothing in it may run or load anything.
CSP = "default-src 'none'; sandbox"


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def stored_file(request, name):
    """One stored file or a part of it, as the type its ending stands for."""
    content_type = content_type_of(name)
    path = Path(settings.MEDIA_ROOT) / name
    if content_type is None or not path.is_file():
        raise Http404
    size = path.stat().st_size
    try:
        part = asked_part(request.headers.get("Range", ""), size)
    except RangeBeyondFile:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if part:
        response = _part_of(path, part, size)
    else:
        response = FileResponse(path.open("rb"))
    return _as(content_type, response)


@require_safe
@cache_control(public=True, max_age=300)
def captions(request, record, language):
    """The captions of a video in one language."""
    if language not in CAPTION_LANGUAGES:
        raise Http404
    video = get_object_or_404(Video, key=record)
    text = getattr(video, f"captions_{language}")
    if not text.strip():
        raise Http404
    return _as("text/vtt; charset=utf-8", HttpResponse(text))


def _part_of(path: Path, part: tuple[int, int], size: int) -> StreamingHttpResponse:
    first, last = part
    return StreamingHttpResponse(
        _read(path, first, last - first + 1),
        status=206,
        headers={
            "Content-Range": f"bytes {first}-{last}/{size}",
            "Content-Length": str(last - first + 1),
        },
    )


def _read(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk


def _as(content_type: str, response):
    response["Content-Type"] = content_type
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CSP
    response["Accept-Ranges"] = "bytes"
    return response
