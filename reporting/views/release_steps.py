"""The steps of a release: to the gate again, review, approval, withdrawal, correction."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.guards import permission_needed
from reporting.actions.release_states import approve_release, review_release, withdraw_release
from reporting.actions.requesting import (
    CorrectedAlready,
    RunIsOpen,
    ask_gate_again,
    draft_correction,
)
from reporting.actions.two_people import SamePerson
from reporting.models import Release, StateNotReachable
from reporting.release_forms import ApproveForm, ReasonForm, ReviewForm, StepForm
from reporting.release_reading import ReleaseReading
from reporting.views.scope import release_of

TEMPLATES = {
    review_release: "reporting/release_review.html",
    approve_release: "reporting/release_approve.html",
    withdraw_release: "reporting/release_withdraw.html",
    draft_correction: "reporting/release_correct.html",
}


@require_POST
@permission_needed("reporting.request_tables")
def release_gate(request, release):
    """Send a release to the gate once more."""
    _taken(
        request,
        ask_gate_again,
        release=release_of(release),
        words=_("It waits for the gate again."),
    )
    return redirect("reporting:release", release=release)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.review_release")
def release_review(request, release):
    """Say what was looked at."""
    found = _release_in(release, Release.State.GATED)
    words = _("Reviewed. Somebody who did not ask for it or review it approves it.")
    return _step(request, found, ReviewForm, review_release, words)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.approve_release")
def release_approve(request, release):
    """Let a release out at a set minute, as the second person."""
    found = _release_in(release, Release.State.REVIEWED)
    words = _("Approved. It is published at the minute you set.")
    return _step(request, found, ApproveForm, approve_release, words)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.approve_release")
def release_withdraw(request, release):
    """Take a published release back; its page says so and why."""
    found = _release_in(release, Release.State.PUBLISHED)
    words = _("Withdrawn. Its page says when and why.")
    return _step(request, found, ReasonForm, withdraw_release, words)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.request_tables")
def release_correct(request, release):
    """Ask for a published set once more, as a whole."""
    found = _release_in(release, Release.State.PUBLISHED)
    words = _("The correction is asked for and is protected in the background.")
    return _step(request, found, ReasonForm, draft_correction, words)


def _release_in(key: str, state: str) -> Release:
    """The release of an address where it stands before this step; 404 anywhere else."""
    release = release_of(key)
    if release.state != state:
        raise Http404
    return release


def _taken(request, action, *, words: str, **facts):
    """Take a step and say so, or say why not; what the action gave, or None."""
    try:
        given = action(**facts, by=request.user)
    except SamePerson:
        messages.error(
            request, _("You asked for or reviewed this yourself. Somebody else approves it.")
        )
    except CorrectedAlready:
        messages.error(request, _("A correction of this release is on its way already."))
    except (RunIsOpen, StateNotReachable):
        messages.error(request, _("The release has moved on in the meantime. Look at it again."))
    else:
        messages.success(request, words)
        return given
    return None


def _step(request, release: Release, form_class: type[StepForm], action, words: str):
    """Ask for what a step needs; then take it, and lead on to the release it was about."""
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = _taken(request, action, release=release, words=words, **form.facts())
        return redirect("reporting:release", release=(given or release).key)
    context = {
        "release": release,
        "round": release.round,
        "form": form,
        "reading": ReleaseReading(release),
    }
    return render(request, TEMPLATES[action], context)
