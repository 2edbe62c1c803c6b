"""The rounds of the survey: the list, one of them, writing one down."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.guards import permission_needed
from reporting.actions import TablesDeclared, change_round, prepare_round
from reporting.from_above import students_asked
from reporting.instruments import Instrument, paths
from reporting.models import Round, StepRequest
from reporting.round_course import course_of
from reporting.round_forms import RoundForm
from reporting.views.scope import round_of


@require_safe
@permission_needed("reporting.view_rounds")
def round_list(request):
    """Every round, the newest first."""
    waiting = StepRequest.objects.filter(confirmed_in=None, withdrawn_in=None)
    context = {
        "rounds": Round.objects.newest_first(),
        "waiting": set(waiting.values_list("round_id", flat=True)),
    }
    return render(request, "reporting/round_list.html", context)


@require_safe
@permission_needed("reporting.view_rounds")
def round_detail(request, key):
    """One round: what it is, where it stands, what comes next."""
    round = round_of(key)
    context = {
        "round": round,
        **_numbers(round),
        "survey_url": settings.SURVEY_URL,
        "course": course_of(round),
        "plan": getattr(round, "publication_plan", None),
        "releases": round.releases.newest_first(),
    }
    return render(request, "reporting/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.manage_rounds")
def round_new(request):
    """Write a new round down."""
    form = RoundForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        round = prepare_round(**form.facts(), by=request.user)
        messages.success(request, _("The round is written down. Somebody else reviews it now."))
        return redirect("reporting:round", key=round.key)
    return render(request, "reporting/round_form.html", {"form": form, "round": None})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.manage_rounds")
def round_edit(request, key):
    """Change a round nobody has reviewed yet."""
    round = round_of(key)
    if not round.is_draft:
        raise Http404
    form = RoundForm(request.POST if request.method == "POST" else None, round=round)
    if form.is_valid() and _was_changed(request, round, form):
        messages.success(request, _("The round is changed. A review is to be asked for again."))
        return redirect("reporting:round", key=key)
    return render(request, "reporting/round_form.html", {"form": form, "round": round})


def _was_changed(request, round: Round, form: RoundForm) -> bool:
    try:
        change_round(round=round, **form.facts(), by=request.user)
    except TablesDeclared:
        form.refuse_instrument()
    return not form.errors


def _numbers(round: Round) -> dict[str, int]:
    instrument = Instrument.from_data(round.instrument.data)
    strata = students_asked() if round.is_prepared else list(round.strata.all())
    return {
        "strata": len(strata),
        "students": sum(stratum.enrolled for stratum in strata),
        # Of two questions that share a place everybody meets one.
        "questions": len(paths.places(instrument.questions)),
    }
