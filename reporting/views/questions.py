"""The questions of a version that is being written."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.guards import permission_needed
from reporting import actions
from reporting.instrument_forms import QuestionForm
from reporting.views.instruments import version_of

NEW_QUESTION = {"id": "", "type": "single", "bands": "EMH", "sensitivity": "normal", "options": []}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.manage_rounds")
def question_edit(request, version, question):
    """Change one question."""
    draft = _editable(version)
    place = _place_of(draft, question)
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        question=draft.data["questions"][place],
    )
    if request.method == "POST" and form.is_valid() and not _is_taken(draft, form, place):
        questions = list(draft.data["questions"])
        questions[place] = form.to_data()
        return _keep(request, draft, questions)
    return _show(request, version, form, question)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_needed("reporting.manage_rounds")
def question_new(request, version, question):
    """Write a new question behind this one."""
    draft = _editable(version)
    place = _place_of(draft, question)
    form = QuestionForm(request.POST if request.method == "POST" else None, question=NEW_QUESTION)
    if request.method == "POST" and form.is_valid() and not _is_taken(draft, form, None):
        questions = list(draft.data["questions"])
        questions.insert(place + 1, form.to_data())
        return _keep(request, draft, questions)
    return _show(request, version, form, "")


@require_POST
@permission_needed("reporting.manage_rounds")
def question_remove(request, version, question):
    """Take a question out."""
    draft = _editable(version)
    place = _place_of(draft, question)
    questions = list(draft.data["questions"])
    del questions[place]
    return _keep(request, draft, questions)


@require_POST
@permission_needed("reporting.manage_rounds")
def question_move(request, version, question):
    """Put a question one place earlier."""
    draft = _editable(version)
    place = _place_of(draft, question)
    questions = list(draft.data["questions"])
    questions.insert(max(place - 1, 0), questions.pop(place))
    return _keep(request, draft, questions)


def _editable(version: str):
    found = version_of(version)
    if not found.is_editable:
        raise Http404
    return found.draft


def _place_of(draft, question: str) -> int:
    ids = [entry.get("id") for entry in draft.data["questions"]]
    if question not in ids:
        raise Http404
    return ids.index(question)


def _is_taken(draft, form, place: int | None) -> bool:
    others = [entry["id"] for n, entry in enumerate(draft.data["questions"]) if n != place]
    if form.cleaned_data["id"] in others:
        form.add_error("id", _("Another question has this name."))
    return bool(form.errors)


def _keep(request, draft, questions: list[dict]):
    try:
        actions.change_instrument(draft=draft, questions=questions, by=request.user)
    except actions.InstrumentLocked:
        raise Http404 from None
    return redirect("reporting:instrument", version=draft.version)


def _show(request, version, form, question):
    context = {"version": version_of(version), "form": form, "question": question}
    return render(request, "reporting/question_form.html", context)
