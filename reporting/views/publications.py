"""What a round will publish: declared before it opens, read afterwards."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.guards import permission_needed
from reporting import from_above
from reporting.actions.release_states import (
    DeclaredBelowDefault,
    OfAnotherInstrument,
    RoundWasOpened,
    declare_publication,
)
from reporting.disclosure.publication import PublicationSet
from reporting.release_forms import DeclareForm
from reporting.round_structure import declared_set
from reporting.set_forms import SetEditor
from reporting.views.scope import round_of


@require_safe
@permission_needed("reporting.view_rounds")
def publication(request, key):
    """The tables of a round with what would be kept back of each."""
    round = round_of(key)
    plan = getattr(round, "publication_plan", None)
    editor = SetEditor(round, declared_set(round).tables)
    context = {"round": round, "plan": plan, "editor": editor}
    return render(request, "reporting/publication.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.manage_rounds")
def publication_declare(request, key):
    """Put the tables of a round together, and declare them."""
    round = round_of(key)
    if not round.is_draft or hasattr(round, "publication_plan"):
        raise Http404
    data = request.POST if request.method == "POST" else None
    editor = SetEditor(round, declared_set(round).tables, data)
    form = DeclareForm(data if editor.is_finished else None)
    if editor.is_finished and form.is_valid() and _was_declared(request, round, editor, form):
        messages.success(request, _("Declared. This is what the round will publish."))
        return redirect("reporting:publication", key=key)
    context = {"round": round, "editor": editor, "form": form}
    return render(request, "reporting/publication_declare.html", context)


def _was_declared(request, round, editor: SetEditor, form) -> bool:
    try:
        declare_publication(
            round=round,
            publication=PublicationSet(tuple(editor.specs)),
            schools=dict(from_above.schools_asked()),
            by=request.user,
        )
    except (RoundWasOpened, OfAnotherInstrument, DeclaredBelowDefault):
        form.add_error(None, _("The round has moved on in the meantime. Look at it again."))
    return not form.errors
