"""The register of schools: finding one, its page, its facts, its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schools.actions import EndedAlready, WrongSuccessor, end_school, make_school
from schools.forms_places import SchoolEndForm, SchoolFilterForm, SchoolForm
from schools.models import Classroom, Office, School
from schools.roles import Permission
from schools.school_reading import classes_of, with_counts, years_of
from schools.school_year import school_year_of
from schools.views.managing import LOOKING_AFTER, managed_school, managers_only, visible_school

SCHOOLS_ON_A_PAGE = 25
school_managers_only = managers_only(Permission.MANAGE_SCHOOLS)


@require_safe
@managers_only(*LOOKING_AFTER)
def school_list(request):
    """The schools this person looks after; with one of them, straight on to it."""
    schools = School.objects.managed_by(request.user)
    if not request.GET and len(only := list(schools[:2])) == 1:
        return redirect("schools:school", only[0].neis_code)
    form = SchoolFilterForm(request.GET, schools=schools)
    pages = Paginator(form.found().select_related("office"), SCHOOLS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": with_counts(page, school_year_of(timezone.localdate())),
        "may_make": request.user.has_perm(Permission.MANAGE_SCHOOLS),
    }
    return render(request, "schools/school_list.html", context)


@require_safe
@managers_only(*LOOKING_AFTER)
def school(request, neis_code):
    """A school: its names and validity, and the classes of a school year. Nothing of children."""
    shown = managed_school(request, neis_code)
    years = sorted({*years_of(shown), school_year_of(timezone.localdate())}, reverse=True)
    year = _chosen_year(request, years)
    mine = School.objects.managed_by(request.user)
    context = {
        "school": shown,
        "successor": mine.filter(pk=shown.successor_id).first(),
        "predecessors": mine.filter(successor=shown),
        "year": year,
        "years": years,
        "classrooms": classes_of(shown, year),
        "taught": set(_taught(request, shown, year)),
        **_rights(request, shown),
    }
    return render(request, "schools/school.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@school_managers_only
def school_new(request):
    """Make a school in an office this person manages."""
    form = SchoolForm(request.POST or None, offices=Office.objects.visible_to(request.user))
    if form.is_valid():
        made = make_school(**form.wanted(), by=request.user)
        messages.success(request, _("%(school)s is in the register.") % {"school": made})
        return redirect("schools:school", made.neis_code)
    return render(request, "schools/school_edit.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@school_managers_only
def school_edit(request, neis_code):
    """Change a school's facts; a new name keeps the old one as a former name."""
    shown = visible_school(request, neis_code, Permission.MANAGE_SCHOOLS)
    facts = {name: getattr(shown, name) for name in ("office", "kind", "name_ko", "name_en")}
    form = SchoolForm(
        request.POST or None,
        offices=Office.objects.visible_to(request.user),
        school=shown,
        initial=facts,
    )
    if form.is_valid():
        make_school(**form.wanted(), by=request.user)
        messages.success(request, _("The school's facts are saved."))
        return redirect("schools:school", neis_code)
    context = {"form": form, "school": shown}
    return render(request, "schools/school_edit.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@school_managers_only
def school_end(request, neis_code):
    """Close a school or merge it: ask, show what it means, then do it."""
    shown = visible_school(request, neis_code, Permission.MANAGE_SCHOOLS)
    mine = School.objects.visible_to(request.user, Permission.MANAGE_SCHOOLS)
    form = SchoolEndForm(request.POST or None, school=shown, schools=mine)
    context = {"school": shown, "form": form, "is_change": "change" in request.POST}
    if context["is_change"] or not form.is_valid():
        status = 200 if context["is_change"] else _status(form)
        return render(request, "schools/school_end.html", context, status=status)
    if "confirmed" in request.POST:
        return _end(request, shown, form.cleaned_data)
    year = school_year_of(timezone.localdate())
    context["counts"] = with_counts([shown], year)[0]
    return render(request, "schools/school_end_check.html", context)


def _end(request, shown: School, wanted: dict):
    try:
        end_school(school=shown, by=request.user, **wanted)
    except EndedAlready:
        messages.info(request, _("The school had a last day already. Nothing was changed."))
    except WrongSuccessor:
        messages.warning(request, _("Nothing was changed. Choose the successor again."))
    else:
        messages.success(request, _("The last day of the school is saved."))
    return redirect("schools:school", shown.neis_code)


def _chosen_year(request, years: list[int]) -> int:
    """The year that was asked for, if there is such a one; else this one."""
    asked = {str(year): year for year in years}
    return asked.get(request.GET.get("year", ""), school_year_of(timezone.localdate()))


def _rights(request, shown: School) -> dict:
    """What this person may do with the school, for the links of its page."""
    seen = School.objects.filter(pk=shown.pk)
    user = request.user
    return {
        "manages_roster": seen.visible_to(user, Permission.MANAGE_ROSTER).exists(),
        "manages_schools": seen.visible_to(user, Permission.MANAGE_SCHOOLS).exists(),
        "manages_staff": seen.visible_to(user, Permission.MANAGE_STAFF).exists(),
    }


def _taught(request, shown: School, year: int):
    """Classes of the school that this person may open as a teacher."""
    mine = Classroom.objects.visible_to(request.user).filter(school=shown, school_year=year)
    return mine.values_list("pk", flat=True)


def _status(form) -> int:
    return 422 if form.errors else 200
