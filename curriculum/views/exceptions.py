"""Exceptions for one student in a quiz, and showing the answers to the class."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from curriculum.actions.exceptions import NothingToReopen, grant_exception, release_assignment
from curriculum.exceptions_form import ExceptionForm
from curriculum.models import Assignment
from curriculum.views.teaching import own_assignment, run_class_required, running_assignment
from quizzes.models import Allowance, Release


@run_class_required
@require_http_methods(["GET", "HEAD", "POST"])
def exceptions(request, assignment_id):
    """What was granted so far, and granting one more thing."""
    is_sent = request.method == "POST"
    assignment = (running_assignment if is_sent else own_assignment)(request, assignment_id)
    form = ExceptionForm(request.POST or None, assignment=assignment)
    if form.is_valid() and _granted(request, form):
        return redirect("curriculum:exceptions", assignment.pk)
    return _show(request, assignment, form)


@require_POST
@run_class_required
def answers_release(request, assignment_id):
    """Show everybody of the class who handed in what was right."""
    assignment = running_assignment(request, assignment_id)
    release_assignment(assignment=assignment, by=request.user)
    messages.success(request, _("Students who handed in can see the answers now."))
    return redirect(_back(request.POST.get("page"), assignment))


def _back(page: str | None, assignment: Assignment) -> str:
    """The address of the page the button is on."""
    if page == "board":
        board = reverse("curriculum:class-board", args=[assignment.classroom_id])
        return f"{board}?assignment={assignment.pk}"
    if page == "results":
        return reverse("curriculum:results", args=[assignment.pk])
    return reverse("curriculum:exceptions", args=[assignment.pk])


def _granted(request, form: ExceptionForm) -> bool:
    names = ("student", "occasion", "kind", "reason", "closes_at", "factor")
    wanted = {name: form.cleaned_data.get(name) for name in names}
    try:
        grant_exception(**wanted, by=request.user)
    except NothingToReopen:
        form.add_error("student", _("There is nothing handed in that could be opened again."))
        return False
    messages.success(request, _("Allowed. It holds from now on."))
    return True


def _show(request, assignment, form):
    occasions = list(assignment.occasions.values_list("pk", flat=True))
    granted = Allowance.objects.filter(student__classroom=assignment.classroom)
    context = {
        "assignment": assignment,
        "form": form,
        "granted": granted.for_any_of(occasions).select_related("student", "granted_by"),
        "is_released": Release.objects.filter(pk__in=occasions).exists(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/exceptions.html", context, status=status)
