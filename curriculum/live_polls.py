"""The short way of pages that ask for news by themselves; it stands before sessions are read.

A thousand boards ask some seventy times a second, and nearly always nothing has changed. Session,
user, second factor, role and class were looked at when the page was made. The ETag it was given
says on what ground, sealed (curriculum/live_etags.py); one statement tells what the page stands on
now, often for several pages that are due (curriculum/due_polls.py). Only where the seal fits that
ground is the long way spared: a session that ended, a role taken away, a class that moved or an
account switched off gets no 304 here, or for one second more where the page said that it would
take an answer of that age. A 304 tells nothing but that there is no news.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils import translation

from curriculum.board_heads import read_board_head
from curriculum.class_board import read_class_board
from curriculum.due_polls import OLDEST_SECONDS, DuePolls
from curriculum.fingerprints import Ground
from curriculum.live_etags import (
    LiveEtag,
    Poll,
    Question,
    etag_of,
    read_ground,
    read_grounds,
    session_key_of,
)
from curriculum.live_pages import render_live
from schools.sessions import keep_awake

# Boards (and projectors) and students' pages are two questions to the database.
DUE_BOARDS, DUE_SIGNALS = DuePolls(read_grounds), DuePolls(read_grounds)
# What pages say that ask because their time has come; one whose reader just did something does not.
TAKES_A_SECOND_OLD = f"max-age={OLDEST_SECONDS}"
# As every page of signed-in people says (core/middleware.py).
NEVER_KEPT = "private, no-store"


@dataclass(frozen=True)
class LetInBefore:
    """A poll whose ETag is good.

    Attributes:
        ground: what the page stands on now.
    """

    poll: Poll
    shown: LiveEtag
    ground: Ground


class UnchangedPollMiddleware:
    """Say "nothing new" to pages that were let in before; stands before everything else.

    What it found out of the others is left in `request.let_in_before`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = request.let_in_before = _let_in_before(request)
        if known is None or not known.shown.is_unchanged(known.ground):
            return self.get_response(request)
        headers = {"ETag": str(known.shown), "Cache-Control": NEVER_KEPT}
        return HttpResponseNotModified(headers=headers)


class LivePollMiddleware:
    """Make a board anew for somebody who was let in before; the long way is for the others."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request):
        known = request.let_in_before
        if known is None or known.poll.classroom is None:
            return self.get_response(request)
        self.csrf.process_request(request)
        made = _made_anew(request, known) if "CSRF_COOKIE" in request.META else None
        return made or self.get_response(request)


def _let_in_before(request: HttpRequest) -> LetInBefore | None:
    shown = LiveEtag.of(request) if request.method == "GET" else None
    poll = Poll.of(request) if shown else None
    session_key = session_key_of(request)
    if poll is None or not session_key:
        return None
    question = Question(poll, session_key, shown.reader)
    due = _due_polls(request, poll)
    ground = due.answer(question) if due else read_ground(question)
    if ground is None or not shown.is_sealed_for(poll, ground, session_key):
        return None
    if due:
        due.expect(question)
    if poll.classroom and ground.has_open_code:
        # A lesson is on: its board must not end the teacher's session (schools/idle.py).
        keep_awake(session_key, ground.session_ends_at)
    return LetInBefore(poll, shown, ground)


def _due_polls(request: HttpRequest, poll: Poll) -> DuePolls | None:
    """Where its answer may be waiting; None where it wants the state of this moment."""
    if request.META.get("HTTP_CACHE_CONTROL") != TAKES_A_SECOND_OLD:
        return None
    return DUE_BOARDS if poll.classroom else DUE_SIGNALS


def _made_anew(request: HttpRequest, known: LetInBefore) -> HttpResponse | None:
    poll = known.poll
    assignment = read_board_head(poll.assignment)
    if assignment is None:
        return None
    board = read_class_board(assignment)
    with translation.override(poll.language):
        response = HttpResponse(render_live(poll.page, board, get_token(request)))
    asks = {"session_key": session_key_of(request), "reader": known.shown.reader}
    response["ETag"] = etag_of(poll, known.ground, board.changes_at, **asks)
    return response
