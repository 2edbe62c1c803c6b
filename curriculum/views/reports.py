"""The completion report of a class and of a school; participation by office, as counts."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from curriculum.completion_report import CompletionReport, read_completion_report, report_sheet
from curriculum.participation import (
    Participation,
    hidden_words,
    participation_sheet,
    read_participation,
)
from curriculum.views.files import file_of
from curriculum.views.teaching import own_classroom, run_class_required
from schools.decorators import staff_required
from schools.models import Classroom, Office, School
from schools.roles import Permission
from schools.school_reading import years_of
from schools.school_year import school_year_of

school_required = staff_required(Permission.MANAGE_ROSTER)
participation_required = staff_required(Permission.VIEW_COMPLETION)


@run_class_required
@require_safe
def class_report(request, classroom_id):
    """What a class was given and how many finished it, to print and hand in."""
    own = own_classroom(request, classroom_id)
    context = {"report": _of_class(own), "classroom": own}
    return render(request, "curriculum/completion_report.html", context)


@run_class_required
@require_safe
def class_report_file(request, classroom_id, file_type):
    """The same as a file."""
    sheet = report_sheet(_of_class(own_classroom(request, classroom_id)))
    key = classroom_id.hex[:8]
    return file_of(sheet, file_type=file_type, about="completion", key=key)


@school_required
@require_safe
def school_report(request, neis_code):
    """Every class of a school for a year: what the school reports on mandatory education."""
    report = _of_school(request, neis_code)
    this_year = school_year_of(timezone.localdate())
    years = sorted({*years_of(report.school), this_year}, reverse=True)
    context = {"report": report, "years": years, "neis_code": neis_code}
    return render(request, "curriculum/completion_report.html", context)


@school_required
@require_safe
def school_report_file(request, neis_code, file_type):
    """The same as a file."""
    sheet = report_sheet(_of_school(request, neis_code))
    return file_of(sheet, file_type=file_type, about="completion", key=neis_code)


@participation_required
@require_safe
def participation(request):
    """How many students took part, by office and level: counts alone, small ones hidden."""
    context = {"participation": _participation(request), "hidden_words": hidden_words()}
    return render(request, "curriculum/participation.html", context)


@participation_required
@require_safe
def participation_file(request, file_type):
    """The same as a file."""
    read = _participation(request)
    sheet = participation_sheet(read)
    key = str(read.school_year)
    return file_of(sheet, file_type=file_type, about="participation", key=key)


def _participation(request) -> Participation:
    offices = Office.objects.visible_to(request.user, Permission.VIEW_COMPLETION)
    return read_participation(offices, _asked_year(request), get_language())


def _of_class(own: Classroom) -> CompletionReport:
    return read_completion_report(own.school, own.school_year, get_language(), classroom=own)


def _of_school(request, neis_code: str) -> CompletionReport:
    mine = School.objects.visible_to(request.user, Permission.MANAGE_ROSTER)
    school = get_object_or_404(mine, neis_code=neis_code)
    year = _asked_year(request) or school_year_of(timezone.localdate())
    return read_completion_report(school, year, get_language())


def _asked_year(request) -> int | None:
    """The school year in the address; None without one."""
    asked = request.GET.get("year", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4):
        raise Http404
    return int(asked)
