"""A class at work: the board, the projector, the results; screen and file from one reading."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from curriculum.before_after import measurement_of
from curriculum.class_board import ClassBoard, read_class_board, read_tabs
from curriculum.marking import count_waiting
from curriculum.models import Assignment, ModulePage
from curriculum.results import read_results, results_sheet
from curriculum.views.files import file_of
from curriculum.views.teaching import own_classroom, run_class_required
from schools.join_links import join_host
from schools.models import Classroom
from schools.roles import Permission


@run_class_required
@require_safe
def class_board(request, classroom_id):
    """The board of a class: who is where in the module that is on, or in the chosen one."""
    classroom = own_classroom(request, classroom_id)
    board = _board_of(request, classroom)
    context = _board_context(classroom, board)
    context["tabs"] = read_tabs(classroom, get_language()) if board else []
    mine = Classroom.objects.visible_to(request.user, Permission.CHANGE_SEATS)
    context["may_change_seats"] = mine.filter(pk=classroom.pk).exists()
    context["waiting"] = count_waiting(Assignment.objects.filter(classroom=classroom))
    return render(request, "curriculum/class_board.html", context)


@run_class_required
@require_safe
def class_board_live(request, classroom_id):
    """The part of the board that changes; 304 without rendering when nothing did."""
    return _live(request, "curriculum/class_board_live.html", classroom_id)


@run_class_required
@require_safe
def projector(request, classroom_id):
    """What the whole room may see: how to join and how many are where. No number, no score."""
    classroom = own_classroom(request, classroom_id)
    context = _board_context(classroom, _board_of(request, classroom))
    context["join_code"] = classroom.join_codes.open().first()
    context["join_address"] = join_host()
    return render(request, "curriculum/projector.html", context)


@run_class_required
@require_safe
def projector_live(request, classroom_id):
    """The counters of the projector; 304 without rendering when nothing changed."""
    return _live(request, "curriculum/projector_live.html", classroom_id)


@run_class_required
@require_safe
def results(request, assignment_id):
    """Students by steps, with states and scores."""
    table = read_results(own_assignment(request, assignment_id), get_language())
    waiting = count_waiting([table.assignment])
    context = {
        "results": table,
        "waiting": waiting,
        "read_at": timezone.now(),
        "is_measured": measurement_of(table.assignment) is not None,
    }
    return render(request, "curriculum/results.html", context)


@run_class_required
@require_safe
def results_file(request, assignment_id, file_type):
    """The same table as a file."""
    table = read_results(own_assignment(request, assignment_id), get_language())
    key = table.assignment.pk.hex[:8]
    return file_of(results_sheet(table), file_type=file_type, about="results", key=key)


def own_assignment(request, assignment_id) -> Assignment:
    """An assignment of a class this teacher teaches, with its steps; 404 for every other."""
    own = Assignment.objects.visible_to(request.user).with_steps()
    return get_object_or_404(own.select_related("module", "classroom__school"), pk=assignment_id)


def _board_of(request, classroom) -> ClassBoard | None:
    """The board of the chosen assignment, else of the one that is on; None before the first."""
    assignments = Assignment.objects.filter(classroom=classroom).select_related("module")
    if chosen := request.GET.get("assignment"):
        assignments = assignments.filter(pk=_uuid_or_404(chosen))
    assignment = assignments.with_steps().current_first().first()
    if assignment is None:
        return None
    assignment.classroom = classroom
    return read_class_board(assignment)


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as refused:
        raise Http404 from refused


def _board_context(classroom, board: ClassBoard | None) -> dict:
    title = ""
    if board:
        title = ModulePage.objects.title_in(get_language(), board.assignment.module)
    return {
        "classroom": classroom,
        "board": board,
        "module_title": title,
        "read_at": timezone.localtime(),
    }


def _live(request, template: str, classroom_id) -> HttpResponse:
    classroom = own_classroom(request, classroom_id)
    # While the code is open a lesson is on, and its board must not end the teacher's session.
    request.is_activity = classroom.open_code is not None
    board = _board_of(request, classroom)
    if board is None:
        raise Http404
    etag = f'"{board.etag}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    context = {"classroom": classroom, "board": board, "read_at": timezone.localtime()}
    response = render(request, template, context)
    response["ETag"] = etag
    return response
