"""What every question and code of a round means."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.guards import permission_needed
from reporting.codebook import codebook_entries, missing_rows
from reporting.codebook_file import codebook_csv
from reporting.instruments import Instrument
from reporting.views.scope import attachment, round_of
from reporting.wording import Bilingual


@require_safe
@permission_needed("reporting.view_tables")
def codebook(request, key):
    """What every question and code of a round means, to read."""
    round = round_of(key)
    instrument = Instrument.from_data(round.instrument.data)
    missing = [(code, Bilingual(ko, en)) for code, ko, en in missing_rows()]
    context = {"round": round, "entries": codebook_entries(instrument), "missing": missing}
    return render(request, "reporting/codebook.html", context)


@require_safe
@permission_needed("reporting.view_tables")
def codebook_download(request, key):
    """The codebook as CSV; it holds no data, so nobody is asked what for."""
    round = round_of(key)
    data = codebook_csv(Instrument.from_data(round.instrument.data))
    return attachment(data, "text/csv; charset=utf-8", f"{round.key}-codebook.csv")
