"""How many have taken part, by stratum: never by school, class or student."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.guards import permission_needed
from reporting.from_above import offices_of
from reporting.models import Round
from reporting.participation import latest_table
from reporting.views.scope import round_of


@require_safe
@permission_needed("reporting.view_participation")
def participation_now(request):
    """The round that was opened last: where an office of education comes in."""
    round = Round.objects.met_by_students().newest_first().first()
    if round:
        return redirect("reporting:participation", key=round.key)
    return render(request, "reporting/participation.html", {"round": None})


@require_safe
@permission_needed("reporting.view_participation")
def participation(request, key):
    """The counts of the last morning; an office of education sees its own strata."""
    round = round_of(key)
    table = latest_table(round, offices_of(request.user))
    return render(request, "reporting/participation.html", {"round": round, "table": table})
