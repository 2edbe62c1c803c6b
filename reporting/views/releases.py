"""Releases of rounds for the ministry's staff: the list, a new request, one of them, its tables."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.guards import permission_needed
from reporting import from_above
from reporting.actions.requesting import (
    MOST_TABLES_OF_A_QUESTION,
    BudgetSpent,
    TooFine,
    may_run_again,
    request_declared_tables,
    request_tables,
)
from reporting.codebook import MARK_MEANINGS
from reporting.disclosure.publication import PublicationSet
from reporting.models import Release, Round
from reporting.release_forms import PurposeForm
from reporting.release_method import method_lines, past_steps
from reporting.release_reading import ReleaseReading
from reporting.round_structure import declared_set, tables_of_round
from reporting.set_forms import SetEditor
from reporting.table_addresses import UnknownTable, read_words, word_of
from reporting.views.scope import release_of, round_of


@require_safe
@permission_needed("reporting.view_tables")
def release_list(request):
    """Every release of every round, the newest first."""
    context = {
        "releases": Release.objects.newest_first(),
        "rounds": Round.objects.filter(state=Round.State.TABULATED).newest_first(),
    }
    return render(request, "reporting/release_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.request_tables")
def release_new(request, key):
    """Put tables together, see what would be kept back, ask for them."""
    round = _counted(key)
    data = request.POST if request.method == "POST" else None
    editor = SetEditor(round, _start(request, round), data)
    typed = {"purpose": data.get("purpose", "")} if data else None
    form = PurposeForm(data if editor.is_finished else None, initial=typed)
    if editor.is_finished and form.is_valid() and (release := _ask(request, round, editor, form)):
        messages.success(request, _("Asked for. The tables are protected in the background."))
        return redirect("reporting:release", release=release.key)
    context = {
        "round": round,
        "editor": editor,
        "form": form,
        "permalink": permalink(round, editor.specs),
        "history": round.releases.newest_first(),
    }
    return render(request, "reporting/release_new.html", context)


@require_safe
@permission_needed("reporting.view_tables")
def release_detail(request, release):
    """One release: where it stands, its tables with their headline, who did what."""
    release = release_of(release)
    reading = ReleaseReading(release) if release.is_frozen else None
    run = release.runs[0] if release.runs else None
    context = {
        "release": release,
        "round": release.round,
        "reading": reading,
        "method": method_lines(reading) if reading else [],
        "run": run,
        "may_run_again": release.state == Release.State.DRAFT and may_run_again(run),
        "is_overtaken": _is_overtaken(release),
        "steps": past_steps(release),
        "team": from_above.named_team(),
        "permalink": permalink(release.round, PublicationSet.from_data(release.publication).tables),
    }
    return render(request, "reporting/release.html", context)


@require_safe
@permission_needed("reporting.view_tables")
def release_table(request, release, table):
    """One table of a release; the named team also sees what is kept back, and by which rule."""
    release = release_of(release)
    if not release.is_frozen:
        raise Http404
    reading = ReleaseReading(release)
    found = reading.table(table)
    if found is None:
        raise Http404
    context = {
        "release": release,
        "round": release.round,
        "table": found,
        "method": method_lines(reading),
        "preview": reading.preview_of(found),
        "marks": [(f"[{mark}]", meaning) for mark, meaning in MARK_MEANINGS.items()],
    }
    return render(request, "reporting/release_table.html", context)


def permalink(round: Round, specs) -> str:
    """The address under which the same list of tables is put together again."""
    words = urlencode([("t", word_of(spec)) for spec in specs])
    return f"{reverse('reporting:release-new', args=[round.key])}?{words}"


def _counted(key: str) -> Round:
    round = round_of(key)
    if not round.is_tabulated:
        raise Http404
    return round


def _start(request, round: Round):
    """What the address names; only listed tables (T-107)."""
    if "declared" in request.GET:
        return declared_set(round).tables
    try:
        return read_words(request.GET.getlist("t"), tables_of_round(round))
    except UnknownTable:
        raise Http404 from None


def _ask(request, round: Round, editor: SetEditor, form) -> Release | None:
    publication, purpose = PublicationSet(tuple(editor.specs)), form.cleaned_data["purpose"]
    if publication.tables == declared_set(round).tables:
        return request_declared_tables(round=round, purpose=purpose, by=request.user)
    try:
        return request_tables(
            round=round, publication=publication, purpose=purpose, by=request.user
        )
    except TooFine:
        form.add_error(
            None, _("Too fine: most of a table would be kept back. Choose fewer crossings.")
        )
    except BudgetSpent as spent:
        form.add_error(
            None,
            _("There are %(most)s different tables of %(questions)s already; use one of them.")
            % {"most": MOST_TABLES_OF_A_QUESTION, "questions": ", ".join(spent.questions)},
        )
    return None


def _is_overtaken(release: Release) -> bool:
    """Whether something was published since the gate: it must be asked for anew (P6)."""
    if not release.is_frozen or release.is_public:
        return False
    ledger = list(release.round.ledger.values_list("sha256", flat=True))
    return ledger != release.tables.gated_against
