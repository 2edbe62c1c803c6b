"""What a teacher presses on the board and on the projector while a lesson is on."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curriculum import actions
from curriculum.models import Assignment
from curriculum.places import parse_place
from curriculum.views.teaching import run_class_required, running_assignment


def _lead_to(*, assignment, value: str, by) -> None:
    step_key, number = parse_place(value)
    actions.lead_class(assignment=assignment, step_key=step_key, number=number, by=by)


def _show_answers(*, assignment, value: str, by) -> None:
    item_key = UUID(value) if value else None
    actions.show_answers(assignment=assignment, item_key=item_key, by=by)


# What a button does, by its name; the buttons of WITH_VALUE say which one of many.
PLAIN = {
    "start": actions.start_lesson,
    "pause": actions.pause_screens,
    "resume": actions.resume_screens,
    "free": actions.free_class,
}
WITH_VALUE = {"to": _lead_to, "show": _show_answers}


@require_POST
@run_class_required
def lead(request, assignment_id):
    """One press of a button; each says what shall be, so pressing twice is pressing once.

    A class of a former school year is only read.
    """
    assignment = running_assignment(request, assignment_id)
    try:
        _do(request, assignment)
    except actions.LessonNotOn:
        messages.info(request, _("The lesson is not on. Press “Start the lesson” first."))
    except (actions.UnknownPlace, ValueError) as unknown:
        raise Http404 from unknown
    return _back(request, assignment)


@require_POST
@run_class_required
def help_settle(request, assignment_id, number):
    """The teacher has been at this seat."""
    assignment = running_assignment(request, assignment_id)
    actions.settle_help(assignment=assignment, number=number, by=request.user)
    return _back(request, assignment)


def _do(request, assignment: Assignment) -> None:
    common = {"assignment": assignment, "by": request.user}
    for name, act in WITH_VALUE.items():
        if name in request.POST:
            return act(value=request.POST[name], **common)
    if request.POST.get("do") not in PLAIN:
        raise ValueError("no such button")
    return PLAIN[request.POST["do"]](**common)


def _back(request, assignment: Assignment) -> HttpResponse:
    """To the page the button is on; a page that asks for news by itself is told to ask now."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Trigger": "board-changed"})
    page = "projector" if request.POST.get("page") == "projector" else "class-board"
    address = reverse(f"curriculum:{page}", args=[assignment.classroom_id])
    return redirect(f"{address}?assignment={assignment.pk}")
