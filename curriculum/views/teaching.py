"""A teacher's classes, and ending what one of them has."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.actions import end_assignment
from curriculum.class_list import read_class_list
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
    asked = {name: request.GET.get(name, "") for name in ("year", "words")}
    classes = read_class_list(request.user, get_language(), **asked)
    return render(request, "curriculum/class_list.html", {"classes": classes})


@run_class_required
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_end(request, assignment_id):
    """Ask first, then end: what was done stays, nothing more is recorded."""
    assignment = running_assignment(request, assignment_id)
    if "confirmed" not in request.POST:
        return render(request, "curriculum/assignment_end.html", {"assignment": assignment})
    end_assignment(assignment=assignment, by=request.user)
    messages.success(request, _("The assignment has ended. What students did is kept."))
    return redirect("curriculum:class-board", assignment.classroom_id)


def own_classroom(request, classroom_id) -> Classroom:
    """A class this teacher teaches; 404 for every other."""
    own = Classroom.objects.visible_to(request.user).select_related("school").with_door()
    return get_object_or_404(own, pk=classroom_id)


def running_classroom(request, classroom_id) -> Classroom:
    """A class this teacher teaches in a school year that is not over; 404 for every other."""
    return _not_archived(own_classroom(request, classroom_id))


def own_assignment(request, assignment_id) -> Assignment:
    """What a class of this teacher was given, to read it; 404 for every other."""
    own = Assignment.objects.visible_to(request.user).with_steps()
    return get_object_or_404(own.select_related("module", "classroom__school"), pk=assignment_id)


def running_assignment(request, assignment_id) -> Assignment:
    """The same to change something of it: 404 as well once the school year of its class is over."""
    assignment = own_assignment(request, assignment_id)
    _not_archived(assignment.classroom)
    return assignment


def _not_archived(classroom: Classroom) -> Classroom:
    if classroom.is_archived:
        raise Http404
    return classroom
