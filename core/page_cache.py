"""Public pages kept whole: a reader who is nobody in particular gets what the last one got.

Signed-in people are never served from here and nothing of theirs is ever kept.
"""

import re

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.utils.cache import get_conditional_response

PUBLIC_PATHS = re.compile(r"^/(ko|en)/(read/[a-z0-9/-]*|statistics/[A-Za-z0-9/._-]*)$")
# Any other query would let a stranger fill the cache with copies of one page.
KNOWN_QUERY = re.compile(r"^(step=[0-9]{1,3})?$")
VERSION_KEY = "public-pages"
# Without a shared cache a process learns of a publication by another one this late, at most.
SECONDS = 60


class PublicPageCacheMiddleware:
    """Answer a public page from memory before anything else is asked; stands before sessions."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_for_anybody(request):
            return self.get_response(request)
        key = f"{cache.get(VERSION_KEY, 0)}:{request.get_full_path()}"
        if (kept := cache.get(key)) is not None:
            content, headers = kept
            response = HttpResponse(content, headers=headers)
            # Pages that name their version are not sent twice to who has them.
            return get_conditional_response(request, etag=headers.get("ETag"), response=response)
        response = self.get_response(request)
        if response.status_code == 200 and not response.cookies and not response.streaming:
            cache.set(key, (response.content, dict(response.items())), SECONDS)
        return response


def _is_for_anybody(request) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and PUBLIC_PATHS.match(request.path_info) is not None
        and KNOWN_QUERY.match(request.META.get("QUERY_STRING", "")) is not None
    )


def forget_public_pages(**kwargs) -> None:
    """Something was published or taken back; a receiver of Wagtail's signals."""
    transaction.on_commit(_start_anew)


def _start_anew() -> None:
    cache.add(VERSION_KEY, 0, None)
    cache.incr(VERSION_KEY)
