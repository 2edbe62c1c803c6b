"""What every answer of the survey service says, and what it never learns from a request."""

import logging

from django.conf import settings
from django.http import HttpResponseForbidden
from django.utils import translation

from reporting.collector.converters import LANGUAGES

logger = logging.getLogger(__name__)

FIXED_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), "
        "gyroscope=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# All that code of this service, or a library under it, can see of a request's headers. A cookie,
# an address, the name of the browser, its languages and the page before are not among them.
KEPT_HEADERS = {
    "HTTP_HOST",
    "HTTP_ORIGIN",
    "HTTP_SEC_FETCH_SITE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_MODIFIED_SINCE",
}
ADDRESSES = ("REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "REMOTE_USER")


class NothingStoredMiddleware:
    """Forget who asks before anything can read it; fixed headers on every answer, no cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        forget_who_asks(request.META)
        with translation.override(language_of(request.path_info)):
            if is_foreign_post(request):
                response = HttpResponseForbidden(content_type="text/plain")
            else:
                response = self.get_response(request)
        return with_fixed_headers(request, response)

    def process_exception(self, request, exception):
        """Write that something failed, and nothing about the request it failed for."""
        logger.error("a request failed: %s", type(exception).__name__)


def forget_who_asks(meta: dict) -> None:
    """Remove every header and address of a request that this service does not need."""
    proxy_header = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) or [None]
    kept = {*KEPT_HEADERS, proxy_header[0]}
    for name in [name for name in meta if name.startswith("HTTP_") and name not in kept]:
        del meta[name]
    for name in ADDRESSES:
        meta.pop(name, None)


def language_of(path: str) -> str:
    """The language an address names: the only place this service takes it from."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES else LANGUAGES[0]


def is_foreign_post(request) -> bool:
    """Whether another site sends this form.

    No cookie gives anybody a right here, so there is no token to check. Browsers without
    Sec-Fetch-Site (before 2023) send an Origin; `no-referrer` makes it "null" for our own forms.
    """
    if request.method != "POST":
        return False
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site not in ("same-origin", "none")
    own = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}"
    return request.META.get("HTTP_ORIGIN", "null") not in ("null", own)


def with_fixed_headers(request, response):
    """Give a response the headers of FIXED_HEADERS and take away what could mark a browser."""
    for name, value in FIXED_HEADERS.items():
        response.headers[name] = value
    response.cookies.clear()
    for name in ("ETag", "Set-Cookie"):
        response.headers.pop(name, None)
    if not request.path_info.startswith(settings.STATIC_URL):
        response.headers["Cache-Control"] = "no-store"
    return response
