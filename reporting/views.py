"""The analyst's pages: rounds, one table of a round, its files."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.guards import permission_needed
from core.levels import Level
from reporting.actions import close_round, download_table
from reporting.actions.downloads import FileFormat, make_file
from reporting.codebook import MARK_MEANINGS, codebook_entries, missing_rows
from reporting.exports import codebook_csv, method_lines
from reporting.forms import CloseRoundForm, DownloadForm
from reporting.instruments import Instrument
from reporting.models import Round
from reporting.tables import TABLE_KINDS, build_table
from reporting.wording import Bilingual


@require_safe
@permission_needed("reporting.manage_rounds")
def round_list(request):
    """Every round, the newest first."""
    return render(request, "reporting/round_list.html", {"rounds": Round.objects.newest_first()})


@require_safe
@permission_needed("reporting.manage_rounds")
def round_detail(request, key):
    """One round: what it is, where it stands, what comes next."""
    round = _round(key)
    context = {
        "round": round,
        "strata": round.strata.count(),
        "questions": len(Instrument.from_data(round.instrument.data).questions),
        "table_kinds": TABLE_KINDS.values(),
        "survey_url": settings.SURVEY_URL,
    }
    return render(request, "reporting/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.close_round")
def round_close(request, key):
    """Ask once more, then close."""
    round = _round(key)
    if not round.is_open:
        return redirect("reporting:round", key=key)
    form = CloseRoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        close_round(round=round, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The round is closed."))
        return redirect("reporting:round", key=key)
    return render(request, "reporting/round_close.html", {"round": round, "form": form})


@require_safe
@permission_needed("reporting.view_tables")
def table(request, key, kind):
    """A protected table, all levels or one."""
    table = _table(key, kind)
    levels = [panel.level for panel in table.panels]
    level = _chosen_level(request, levels)
    context = {
        "round": table.round,
        "table": table.of_level(level) if level else table,
        "level": level,
        "levels": levels,
        "marks": [(f"[{mark}]", meaning) for mark, meaning in MARK_MEANINGS.items()],
        "method": method_lines(table),
    }
    return render(request, "reporting/table.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.export_release")
def table_download(request, key, kind):
    """Ask what the file is for, then hand it out."""
    table = _table(key, kind)
    form = DownloadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        file = download_table(
            table=table, **form.cleaned_data, language=get_language(), by=request.user
        )
        return _attachment(file.data, file.content_type, file.name)
    files = [make_file(table, file_format, get_language()) for file_format in FileFormat]
    context = {"round": table.round, "table": table, "form": form, "files": files}
    return render(request, "reporting/table_download.html", context)


@require_safe
@permission_needed("reporting.view_tables")
def codebook(request, key):
    """What every question and code of a round means, to read."""
    round = _round(key)
    instrument = Instrument.from_data(round.instrument.data)
    missing = [(code, Bilingual(ko, en)) for code, ko, en in missing_rows()]
    context = {"round": round, "entries": codebook_entries(instrument), "missing": missing}
    return render(request, "reporting/codebook.html", context)


@require_safe
@permission_needed("reporting.view_tables")
def codebook_download(request, key):
    """The codebook as CSV; it holds no data, so nobody is asked what for."""
    round = _round(key)
    data = codebook_csv(Instrument.from_data(round.instrument.data))
    return _attachment(data, "text/csv; charset=utf-8", f"{round.key}-codebook.csv")


def _round(key: str) -> Round:
    return get_object_or_404(Round.objects.select_related("instrument"), key=key)


def _table(key: str, kind: str):
    rounds = Round.objects.filter(state=Round.State.TABULATED)
    round = get_object_or_404(rounds.select_related("instrument", "microdata"), key=key)
    if kind not in TABLE_KINDS:
        raise Http404
    return build_table(round, TABLE_KINDS[kind])


def _chosen_level(request, levels: list[Level]) -> Level | None:
    """The level of the address; None for all, also when it is none of the table's."""
    return next((level for level in levels if level == request.GET.get("level")), None)


def _attachment(data: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=disposition)
