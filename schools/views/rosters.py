"""A school's roster: upload or type it, look at what it changes, say yes."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.levels import GRADES
from core.spreadsheet_reading import MOST_BYTES
from core.spreadsheet_reading.refusals import TooManyBytes
from core.spreadsheets import Sheet, csv_bytes
from core.uploads import bounded_upload
from schools.actions import RosterChanged, apply_roster, plan_of_roster
from schools.decorators import staff_required
from schools.forms_rosters import ClassSizesForm, RosterConfirmForm, RosterFileForm
from schools.models import Classroom, School, Student
from schools.querysets import is_present
from schools.roles import Permission
from schools.roster_list import Column
from schools.roster_plan import years_to_plan
from schools.roster_words import COLUMN_NAMES, show_row

ERRORS_SHOWN = 100
LINKS_SHOWN = 10
manage_roster_required = staff_required(Permission.MANAGE_ROSTER)


@manage_roster_required
def _refuse_upload(request, neis_code):
    """Say that the file is too large, without having read it."""
    messages.error(request, str(TooManyBytes()))
    return _show_forms(request, _own_school(request, neis_code), status=413)


@require_http_methods(["GET", "HEAD", "POST"])
@bounded_upload(most_bytes=MOST_BYTES, otherwise=_refuse_upload)
@manage_roster_required
def roster(request, neis_code):
    """The roster as it is; a list that is sent leads to what it would change."""
    school = _own_school(request, neis_code)
    if request.method != "POST":
        return _show_forms(request, school)
    form_class = ClassSizesForm if "sizes" in request.POST else RosterFileForm
    form = form_class(request.POST, request.FILES, school=school)
    if not form.is_valid():
        return _show_forms(request, school, form, status=422)
    found = form.found
    if found.errors:
        return _show_forms(request, school, form, errors=found.errors, status=422)
    return _show_plan(request, school, form.school_year, found.roster, ignored=found.ignored)


@manage_roster_required
@require_http_methods(["GET", "HEAD", "POST"])
def roster_check(request, neis_code):
    """Do what the plan said, or show the plan again where the school has changed meanwhile."""
    school = _own_school(request, neis_code)
    if request.method != "POST":  # the language was switched here, or the page opened anew
        return redirect("schools:roster", neis_code)
    form = RosterConfirmForm(request.POST, school=school, user=request.user)
    if not form.is_valid():
        messages.warning(request, _("Nothing was saved. Send the list again."))
        return redirect("schools:roster", neis_code)
    seen, ticks = form.cleaned_data.pop("sealed"), form.cleaned_data
    try:
        plan = apply_roster(school=school, by=request.user, **seen, **ticks)
    except RosterChanged:
        year, wanted = seen["school_year"], seen["wanted"]
        return _show_plan(request, school, year, wanted, has_changed=True, status=409)
    messages.success(request, _done_in_words(plan, ticks))
    return redirect("schools:roster", neis_code)


@manage_roster_required
@require_safe
def roster_template(request, neis_code):
    """The roster as a file to fill in: headings, and the numbers there are."""
    school = _own_school(request, neis_code)
    year = years_to_plan(timezone.localdate())[0]
    students = Student.objects.present().filter(
        classroom__school=school, classroom__school_year=year
    )
    seats = ("classroom__grade", "classroom__class_number", "number")
    rows = students.order_by(*seats).values_list(*seats)
    header = [str(COLUMN_NAMES[column]) for column in (Column.GRADE, Column.CLASS, Column.NUMBER)]
    response = HttpResponse(
        csv_bytes(Sheet(name="roster", header=header, rows=rows)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="roster-{neis_code}-{year}.csv"'
    return response


def _show_forms(request, school, form=None, *, errors=(), status=200):
    """Both ways to send a list, the sent one with what is wrong with it, and the classes now."""
    forms = {
        form_class.source: form if isinstance(form, form_class) else form_class(school=school)
        for form_class in (RosterFileForm, ClassSizesForm)
    }
    years = forms["file"].years
    present = Count("students", filter=is_present("students__"))
    classrooms = school.classrooms.filter(school_year__in=years).annotate(size=present)
    context = {
        "school": school,
        "forms": forms,
        "form": form,
        # Grouping drops the order of the model.
        "classrooms": classrooms.order_by(*Classroom._meta.ordering),
        "years": years,
        "errors": [show_row(error, GRADES[school.level]) for error in errors[:ERRORS_SHOWN]],
        "error_count": len(errors),
        "links": LINKS_SHOWN,
    }
    return render(request, "schools/roster.html", context, status=status)


def _show_plan(request, school, school_year, wanted, *, ignored=(), has_changed=False, status=200):
    """What the list would change, and the button that does it."""
    plan = plan_of_roster(school=school, school_year=school_year, wanted=wanted)
    form = RosterConfirmForm(school=school, user=request.user)
    sealed = form.seal(school_year=school_year, wanted=wanted, fingerprint=plan.fingerprint)
    form.initial = {"sealed": sealed}
    context = {
        "school": school,
        "school_year": school_year,
        "plan": plan,
        "form": form,
        "ignored": ignored,
        "has_changed": has_changed,
    }
    return render(request, "schools/roster_check.html", context, status=status)


def _done_in_words(plan, ticks) -> str:
    """What was written, for the notice on the next page."""
    made, added = len(plan.new_classes), plan.added
    left = plan.unlisted if ticks["are_unlisted_leaving"] else 0
    back = plan.returning if ticks["are_left_returning"] else 0
    if not (made or added or left or back):
        return _("Everything stays as it was.")
    said = [
        _("The roster is saved."),
        ngettext("%(count)d class made.", "%(count)d classes made.", made) % {"count": made},
        ngettext("%(count)d student added.", "%(count)d students added.", added) % {"count": added},
    ]
    said += [_("Left: %(count)d.") % {"count": left}] if left else []
    said += [_("Came back: %(count)d.") % {"count": back}] if back else []
    return " ".join(said)


def _own_school(request, neis_code) -> School:
    mine = School.objects.visible_to(request.user).valid_on(timezone.localdate())
    return get_object_or_404(mine, neis_code=neis_code)
