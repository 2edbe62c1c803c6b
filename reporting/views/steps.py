"""A round's steps: asked for by one person, confirmed by another one."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.guards import permission_needed
from reporting import actions
from reporting.forms import AskForm, ConfirmForm
from reporting.models import Round, StateNotReachable, StepRequest
from reporting.views.scope import round_of


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.manage_rounds")
def step_ask(request, key, step):
    """Say what the step means, then ask a second person for it."""
    round = _round_before(key, step)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _was_asked(request, round, step, form):
        messages.success(request, _("Asked for. It happens once a second person confirms."))
        return redirect("reporting:round", key=key)
    context = {"round": round, "step": StepRequest.Step(step), "form": form}
    return render(request, "reporting/step_ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.confirm_rounds")
def step_confirm(request, key, step):
    """Say what the step means and who asked for it, then take it."""
    waiting = _waiting(key, step)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _was_confirmed(request, waiting, form):
        messages.success(request, _done(step))
        return redirect("reporting:round", key=key)
    context = {
        "round": waiting.round,
        "step": StepRequest.Step(step),
        "request_": waiting,
        "asked_by": actions.person_of(waiting.asked_in),
        "form": form,
    }
    return render(request, "reporting/step_confirm.html", context)


@require_POST
@permission_needed("reporting.view_rounds")
def step_withdraw(request, key, step):
    """Take a waiting request back, or send it back."""
    try:
        actions.withdraw_step(request=_waiting(key, step), by=request.user)
    except actions.NothingWaits:
        raise Http404 from None
    messages.success(request, _("The request is taken back. Nothing has changed in the round."))
    return redirect("reporting:round", key=key)


def _done(step: str) -> str:
    if step == StepRequest.Step.OPEN:
        return _("Confirmed. The round opens by itself once its keys and codes are ready.")
    return _("Confirmed and done.")


def _round_before(key: str, step: str) -> Round:
    """The round, where it stands before this step; 404 anywhere else."""
    round = round_of(key)
    if step not in StepRequest.Step.values or round.state != StepRequest.FROM_STATE[step]:
        raise Http404
    return round


def _waiting(key: str, step: str) -> StepRequest:
    requests = StepRequest.objects.select_related("round__instrument")
    return get_object_or_404(
        requests, round__key=key, step=step, confirmed_in=None, withdrawn_in=None
    )


def _was_asked(request, round, step, form) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        actions.ask_step(round=round, step=step, reason=reason, by=request.user)
    except actions.SealingKeyMissing:
        form.add_error(None, _("The public sealing key is missing. Write it into the round."))
    except actions.AskedAlready:
        form.add_error(None, _("This was asked for already. Somebody else has to confirm it."))
    except StateNotReachable:
        form.add_error(None, _("The round has moved on in the meantime. Look at it again."))
    return not form.errors


def _was_confirmed(request, waiting, form) -> bool:
    try:
        actions.confirm_step(request=waiting, survey_url=settings.SURVEY_URL, by=request.user)
    except actions.SamePerson:
        form.add_error(
            None, _("You wrote or asked for this yourself. Somebody else has to confirm it.")
        )
    except actions.NobodyAsked:
        form.add_error(None, _("The schools register holds no student of the grades asked."))
    except (actions.NothingWaits, StateNotReachable):
        form.add_error(None, _("The round has moved on in the meantime. Look at it again."))
    return not form.errors
