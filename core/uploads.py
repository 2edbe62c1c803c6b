"""Requests that bring a file: refused by their size before a byte of them is read."""

from functools import wraps

from django.views.decorators.csrf import csrf_exempt, csrf_protect

# Beside the file a form brings a token, a few fields and the lines between them.
FORM_BYTES = 20_000


def bounded_upload(*, most_bytes: int, otherwise):
    """Let a request through whose body is at most a file of `most_bytes` and a form around it.

    The check against forged requests is moved behind this one: it looks for its token in the
    body, and would read all of it to find out that it is too large.

    Args:
        most_bytes: bytes of the file.
        otherwise: a view with the arguments of this one, which answers a request that is too
            large. It must not touch `request.POST`, and needs guards of its own.
    """

    def decorate(view):
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def bounded(request, *args, **kwargs):
            if _body_bytes(request) > most_bytes + FORM_BYTES:
                return otherwise(request, *args, **kwargs)
            return protected(request, *args, **kwargs)

        return bounded

    return decorate


def _body_bytes(request) -> int:
    """What the request says about itself; Django reads no further than this."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0
