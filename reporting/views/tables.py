"""One protected table of a round, and its files."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from core.guards import permission_needed
from core.levels import Level
from reporting.actions import download_table
from reporting.actions.downloads import FileFormat, make_file
from reporting.codebook import MARK_MEANINGS
from reporting.exports import method_lines
from reporting.forms import DownloadForm
from reporting.models import Round
from reporting.tables import TABLE_KINDS, build_table
from reporting.views.scope import attachment


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
        return attachment(file.data, file.content_type, file.name)
    files = [make_file(table, file_format, get_language()) for file_format in FileFormat]
    context = {"round": table.round, "table": table, "form": form, "files": files}
    return render(request, "reporting/table_download.html", context)


def _table(key: str, kind: str):
    rounds = Round.objects.filter(state=Round.State.TABULATED)
    round = get_object_or_404(rounds.select_related("instrument", "microdata"), key=key)
    if kind not in TABLE_KINDS:
        raise Http404
    return build_table(round, TABLE_KINDS[kind])


def _chosen_level(request, levels: list[Level]) -> Level | None:
    """The level of the address; None for all, also when it is none of the table's."""
    return next((level for level in levels if level == request.GET.get("level")), None)
