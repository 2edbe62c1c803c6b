"""A teacher's classes, and giving a module to one of them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.actions import AlreadyAssigned, assign_module, end_assignment
from curriculum.class_list import read_class_list
from curriculum.forms import AssignForm
from curriculum.models import Assignment
from schools.decorators import staff_required
from schools.models import Classroom
from schools.roles import Permission

run_class_required = staff_required(Permission.RUN_CLASS)


@staff_required()
@require_safe
def class_list(request):
    """The teacher's classes with what each is doing; who may make one starts here without any."""
    if not any(map(request.user.has_perm, (Permission.RUN_CLASS, Permission.MAKE_CLASS))):
        raise Http404
    rows = read_class_list(request.user, get_language())
    return render(request, "curriculum/class_list.html", {"rows": rows})


@run_class_required
@require_safe
def assign(request, classroom_id):
    """Choose a module and its times; values in the address come back from the check page."""
    classroom = own_classroom(request, classroom_id)
    initial = {**AssignForm.suggested(), **request.GET.dict()}
    form = AssignForm(classroom=classroom, initial=initial)
    return render(request, "curriculum/assign.html", {"classroom": classroom, "form": form})


@run_class_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign_check(request, classroom_id):
    """Show what will happen, before children see it; `confirmed` then does it."""
    classroom = own_classroom(request, classroom_id)
    if request.method != "POST":  # the language was switched here, or the page opened anew
        return redirect("curriculum:assign", classroom.pk)
    form = AssignForm(request.POST, classroom=classroom)
    if not form.is_valid():
        context = {"classroom": classroom, "form": form}
        return render(request, "curriculum/assign.html", context, status=422)
    if "confirmed" in request.POST:
        return _assign(request, classroom, form)
    wanted = {"classroom": classroom, "module": form.cleaned_data["module"]}
    if running := Assignment.objects.running().filter(**wanted).first():
        return _conflict(request, classroom, running)
    return _show_check(request, classroom, form)


@run_class_required
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_end(request, assignment_id):
    """Ask first, then end: what was done stays, nothing more is recorded."""
    own = Assignment.objects.visible_to(request.user).select_related("module", "classroom__school")
    assignment = get_object_or_404(own, pk=assignment_id)
    if "confirmed" not in request.POST:
        return render(request, "curriculum/assignment_end.html", {"assignment": assignment})
    end_assignment(assignment=assignment, by=request.user)
    messages.success(request, _("The assignment has ended. What students did is kept."))
    return redirect("curriculum:class-board", assignment.classroom_id)


def own_classroom(request, classroom_id) -> Classroom:
    """A class this teacher teaches; 404 for every other."""
    own = Classroom.objects.visible_to(request.user).select_related("school").with_door()
    return get_object_or_404(own, pk=classroom_id)


def _show_check(request, classroom, form):
    context = {
        "classroom": classroom,
        "form": form,
        "title": form.fields["module"].title_of(form.cleaned_data["module"]),
        "present": classroom.students.present().count(),
        "back_query": urlencode({name: form.data.get(name, "") for name in form.fields}),
    }
    return render(request, "curriculum/assign_check.html", context)


def _assign(request, classroom, form):
    wanted = form.cleaned_data
    try:
        assign_module(
            classroom=classroom,
            module=wanted["module"],
            opens_at=wanted["opens_at"],
            closes_at=wanted["closes_at"],
            by=request.user,
        )
    except AlreadyAssigned as conflict:
        return _conflict(request, classroom, conflict.assignment)
    messages.success(request, _("Assigned. Students see it on their first page."))
    return redirect("curriculum:class-board", classroom.pk)


def _conflict(request, classroom, running: Assignment):
    context = {"classroom": classroom, "assignment": running}
    return render(request, "curriculum/assign_conflict.html", context, status=409)
