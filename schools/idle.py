"""Who is still there: which requests count as somebody doing something, and for how long.

A board or a projector asks for news by itself every few seconds. Such a poll is nobody's doing
and moves nothing on, with one exception: while the class's code is open a lesson is on, and a
teacher who stands in front of the class must not be thrown out of its board. A code is open for
50 minutes at the most, so a forgotten computer ends its session a quarter of an hour after that.
Reading without a request (a long page, a video) is told by static/js/idle.js.
"""

IDLE_SECONDS_OF_STUDENTS = 30 * 60
IDLE_SECONDS_OF_STAFF = 15 * 60
# Asked before the end, so that "go on" takes one press.
WARNING_SECONDS = 120
# Wagtail's editor tells every few seconds that it is open; while somebody types it saves.
POLLS_OF_PACKAGES = {"wagtailadmin_editing_sessions:ping"}


class ActivityMiddleware:
    """Move the idle end of a session on when a request was somebody's doing.

    A view that pages ask by themselves sets `request.is_activity`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = request.session
        # A session that is saved now gets its new end anyway; one nobody looked at costs nothing.
        if session.accessed and not session.modified and _is_activity(request):
            session.note_activity()
        return response


def _is_activity(request) -> bool:
    page = request.resolver_match.view_name if request.resolver_match else ""
    return getattr(request, "is_activity", page not in POLLS_OF_PACKAGES)
