"""Empty forms of the door, kept whole for a minute: at the bell a thousand ask for the same two.

They are the same for everybody who is nobody yet, but for the token against forged requests,
which is put in for each. Rendering them was the larger half of what a join cost.
"""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

SECONDS = 60
# Stands in the kept page where each browser's own token goes; no text of ours contains it.
SLOT = "[[ form token ]]"


def render_empty_form(request, template: str, context: dict, *, name: str) -> HttpResponse:
    """An empty form, from memory where nothing of this browser would show on it.

    Args:
        name: tells one page from another that the same template makes.
    """
    if not _is_nobodys(request):
        return render(request, template, context)
    key = f"door:form:{get_language()}:{name}"
    page = cache.get(key)
    if page is None:
        page = render_to_string(template, {**context, "csrf_token": SLOT}, request)
        cache.set(key, page, SECONDS)
    return HttpResponse(page.replace(SLOT, get_token(request)))


def _is_nobodys(request) -> bool:
    """Nobody is signed in, no message waits, and nothing in the address would be shown."""
    carried = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return request.method == "GET" and not request.GET and not carried & request.COOKIES.keys()
