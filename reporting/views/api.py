"""Published releases for programs: read-only JSON, open to every origin, the same for everybody."""

from functools import wraps

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from reporting.models import Release
from reporting.openapi import DOCUMENT
from reporting.release_answers import ended, page_of, release_answer, summary
from reporting.release_files.document import JSON
from reporting.views.for_everybody import kept_by_anybody

NOTHING_KNOWN = {"ended": None, "page": ""}
FROM_ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def for_programs(view):
    """GET and HEAD, from any origin, with an ETag; a missing thing is JSON too."""

    @require_safe
    @wraps(view)
    def answered(request, **keys):
        response = view(request, **keys)
        for name, value in FROM_ANYWHERE.items():
            response[name] = value
        return kept_by_anybody(request, response, is_same_for_staff=True)

    return answered


def for_released(view):
    """Give the view the published release of the address; 404 without one, 410 once withdrawn."""

    @for_programs
    @wraps(view)
    def answered(request, key, **keys):
        releases = Release.objects.met_by_public().named(key)
        release = releases.select_related("round__instrument", "corrects__round").first()
        if release is None:
            return _refusal(404, "There is no such published release.", key)
        if release.is_withdrawn:
            return _refusal(410, "This release was withdrawn.", key, release)
        return view(request, release, **keys)

    return answered


def _refusal(status: int, error: str, key: str, release: Release | None = None) -> JsonResponse:
    known = {"ended": ended(release), "page": page_of(release)} if release else NOTHING_KNOWN
    return JsonResponse({"error": error, "key": key, **known}, status=status)


@for_programs
def openapi(request):
    """What the other addresses answer."""
    return JsonResponse(DOCUMENT)


@for_programs
def releases(request):
    """Every release that was ever published, the newest first."""
    found = Release.objects.met_by_public().select_related("round", "corrects__round")
    found = found.select_related("correction__round")
    return JsonResponse({"releases": [summary(release) for release in found]})


@for_released
def release(request, release):
    """One release: what it is, its tables and files."""
    return JsonResponse(release_answer(release))


@for_released
def table(request, release, table):
    """One table: the bytes of its file."""
    file = release.files.filter(table=table, media_type=JSON).first()
    if file is None:
        return _refusal(404, "There is no such table in this release.", release.key)
    return HttpResponse(bytes(file.data), content_type=JSON)
