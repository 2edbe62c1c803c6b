"""Files of releases: asked for with a purpose, allowed by a second person, fetched for a day."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.guards import permission_needed
from reporting import actions
from reporting.actions.exporting import (
    NoSuchFile,
    NotReady,
    NotTheirs,
    NotWaiting,
    allow_export,
    fetch_export,
    is_of,
    refuse_export,
    request_export,
)
from reporting.models import ExportRequest
from reporting.release_forms import DecideForm, ExportForm
from reporting.views.scope import attachment, release_of

SHOWN = 200


@require_safe
@permission_needed("reporting.view_tables")
def export_list(request):
    """The newest requests, those that wait for a second person first."""
    exports = ExportRequest.objects.select_related("release__round")
    waiting = ExportRequest.State.ASKED
    context = {
        "waiting": exports.filter(state=waiting),
        "exports": exports.exclude(state=waiting)[:SHOWN],
    }
    return render(request, "reporting/export_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.export_release")
def export_new(request, release):
    """Say which file is wanted, and what for."""
    release = release_of(release)
    files = release.files.listed()
    if not files:
        raise Http404
    form = ExportForm(request.POST if request.method == "POST" else None, files=files)
    if form.is_valid():
        export = request_export(release=release, **form.cleaned_data, by=request.user)
        return redirect("reporting:export", export=export.key)
    context = {"release": release, "round": release.round, "form": form, "files": files}
    return render(request, "reporting/export_new.html", context)


@require_safe
@permission_needed("reporting.view_tables")
def export_detail(request, export):
    """Where one request stands; whoever asked fetches the file here."""
    export = _export_of(export)
    return render(request, "reporting/export.html", _facts(request, export))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.approve_release")
def export_decide(request, export):
    """Allow or refuse, as the second person."""
    export = _export_of(export)
    if not export.is_waiting:
        raise Http404
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _was_decided(request, export, form):
        return redirect("reporting:export", export=export.key)
    context = {**_facts(request, export), "form": form}
    return render(request, "reporting/export_decide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.export_release")
def export_file(request, export):
    """The file itself, for whoever asked for it, while it is ready.

    A link leads to the page, never to the file; so does the way back from a password asked again.
    """
    export = _export_of(export)
    if request.method != "POST":
        return redirect("reporting:export", export=export.key)
    try:
        file = fetch_export(export=export, by=request.user)
    except NotTheirs:
        raise Http404 from None
    except (NotReady, NoSuchFile):
        messages.error(request, _("The file is not ready any more. Ask for it again."))
        return redirect("reporting:export", export=export.key)
    return attachment(file.data, file.media_type, file.name)


def _export_of(key) -> ExportRequest:
    exports = ExportRequest.objects.select_related("release__round__instrument")
    return get_object_or_404(exports, pk=key)


def _facts(request, export: ExportRequest) -> dict:
    return {
        "export": export,
        "release": export.release,
        "round": export.release.round,
        "file": export.release.files.download_named(export.file_name),
        "asked_by": actions.person_of(export.asked_in),
        "decided_by": actions.person_of(export.decided_in),
        "is_own": is_of(export, request.user),
    }


def _was_decided(request, export: ExportRequest, form) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        if form.cleaned_data["decision"] == "allow":
            allow_export(export=export, by=request.user)
        else:
            refuse_export(export=export, reason=reason, by=request.user)
    except actions.SamePerson:
        form.add_error(None, _("You asked for this yourself. Somebody else decides."))
    except NotWaiting:
        form.add_error(None, _("Somebody decided on this a moment before you."))
    return not form.errors
