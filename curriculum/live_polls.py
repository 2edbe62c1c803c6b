"""The short way of pages that ask for news by themselves; it stands before sessions are read.

A class of boards asks some seventy times a second, and nearly always nothing has changed. Session,
user, second factor, role and class were looked at when the page was made. The ETag it was given
says on what ground, sealed (curriculum/live_etags.py); one statement tells what the page stands on
now. Only where the seal fits the ground of this moment is the long way spared: a session that
ended, a role taken away, a class that moved or an account switched off never gets a 304 here, not
even once. Nothing is kept between two requests, so no class can see another's board.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils import translation

from curriculum.board_heads import read_board_head
from curriculum.class_board import read_class_board
from curriculum.fingerprints import Ground
from curriculum.live_etags import LiveEtag, Poll, etag_of, session_key_of
from curriculum.live_pages import render_live
from schools.sessions import keep_awake


class LivePollMiddleware:
    """Answer polls of pages that were let in before; everything else goes the long way."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request):
        return self._answer(request) or self.get_response(request)

    def _answer(self, request: HttpRequest) -> HttpResponse | None:
        shown = LiveEtag.of(request) if request.method == "GET" else None
        poll = Poll.of(request) if shown else None
        session_key = session_key_of(request)
        if poll is None or not session_key:
            return None
        ground = poll.ground(session_key, shown.reader)
        if ground is None or not shown.is_sealed_for(poll, ground, session_key):
            return None
        if poll.classroom and ground.has_open_code:
            # A lesson is on: its board must not end the teacher's session (schools/idle.py).
            keep_awake(session_key, ground.session_ends_at)
        if shown.is_unchanged(ground):
            return HttpResponseNotModified(headers={"ETag": str(shown)})
        if poll.classroom is None:
            return None
        self.csrf.process_request(request)
        return _made_anew(request, poll, ground, shown) if "CSRF_COOKIE" in request.META else None


def _made_anew(
    request: HttpRequest, poll: Poll, ground: Ground, shown: LiveEtag
) -> HttpResponse | None:
    assignment = read_board_head(poll.assignment)
    if assignment is None:
        return None
    board = read_class_board(assignment)
    with translation.override(poll.language):
        response = HttpResponse(render_live(poll.page, board, get_token(request)))
    session_key = session_key_of(request)
    response["ETag"] = etag_of(
        poll, ground, board.changes_at, session_key=session_key, reader=shown.reader
    )
    return response
