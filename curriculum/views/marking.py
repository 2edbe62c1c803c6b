"""Marking: the queue of a teacher's own classes, one answer, one attempt with its trace."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.marking import (
    Around,
    MarkedAttempt,
    around,
    read_marked_attempt,
    read_queue,
    read_scope,
)
from curriculum.marking_forms import MarkForm, QueueForm
from curriculum.views.teaching import run_class_required
from quizzes.actions import mark_answer
from quizzes.grading import in_figures
from quizzes.models import Attempt


@run_class_required
@require_safe
def queue(request):
    """Written answers of the teacher's own classes, those that wait first."""
    scope = read_scope(request.user, get_language())
    form = QueueForm(request.GET, scope=scope)
    rows = read_queue(scope, form.filter)
    context = {"form": form, "rows": rows, "query": _query(request)}
    return render(request, "curriculum/marking_queue.html", context)


@run_class_required
@require_safe
def attempt(request, attempt_id):
    """Every question of one attempt, with what was given by whom; any can be marked again."""
    marked = _own_attempt(request, attempt_id)[1]
    return render(request, "curriculum/marking_attempt.html", {"marked": marked})


@run_class_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, attempt_id, item_key):
    """Points and a note for one answer; then the next one of the queue."""
    scope, marked = _own_attempt(request, attempt_id)
    if marked.attempt.is_open:
        return redirect("curriculum:marking-attempt", attempt_id)
    item = marked.item(item_key)
    if item is None:
        raise Http404
    near = around(
        read_queue(scope, QueueForm(request.GET, scope=scope).filter), attempt_id, item_key
    )
    form = _mark_form(request, item)
    if request.method == "POST" and form.is_valid():
        return _save(request, marked, item_key, form, near)
    context = {
        "marked": marked,
        "item": item,
        "form": form,
        "near": near,
        "trace": marked.trace.get(item_key, []),
        "query": _query(request),
    }
    return render(
        request, "curriculum/marking_answer.html", context, status=422 if form.errors else 200
    )


def _own_attempt(request, attempt_id) -> tuple:
    """An attempt in a class this teacher teaches; 404 for every other."""
    scope = read_scope(request.user, get_language())
    own = Attempt.objects.of_occasions(scope.occasions).select_related("student")
    found = get_object_or_404(own, pk=attempt_id)
    return scope, read_marked_attempt(scope, found, get_language())


def _mark_form(request, item) -> MarkForm:
    given = item.given
    initial = {"points": None if item.mark.is_waiting else in_figures(item.mark.points)}
    initial["note"] = given.note if given else ""
    return MarkForm(request.POST or None, possible=item.points, initial=initial)


def _save(request, marked: MarkedAttempt, item_key, form, near: Around):
    given = {"points": form.cleaned_data["points"], "note": form.cleaned_data["note"]}
    mark_answer(attempt_id=marked.attempt.pk, item_key=item_key, **given, by=request.user)
    messages.success(request, _("Saved. The student's result is up to date."))
    if near.following and "stay" not in request.POST:
        key = (near.following.attempt_id, near.following.item_key)
        return redirect(reverse("curriculum:marking-answer", args=key) + _query(request))
    return redirect(reverse("curriculum:marking-queue") + _query(request))


def _query(request) -> str:
    """The filter as it stands in the address, to carry on."""
    names = ("classroom", "module", "state")
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""
