"""How many have taken part, by stratum: never by school, class or student."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.guards import permission_needed
from reporting.from_above import offices_of
from reporting.participation import latest_table
from reporting.views.scope import round_of


@require_safe
@permission_needed("reporting.view_participation")
def participation(request, key):
    """The counts of the last morning; an office of education sees its own strata."""
    round = round_of(key)
    table = latest_table(round, offices_of(request.user))
    return render(request, "reporting/participation.html", {"round": round, "table": table})
