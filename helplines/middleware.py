"""Help pages are the same for everybody and need neither session nor database."""

import re

from django.conf import settings

HELP_PATHS = re.compile(r"^/(ko|en)/(help|leave|formulas)/$")


class AskNobodyMiddleware:
    """Hide the session cookie from help pages; stands before the session middleware.

    Nobody's name or class is then on a page that others in the room may see, and the page is
    served when the table of sessions cannot be read. The browser keeps its cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if HELP_PATHS.match(request.path_info):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)
