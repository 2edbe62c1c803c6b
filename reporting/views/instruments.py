"""Versions of the questionnaire: the list, one of them, its preview, its approval."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.guards import permission_needed
from reporting import actions
from reporting.instrument_forms import CopyForm, ReturnForm
from reporting.instrument_reading import Version, check, every_version, find_version, paths_of
from reporting.instruments import InstrumentRefused


def version_of(name: str) -> Version:
    """The version of an address; 404 without one."""
    version = find_version(name)
    if version is None:
        raise Http404
    return version


@require_safe
@permission_needed("reporting.view_rounds")
def instrument_list(request):
    """Every version."""
    return render(request, "reporting/instrument_list.html", {"versions": every_version()})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.manage_rounds")
def instrument_new(request):
    """Begin a version with the questions of another one."""
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        source, name = version_of(form.cleaned_data["source"]), form.cleaned_data["version"]
        try:
            actions.copy_instrument(data=source.data, version=name, by=request.user)
            return redirect("reporting:instrument", version=name)
        except actions.VersionTaken:
            form.add_error("version", _("There is a version of this name."))
    return render(request, "reporting/instrument_new.html", {"form": form})


@require_safe
@permission_needed("reporting.view_rounds")
def instrument_detail(request, version):
    """One version: its questions in both languages, and what the check says."""
    found = version_of(version)
    context = {"version": found, "check": check(found.data), "questions": found.data["questions"]}
    return render(request, "reporting/instrument.html", context)


@require_safe
@permission_needed("reporting.view_rounds")
def instrument_preview(request, version):
    """Every path of a version, page by page, with the result of the equal-path check."""
    found = version_of(version)
    result = check(found.data)
    paths = paths_of(result.parsed) if result.parsed else []
    context = {"version": found, "check": result, "paths": paths}
    return render(request, "reporting/instrument_preview.html", context)


@require_POST
@permission_needed("reporting.manage_rounds")
def instrument_submit(request, version):
    """Hand a version in."""
    try:
        actions.submit_instrument(draft=_draft_of(version), by=request.user)
        messages.success(request, _("Handed in. Somebody who wrote none of it approves it."))
    except (InstrumentRefused, actions.InstrumentLocked):
        messages.error(request, _("It could not be handed in. Read what the check says."))
    return redirect("reporting:instrument", version=version)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.confirm_rounds")
def instrument_return(request, version):
    """Send a version back with what is to be changed."""
    draft = _draft_of(version)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.return_instrument(draft=draft, **form.cleaned_data, by=request.user)
        except actions.InstrumentLocked:
            raise Http404 from None
        return redirect("reporting:instrument", version=version)
    context = {"version": version_of(version), "form": form}
    return render(request, "reporting/instrument_return.html", context)


@require_POST
@permission_needed("reporting.confirm_rounds")
def instrument_approve(request, version):
    """Freeze a version, as the second person."""
    try:
        actions.approve_instrument_draft(draft=_draft_of(version), by=request.user)
        messages.success(request, _("Approved. Rounds can ask this version now."))
    except actions.SamePerson:
        messages.error(request, _("You wrote some of it. Somebody else has to approve it."))
    except (actions.InstrumentLocked, actions.InstrumentChanged, InstrumentRefused):
        messages.error(request, _("It does not wait for approval any more. Look at it again."))
    return redirect("reporting:instrument", version=version)


def _draft_of(version: str):
    draft = version_of(version).draft
    if draft is None:
        raise Http404
    return draft
