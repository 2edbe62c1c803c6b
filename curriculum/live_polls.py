"""The short way of pages that ask for news by themselves; it stands before sessions are read.

A thousand boards ask some seventy times a second, and nearly always nothing has changed. Session,
user, second factor, role and class were looked at when the page was made. The ETag it was given
says on what ground, sealed (curriculum/live_etags.py); one statement tells what the page stands on
now, often for several pages that are due (curriculum/due_polls.py). Only where the seal fits that
ground is the long way spared: a session that ended, a role taken away, a class that moved or an
account switched off gets no 304 here, or for one second more where the page said that it would
take an answer of that age. A 304 tells nothing but that there is no news.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils import translation

from curriculum.board_heads import read_board_head
from curriculum.class_board import read_class_board
from curriculum.due_polls import OLDEST_SECONDS, DuePolls
from curriculum.known_polls import KnownPoll, Question, read_known
from curriculum.live_etags import LiveEtag
from curriculum.live_pages import render_live
from schools.sessions import is_falling_asleep, keep_awake

# Boards (and projectors) and students' pages are two questions to the database.
DUE_BOARDS, DUE_SIGNALS = DuePolls(read_known), DuePolls(read_known)
# What pages say that ask because their time has come; one whose reader just did something does not.
TAKES_A_SECOND_OLD = f"max-age={OLDEST_SECONDS}"
# As every page of signed-in people says (core/middleware.py).
NEVER_KEPT = "private, no-store"


class UnchangedPolls:
    """Say "nothing new" where that answer is waiting; stands before Django itself.

    Nearly every poll of a full hour ends here: nothing is read, nobody's request is unpacked.

    Args:
        application: the WSGI application that answers everything else.
    """

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        question = Question.of(environ) if _takes_a_second_old(environ) else None
        known = question and _due(question).take_waiting(question)
        if known is None or not _has_nothing_to_do(known):
            return self.application(environ, start_response)
        _due(question).expect(question)
        start_response("304 Not Modified", list(_headers(known).items()))
        return [b""]


class UnchangedPollMiddleware:
    """Look up what a poll that was let in before stands on; stands before sessions are read.

    What has no news ends here. What has is left for `LivePollMiddleware` in `request.known_poll`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = request.known_poll = _known(request)
        if known and known.is_of_lesson:
            keep_awake(known.question.session_key, known.ground.session_ends_at)
        if known is None or not known.has_no_news:
            return self.get_response(request)
        return HttpResponseNotModified(headers=_headers(known))


class LivePollMiddleware:
    """Make a board anew for somebody who was let in before; the long way is for the others."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request):
        known = request.known_poll
        if known is None or known.question.poll.classroom is None:
            return self.get_response(request)
        self.csrf.process_request(request)
        made = _made_anew(request, known) if "CSRF_COOKIE" in request.META else None
        return made or self.get_response(request)


def _known(request: HttpRequest) -> KnownPoll | None:
    question = Question.of(request.META)
    if question is None:
        return None
    if not _takes_a_second_old(request.META):
        return read_known([question])[0]
    known = _due(question).answer(question)
    if known and known.has_no_news:
        _due(question).expect(question)
    return known


def _takes_a_second_old(environ: dict) -> bool:
    return environ.get("HTTP_CACHE_CONTROL") == TAKES_A_SECOND_OLD


def _due(question: Question) -> DuePolls:
    return DUE_BOARDS if question.poll.classroom else DUE_SIGNALS


def _has_nothing_to_do(known: KnownPoll) -> bool:
    tires = known.is_of_lesson and is_falling_asleep(known.ground.session_ends_at)
    return known.has_no_news and not tires


def _headers(known: KnownPoll) -> dict[str, str]:
    return {"ETag": str(known.question.shown), "Cache-Control": NEVER_KEPT}


def _made_anew(request: HttpRequest, known: KnownPoll) -> HttpResponse | None:
    poll = known.question.poll
    assignment = read_board_head(poll.assignment)
    if assignment is None:
        return None
    board = read_class_board(assignment)
    with translation.override(poll.language):
        response = HttpResponse(render_live(poll.page, board, get_token(request)))
    response["ETag"] = etag = known.etag(board.changes_at)
    DUE_BOARDS.expect(known.question._replace(shown=LiveEtag.from_text(etag)))
    return response
