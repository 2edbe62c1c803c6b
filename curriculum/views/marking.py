"""Marking: the queue of a teacher's own classes, one answer, one attempt with its trace."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.actions.marking import mark_for_student
from curriculum.marking import MarkedAttempt, read_marked_attempt
from curriculum.marking_forms import MarkForm, QueueForm
from curriculum.marking_queue import Around, Place, read_around, read_rows, read_scope
from curriculum.views.teaching import run_class_required
from quizzes.grading import in_figures
from quizzes.models import Attempt

ANSWERS_ON_A_PAGE = 50


@run_class_required
@require_safe
def queue(request):
    """Written answers of the teacher's own classes, those that wait first."""
    scope = read_scope(request.user, get_language())
    form = QueueForm(request.GET, scope=scope)
    pages = Paginator(scope.answers(form.filter), ANSWERS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = read_rows(scope, page.object_list)
    context = {"form": form, "page": page, "rows": rows, "query": _query(request)}
    return render(request, "curriculum/marking_queue.html", context)


@run_class_required
@require_safe
def attempt(request, attempt_id):
    """Every question of one attempt, with what was given by whom; any can be marked again."""
    marked = _own_attempt(request, attempt_id)
    return render(request, "curriculum/marking_attempt.html", {"marked": marked})


@run_class_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, attempt_id, item_key):
    """Points and a note for one answer; then the next one of the queue.

    While the student still answers, and once the school year is over, there is only the attempt.
    """
    marked = _own_attempt(request, attempt_id)
    if not marked.may_be_marked:
        return redirect("curriculum:marking-attempt", attempt_id)
    item = marked.item(item_key)
    if item is None:
        raise Http404
    near = _near(request, Place(attempt_id, item_key))
    form = _mark_form(request, item)
    if request.method == "POST" and form.is_valid():
        return _save(request, marked, item_key, form, near)
    trace = marked.trace.get(item_key, [])
    context = {"marked": marked, "item": item, "form": form, "near": near, "trace": trace}
    context["query"] = _query(request)
    status = 422 if form.errors else 200
    return render(request, "curriculum/marking_answer.html", context, status=status)


def _own_attempt(request, attempt_id) -> MarkedAttempt:
    """An attempt in a class this teacher teaches; 404 for every other."""
    try:
        return read_marked_attempt(request.user, attempt_id, get_language())
    except Attempt.DoesNotExist as missing:
        raise Http404 from missing


def _near(request, place: Place) -> Around:
    scope = read_scope(request.user, get_language())
    return read_around(scope.answers(QueueForm(request.GET, scope=scope).filter), place)


def _mark_form(request, item) -> MarkForm:
    given = item.given
    initial = {"points": None if item.mark.is_waiting else in_figures(item.mark.points)}
    initial["note"] = given.note if given else ""
    return MarkForm(request.POST or None, possible=item.points, initial=initial)


def _save(request, marked: MarkedAttempt, item_key, form, near: Around):
    given = {"points": form.cleaned_data["points"], "note": form.cleaned_data["note"]}
    mark_for_student(attempt=marked.attempt, item_key=item_key, **given, by=request.user)
    messages.success(request, _("Saved. The student's result is up to date."))
    if near.following and "stay" not in request.POST:
        address = reverse("curriculum:marking-answer", args=near.following)
        return redirect(address + _query(request))
    return redirect(reverse("curriculum:marking-queue") + _query(request))


def _query(request) -> str:
    """The filter as it stands in the address, to carry on."""
    names = ("classroom", "module", "state")
    kept = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""
