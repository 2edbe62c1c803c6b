"""Response headers of the platform, and where its acts come from."""

from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from core.addresses import acting_from, client_address
from core.retrying import StillBusy

PUBLIC_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
# Wagtail's date chooser, rich text editor and preview frame need inline style, inline script and
# framing by ourselves. Staff only.
ADMIN_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; object-src 'none'; "
    "base-uri 'self'; frame-ancestors 'self'"
)
PERMISSIONS_POLICY = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"
)


class SecurityHeadersMiddleware:
    """Say on every answer what a browser may load, and keep signed-in pages out of caches."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_admin = request.path.startswith("/cms/") or getattr(request, "is_preview", False)
        response.setdefault("Content-Security-Policy", ADMIN_CSP if is_admin else PUBLIC_CSP)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class KnownVerbsMiddleware:
    """Refuse verbs none of our pages answers (T-38).

    Libraries take PUT for a form that was sent. The editor's own scripts do use other verbs.
    """

    VERBS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in self.VERBS or request.path_info.startswith("/cms/"):
            return self.get_response(request)
        return HttpResponseNotAllowed(sorted(self.VERBS))


class ActingFromMiddleware:
    """Let the audit trail know the client's address; actions take no request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with acting_from(client_address(request)):
            return self.get_response(request)


class StillBusyMiddleware:
    """Say when to come back if the database gave up a transaction each time it was tried (T-52).

    The page carries what was sent, so that one press sends it again.
    """

    SECONDS = "5"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Answer 503 with Retry-After; None for any other exception."""
        if not isinstance(exception, StillBusy):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            response = JsonResponse({"state": "busy"}, status=503)
        else:
            response = render(request, "503.html", {"carried": sent_fields(request)}, status=503)
        response["Retry-After"] = self.SECONDS
        return response


def sent_fields(request) -> list[tuple[str, str]]:
    """Names and values of the form that was sent, to be sent once more; the token left out."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
