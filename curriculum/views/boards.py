"""A class at work: the board, the projector, the results; screen and file from one reading."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from curriculum.before_after import measurement_of
from curriculum.class_board import ClassBoard, read_class_board, read_tabs
from curriculum.fingerprints import BOARD_GROUND, Ground
from curriculum.known_polls import session_key_of
from curriculum.live_etags import Poll, etag_of
from curriculum.live_pages import read_route, render_live
from curriculum.marking_queue import count_waiting
from curriculum.models import Assignment, ModulePage
from curriculum.results import read_results, results_sheet
from curriculum.views.files import file_of
from curriculum.views.teaching import own_assignment, own_classroom, run_class_required
from quizzes.models import Release
from schools.join_links import join_host
from schools.models import Classroom
from schools.roles import Permission


@run_class_required
@require_safe
def class_board(request, classroom_id):
    """The board of a class: who is where in the module that is on, or in the chosen one."""
    classroom = own_classroom(request, classroom_id)
    board = _board_of(_assignment_of(request, classroom))
    context = _board_context(request, classroom, board, "board")
    if board:
        context["tabs"] = read_tabs(classroom, get_language())
        context["is_released"] = _is_released(board.assignment)
    mine = Classroom.objects.visible_to(request.user, Permission.CHANGE_SEATS)
    context["may_change_seats"] = mine.filter(pk=classroom.pk).exists()
    context["waiting"] = count_waiting(Assignment.objects.filter(classroom=classroom))
    return render(request, "curriculum/class_board.html", context)


@run_class_required
@require_safe
def class_board_live(request, classroom_id):
    """The part of the board that changes; 304 without rendering when nothing did."""
    return _live(request, "board", classroom_id)


@run_class_required
@require_safe
def projector(request, classroom_id):
    """What the whole room may see: how to join and how many are where. No number, no score."""
    classroom = own_classroom(request, classroom_id)
    board = _board_of(_assignment_of(request, classroom))
    context = _board_context(request, classroom, board, "projector")
    context |= read_route(board) if board else {}
    context["join_code"] = classroom.join_codes.open().first()
    context["join_address"] = join_host()
    return render(request, "curriculum/projector.html", context)


@run_class_required
@require_safe
def projector_live(request, classroom_id):
    """The part of the projector that changes; 304 without rendering when nothing did."""
    return _live(request, "projector", classroom_id)


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
        "is_released": _is_released(table.assignment),
    }
    return render(request, "curriculum/results.html", context)


@run_class_required
@require_safe
def results_file(request, assignment_id, file_type):
    """The same table as a file."""
    table = read_results(own_assignment(request, assignment_id), get_language())
    key = table.assignment.pk.hex[:8]
    return file_of(results_sheet(table), file_type=file_type, about="results", key=key)


def _is_released(assignment: Assignment) -> bool:
    """Whether the class may see what was right in a quiz of it."""
    return Release.objects.filter(pk__in=assignment.occasions.values("pk")).exists()


def _assignment_of(request, classroom) -> Assignment | None:
    """The chosen assignment, else the one that is on; None before the first."""
    assignments = Assignment.objects.filter(classroom=classroom).kept()
    if chosen := request.GET.get("assignment"):
        key = _uuid_or_404(chosen)
    else:
        key = assignments.current_first().values_list("pk", flat=True).first()
    asks = (session_key_of(request), request.user.key, timezone.now())
    ground = BOARD_GROUND.as_part(key, classroom.pk, timezone.localdate(), *asks)
    found = assignments.filter(pk=key).select_related("module", "lead").with_steps()
    assignment = found.annotate(ground=ground).first()
    if assignment:
        assignment.classroom = classroom
    return assignment


def _board_of(assignment: Assignment | None) -> ClassBoard | None:
    return read_class_board(assignment) if assignment else None


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as refused:
        raise Http404 from refused


def _board_context(request, classroom, board: ClassBoard | None, page: str) -> dict:
    if board is None:
        return {"classroom": classroom, "board": None, "module_title": ""}
    poll = Poll(page, get_language(), board.assignment.pk, classroom.pk)
    return {
        "classroom": classroom,
        "board": board,
        "module_title": ModulePage.objects.title_in(get_language(), board.assignment.module),
        "live_url": poll.address,
        "etag": _etag(request, poll, board),
    }


def _live(request, page: str, classroom_id) -> HttpResponse:
    classroom = own_classroom(request, classroom_id)
    # While the code is open a lesson is on, and its board must not end the teacher's session.
    request.is_activity = classroom.open_code is not None
    assignment = _assignment_of(request, classroom)
    if assignment is None:
        raise Http404
    board = read_class_board(assignment)
    response = HttpResponse(render_live(page, board, get_token(request)))
    poll = Poll(page, get_language(), assignment.pk, classroom.pk)
    response["ETag"] = _etag(request, poll, board)
    return response


def _etag(request, poll: Poll, board: ClassBoard) -> str:
    ground = Ground.from_text(board.assignment.ground)
    # The session may end between two statements; what has no ETag is asked the long way again.
    if ground is None:
        return ""
    reader = {"session_key": session_key_of(request), "reader": request.user.key}
    return etag_of(poll, ground, board.changes_at, **reader)
