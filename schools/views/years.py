"""Rolling a school over into the next school year: sizes, preview, yes."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.levels import GRADES
from core.spreadsheet_reading import MOST_BYTES
from core.spreadsheet_reading.refusals import TooManyBytes
from core.uploads import bounded_upload
from schools.actions import PlanChanged, PlanRefused, TooEarly, plan_of_rollover, roll_over
from schools.actions.years import class_roles_ending, read_years
from schools.forms_years import RolloverConfirmForm, RolloverForm
from schools.models import School
from schools.roles import Permission
from schools.rollover import Fate, Plan, suggested_sizes
from schools.rollover_words import new_class_rows, old_class_rows
from schools.roster_plan import years_to_plan
from schools.school_year import first_day, is_over, last_day
from schools.views.managing import managers_only, visible_school

roster_managers_only = managers_only(Permission.MANAGE_ROSTER)


@roster_managers_only
def _refuse_upload(request, neis_code):
    """Say that the file is too large, without having read it."""
    messages.error(request, str(TooManyBytes()))
    return redirect("schools:rollover", neis_code)


@require_http_methods(["GET", "HEAD", "POST"])
@bounded_upload(most_bytes=MOST_BYTES, otherwise=_refuse_upload)
@roster_managers_only
def rollover(request, neis_code):
    """Next year's class sizes and, where wanted, a move list; leads to the preview."""
    school = visible_school(request, neis_code, Permission.MANAGE_ROSTER)
    year = new_year()
    years = read_years(school, year)
    sizes = suggested_sizes(years.pupils, years.numbers, grades=GRADES[school.level])
    form = RolloverForm(request.POST or None, request.FILES or None, school=school, suggested=sizes)
    if form.is_valid():
        wanted = {"sizes": form.sizes, "moves": form.cleaned_data["moves"]}
        plan = plan_of_rollover(school=school, school_year=year, **wanted)
        if not plan.problems:
            return _show_plan(request, school, year, plan, wanted)
        form.explain(plan.problems)
    context = {"school": school, "form": form, "year": year, "pupils": len(years.pupils)}
    status = 422 if form.errors else 200
    return render(request, "schools/rollover.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roster_managers_only
def rollover_check(request, neis_code):
    """Do what the plan said, or show the plan again where the school has changed meanwhile."""
    school = visible_school(request, neis_code, Permission.MANAGE_ROSTER)
    if request.method != "POST":  # the language was switched here, or the page opened anew
        return redirect("schools:rollover", neis_code)
    form = RolloverConfirmForm(request.POST, school=school, user=request.user)
    if not form.is_valid():
        return _start_again(request, neis_code)
    wanted = form.cleaned_data["sealed"]
    try:
        plan = roll_over(school=school, by=request.user, **wanted)
    except PlanChanged:
        return _show_changed_plan(request, school, wanted)
    except (PlanRefused, TooEarly):
        return _start_again(request, neis_code)
    messages.success(request, _done_in_words(plan, wanted["school_year"]))
    return redirect("schools:school", neis_code)


def _start_again(request, neis_code):
    messages.warning(request, _("Nothing was changed. Look at the new year again."))
    return redirect("schools:rollover", neis_code)


def new_year() -> int:
    """The school year that schools form now: this one, or from January on the next."""
    return years_to_plan(timezone.localdate())[-1]


def _show_changed_plan(request, school: School, wanted: dict):
    year, wanted = wanted["school_year"], {key: wanted[key] for key in ("sizes", "moves")}
    plan = plan_of_rollover(school=school, school_year=year, **wanted)
    return _show_plan(request, school, year, plan, wanted, has_changed=True)


def _show_plan(request, school, year: int, plan: Plan, wanted: dict, *, has_changed=False):
    """What the change of year would do, and the button that does it."""
    form = RolloverConfirmForm(school=school, user=request.user)
    sealed = form.seal(school_year=year, fingerprint=plan.fingerprint(), **wanted)
    form.initial = {"sealed": sealed}
    context = {
        "school": school,
        "form": form,
        "has_changed": has_changed,
        **_plan_in_numbers(school, year, plan),
    }
    status = 409 if has_changed else 200
    return render(request, "schools/rollover_check.html", context, status=status)


def _plan_in_numbers(school: School, year: int, plan: Plan) -> dict:
    return {
        "year": year,
        "plan": plan,
        "counts": {fate.value: plan.count(fate) for fate in Fate},
        "new_rows": new_class_rows(plan),
        "old_rows": old_class_rows(plan),
        "roles": class_roles_ending(school, year - 1).count(),
        "last_day": last_day(year - 1),
        "first_day": first_day(year),
        "is_over": is_over(year - 1, timezone.localdate()),
    }


def _done_in_words(plan: Plan, year: int) -> str:
    made = len(plan.new_classes)
    if plan.is_done:
        return _("This was done before. Nothing was changed.")
    return " ".join(
        [
            _("The %(year)d school year is prepared.") % {"year": year},
            ngettext("%(count)d class made.", "%(count)d classes made.", made) % {"count": made},
            _("Print the PIN cards of the new classes before the first lesson."),
        ]
    )
