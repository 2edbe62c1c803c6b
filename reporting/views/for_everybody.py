"""Answers that anybody may keep: pages and data of published releases."""

import hashlib

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

# As long as a proxy may serve them unasked; a withdrawal is seen after it at the latest.
SECONDS = 60


def kept_by_anybody(request, response: HttpResponse, *, is_same_for_staff=False) -> HttpResponse:
    """The answer with a strong ETag and leave to keep it; 304 to who has it already.

    Args:
        is_same_for_staff: nothing in it depends on who is signed in. Other pages name the person
            in their head and stay out of every cache.
    """
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if is_same_for_staff or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        patch_cache_control(response, public=True, max_age=SECONDS)
    return get_conditional_response(request, etag=response["ETag"], response=response)
