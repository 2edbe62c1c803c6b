"""Help pages are the same for everybody and need neither session nor database."""

import re

from django.conf import settings
from django.http import HttpResponse

from helplines.static_copy import copied_page

HELP_PATHS = re.compile(r"^/(ko|en)/(help(/first-steps|/cards)?|leave|saved|formulas)/$")


class AskNobodyMiddleware:
    """Hide the session cookie from help pages; stands before the session middleware.

    Nobody's name or class is then on a page that others in the room may see, and the page is
    served when the table of sessions cannot be read. The browser keeps its cookie. Should a page
    fail all the same, its last copy is served.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not HELP_PATHS.match(request.path_info):
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.get_response(request)
        if response.status_code >= 500 and request.method in ("GET", "HEAD"):
            copy = copied_page(request.path_info)
            if copy is not None:
                return HttpResponse(copy)
        return response
