"""The office tally: the country's weeks, one office's weeks, one week, what was published."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.guards import permission_needed
from reporting.actions.tally import TallyChanged, TallyRefused, enter_tally
from reporting.actions.tally_files import download_tally
from reporting.forms import DownloadForm
from reporting.from_above import OfficeAsked, every_office, offices_of
from reporting.models import TallyReport
from reporting.tally_form import CHANGED, TallyForm
from reporting.tally_pages import NationPage, OfficePage, ReferencePage
from reporting.tally_reading import surroundings_of, versions_of, weeks_of_nation
from reporting.tally_rules import last_friday
from reporting.tally_words import sentence_for
from reporting.views.scope import attachment


@require_safe
@permission_needed("reporting.view_tally")
def nation(request):
    """The weeks of all offices; an office of education is sent to its own."""
    codes = offices_of(request.user)
    if codes is None:
        page = NationPage.read(timezone.localdate(), request.GET.get("year"))
        return render(request, "reporting/tally.html", {"page": page})
    own = [office.code for office in every_office() if office.code in codes]
    if not own:
        raise Http404
    return redirect("reporting:tally-office", office=own[0])


@require_safe
@permission_needed("reporting.view_tally")
def reference(request):
    """The ten waves of 2024 as the Ministry published them, each with its source."""
    return render(request, "reporting/tally_reference.html", {"page": ReferencePage.read()})


@require_safe
@permission_needed("reporting.view_tally")
def office(request, office):
    """One office's weeks, and which are missing."""
    found = _office_of(request, office)
    page = OfficePage.read(found, timezone.localdate(), request.GET.get("year"))
    mine = offices_of(request.user) or ()
    others = [each for each in every_office() if each.code in mine and each != found]
    return render(request, "reporting/tally_office.html", {"page": page, "others": others})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.view_tally")
def week(request, office, week):
    """One week of an office: its form for the office's staff, its versions for everybody."""
    found, as_of = _office_of(request, office), _friday_of(week)
    versions = versions_of(found.code, as_of)
    may_enter = request.user.has_perm("reporting.enter_tally")
    if not may_enter and (request.method == "POST" or not versions):
        raise Http404
    form = TallyForm(
        request.POST if request.method == "POST" else None,
        around=surroundings_of(found.code, as_of),
        last=versions[0].report if versions else None,
    )
    if form.is_valid() and _enter(request, found.code, as_of, form):
        return redirect("reporting:tally-office", office=found.code)
    context = {"office": found, "as_of": as_of, "versions": versions, "form": form}
    return render(request, "reporting/tally_week.html", {**context, "may_enter": may_enter})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.export_release")
def file(request):
    """Ask what the file is for, then hand the country's weeks out."""
    form = DownloadForm(request.POST if request.method == "POST" else None)
    today = timezone.localdate()
    if form.is_valid():
        weeks = weeks_of_nation(today.year, [office.code for office in every_office()])
        is_synthetic = TallyReport.objects.of_year(today.year).filter(is_synthetic=True).exists()
        given = {**form.cleaned_data, "is_synthetic": is_synthetic, "year": today.year}
        made = download_tally(weeks=weeks, language=get_language(), by=request.user, **given)
        return attachment(made.data, made.content_type, made.name)
    return render(request, "reporting/tally_file.html", {"form": form})


def _enter(request, office_code: str, as_of: date, form: TallyForm) -> bool:
    """Whether the week is written; what was wrong stands in the form."""
    week = {"office_code": office_code, "as_of": as_of}
    try:
        enter_tally(**week, **form.facts(), by=request.user)
    except TallyChanged:
        form.add_error(None, CHANGED)
    except TallyRefused as refusal:
        for problem in refusal.problems:
            form.add_error(None, sentence_for(problem))
    else:
        messages.success(request, _("The week is entered. Every earlier version is kept."))
    return not form.errors


def _office_of(request, code: str) -> OfficeAsked:
    """The office of an address, if it is one of those the person looks after; else 404."""
    codes = offices_of(request.user)
    found = [office for office in every_office() if office.code == code]
    if not found or (codes is not None and code not in codes):
        raise Http404
    return found[0]


def _friday_of(text: str) -> date:
    """The Friday of an address; 404 for other days, and for those that are still to come."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if last_friday(min(day, timezone.localdate())) != day:
        raise Http404
    return day
