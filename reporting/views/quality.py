"""How a round compares with the one before, and how good its answers are."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.guards import permission_needed
from reporting.quality_page import read_quality
from reporting.trend_page import read_trend
from reporting.views.scope import round_of


@require_safe
@permission_needed("reporting.view_tables")
def trend(request, key):
    """Changes since an earlier round, from published counts alone."""
    round = round_of(key)
    if not round.is_tabulated:
        raise Http404
    page = read_trend(round, request.GET.get("with"), request.GET.get("question"))
    return render(request, "reporting/trend.html", {"round": round, "page": page})


@require_safe
@permission_needed("reporting.view_tables")
def quality(request, key):
    """Who did not answer, and which answers look unread: counts of strata and levels alone."""
    round = round_of(key)
    if not round.is_tabulated:
        raise Http404
    context = {"round": round, "page": read_quality(round)}
    return render(request, "reporting/quality.html", context)
