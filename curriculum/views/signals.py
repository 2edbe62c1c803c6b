"""What students are told while a teacher leads, and how they ask the teacher to come."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions import LessonNotOn, call_for_help, take_call_back
from curriculum.class_signals import signal_of
from curriculum.fingerprints import Ground
from curriculum.known_polls import read_ground, session_key_of
from curriculum.live_etags import Poll, etag_of
from curriculum.models import Assignment
from curriculum.progress import next_change
from schools.decorators import student_required


@student_required
@require_safe
def signal(request, assignment_id):
    """News for a page of a student; what is unchanged never gets here, see live_polls."""
    # A page asks by itself; somebody who went away must still be signed out.
    request.is_activity = False
    own = Assignment.objects.for_student(request.student).with_signal(request.student)
    poll = Poll("signal", get_language(), assignment_id)
    # Asked first: a change in between is then news of the next poll.
    ground = read_ground(request, poll, request.student.pk)
    assignment = get_object_or_404(own, pk=assignment_id)
    found = signal_of(assignment)
    told = {"is_on": True, **found.as_dict()} if found else {"is_on": False}
    changes_at = next_change(assignment.changes_at, timezone.now())
    return _sealed(JsonResponse(told), request, poll, ground, changes_at)


@require_POST
@student_required
def help_call(request, assignment_id):
    """Ask the teacher to come, or take it back; what is wanted is said, so twice is once."""
    own = Assignment.objects.for_student(request.student).with_signal(request.student)
    assignment = get_object_or_404(own, pk=assignment_id)
    wanted = request.POST.get("do")
    if wanted not in ("call", "take-back"):
        raise Http404
    try:
        if wanted == "call":
            call_for_help(assignment=assignment, student=request.student)
        else:
            take_call_back(assignment=assignment, student=request.student)
    except LessonNotOn:  # it ended while the page was open
        messages.info(request, _("The lesson is over. Ask your teacher when you meet."))
    return _back(request, assignment)


def _sealed(response, request, poll: Poll, ground: Ground | None, changes_at):
    # The session may end between two statements; what has no ETag is asked the long way again.
    if ground:
        reader = {"session_key": session_key_of(request), "reader": request.student.pk}
        response["ETag"] = etag_of(poll, ground, changes_at, **reader)
    return response


def _back(request, assignment):
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=204)
    page = request.POST.get("next", "")
    is_ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, {request.get_host()})
    return redirect(page) if is_ours else redirect("curriculum:module", assignment.pk)
