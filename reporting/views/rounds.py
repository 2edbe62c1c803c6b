"""The rounds of the survey: the list, one of them, closing it."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.guards import permission_needed
from reporting.actions import close_round
from reporting.forms import CloseRoundForm
from reporting.instruments import Instrument
from reporting.models import Round
from reporting.tables import TABLE_KINDS
from reporting.views.scope import round_of


@require_safe
@permission_needed("reporting.manage_rounds")
def round_list(request):
    """Every round, the newest first."""
    return render(request, "reporting/round_list.html", {"rounds": Round.objects.newest_first()})


@require_safe
@permission_needed("reporting.manage_rounds")
def round_detail(request, key):
    """One round: what it is, where it stands, what comes next."""
    round = round_of(key)
    context = {
        "round": round,
        "strata": round.strata.count(),
        "questions": len(Instrument.from_data(round.instrument.data).questions),
        "table_kinds": TABLE_KINDS.values(),
        "survey_url": settings.SURVEY_URL,
    }
    return render(request, "reporting/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.close_round")
def round_close(request, key):
    """Ask once more, then close."""
    round = round_of(key)
    if not round.is_open:
        return redirect("reporting:round", key=key)
    form = CloseRoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        close_round(round=round, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The round is closed."))
        return redirect("reporting:round", key=key)
    return render(request, "reporting/round_close.html", {"round": round, "form": form})
