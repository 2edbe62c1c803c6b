"""The ministry's pages on how classes come into a round: by ticket, or by code from a box."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum import survey_ways
from curriculum.actions import RouteFixed, fix_ways_of_school
from reporting.models import Round
from schools.decorators import staff_required
from schools.models import School
from schools.roles import Permission


@staff_required(Permission.VIEW_ROUNDS)
@require_safe
def ways(request, key):
    """Schools with classes that draw codes, and a search for all others."""
    round = _round_of(key)
    words = request.GET.get("q", "").strip()
    page, rows = survey_ways.page_of_schools(key, words=words, number=request.GET.get("page"))
    drawing = survey_ways.classes_drawing(key)
    context = {"round": round, "words": words, "page": page, "rows": rows, "drawing": drawing}
    return render(request, "curriculum/survey_ways.html", context)


@staff_required(Permission.VIEW_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def ways_of_school(request, key, neis_code):
    """The classes of one school; who manages rounds ticks those that draw codes."""
    round = _round_of(key)
    school = get_object_or_404(School.objects.not_ended(), neis_code=neis_code)
    may_fix = round.is_draft and request.user.has_perm(Permission.MANAGE_ROUNDS)
    if request.method == "POST":
        return _fix(request, round, school)
    classes = survey_ways.classes_with_way(school, key)
    context = {"round": round, "school": school, "classes": classes, "may_fix": may_fix}
    return render(request, "curriculum/survey_ways_school.html", context)


def _fix(request, round: Round, school: School):
    if not request.user.has_perm(Permission.MANAGE_ROUNDS):
        raise Http404
    drawing = request.POST.getlist("draws")
    try:
        fix_ways_of_school(round_key=round.key, school=school, drawing=drawing, by=request.user)
    except RouteFixed:
        messages.error(request, _("The round is reviewed: the ways in do not change any more."))
    else:
        messages.success(request, _("The ways in of this school are written down."))
    return redirect("curriculum:survey-ways-school", key=round.key, neis_code=school.neis_code)


def _round_of(key: str) -> Round:
    return get_object_or_404(Round, key=key, is_synthetic=False)
