"""Published statistics, for anybody: no sign-in, no script."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from reporting.actions.handing_out import count_download, hand_out_file
from reporting.forms import PurposeForm
from reporting.models import Release, ReleaseFile
from reporting.release_files.document import JSON
from reporting.statistics_table import shown_table
from reporting.views.for_everybody import kept_by_anybody
from reporting.views.scope import attachment


@require_safe
def statistics(request):
    """Every release that was ever published, the newest first."""
    releases = Release.objects.met_by_public().select_related("round", "correction__round")
    response = render(request, "reporting/statistics.html", {"releases": releases})
    return kept_by_anybody(request, response)


@require_safe
def release(request, key):
    """A release as it was approved; withdrawn, only when and why."""
    release = _release(key)
    context = {"release": release, "others": _others(release)}
    if release.is_withdrawn:
        response = render(request, "reporting/statistics_release.html", context, status=410)
        return kept_by_anybody(request, response)
    part = get_object_or_404(
        release.files, kind=ReleaseFile.Kind.PAGE, language=get_language(), table=""
    )
    # Our own template wrote it at the gate, and escaped what goes into it.
    context["part"] = SafeString(bytes(part.data).decode())
    return kept_by_anybody(request, render(request, "reporting/statistics_release.html", context))


@require_safe
def table(request, key, table):
    """One table with every row."""
    release = _readable(key)
    file = get_object_or_404(release.files, table=table, media_type=JSON)
    shown = shown_table(json.loads(bytes(file.data)), get_language())
    context = {
        "release": release,
        "table": shown,
        "files": release.files.listed().filter(table=table),
    }
    return kept_by_anybody(request, render(request, "reporting/statistics_table.html", context))


@require_safe
def chart(request, key, file_name):
    """A chart as a picture; staff who see tables see it before its release is public."""
    release = get_object_or_404(Release.objects.named(key))
    if not release.is_readable and not request.user.has_perm("reporting.view_tables"):
        raise Http404
    file = get_object_or_404(release.files, kind=ReleaseFile.Kind.CHART, name=file_name)
    response = HttpResponse(bytes(file.data), content_type=file.media_type)
    if not release.is_readable:
        return response
    return kept_by_anybody(request, response, is_same_for_staff=True)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request, key, file_name):
    """Ask what a file is for, then hand it out."""
    release = _readable(key)
    file = get_object_or_404(release.files.handed_out(), name=file_name)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = _taken(request, file, form.cleaned_data["purpose"])
        return attachment(data, file.media_type, file.name)
    context = {"release": release, "file": file, "form": form}
    return render(request, "reporting/statistics_file.html", context)


def _taken(request, file: ReleaseFile, purpose: str) -> bytes:
    """Staff are written down by name, as with every file; of others only a number is kept."""
    if request.user.is_authenticated:
        return hand_out_file(file=file, purpose=purpose, by=request.user)
    return count_download(file=file, purpose=purpose)


def _release(key: str) -> Release:
    """A release the public has met; 404 before its minute."""
    found = Release.objects.met_by_public().named(key).select_related("round", "tables")
    release = found.select_related("correction__round", "corrects__round").first()
    if release is None:
        raise Http404
    return release


def _readable(key: str) -> Release:
    release = _release(key)
    if not release.is_readable:
        raise Http404
    return release


def _others(release: Release):
    """Releases of the same round beside this one."""
    releases = Release.objects.met_by_public().filter(round=release.round_id)
    return releases.exclude(pk=release.pk).select_related("round")
