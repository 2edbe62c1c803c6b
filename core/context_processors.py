"""What the shell of every page needs, on either service."""

from django.conf import settings
from django.utils.translation import get_language

LANGUAGE_LABELS = {"ko": "한국어", "en": "English"}


def shell(request) -> dict:
    """Language links that keep the page, and where this service runs."""
    return {
        "language_links": language_links(request.path, request.GET.urlencode()),
        "service_kind": settings.SERVICE_KIND,
        "is_demo": settings.IS_DEMO,
    }


def language_links(path: str, query: str = "") -> list[dict]:
    """The same page in each language.

    Args:
        path: path of this page; its first segment is the language, if any is.
        query: encoded query string, kept.
    """
    first, _, rest = path.lstrip("/").partition("/")
    if first not in LANGUAGE_LABELS:
        rest = ""
    suffix = f"?{query}" if query else ""
    return [
        {
            "code": code,
            "label": label,
            "url": f"/{code}/{rest}{suffix}",
            "is_current": code == get_language(),
        }
        for code, label in LANGUAGE_LABELS.items()
    ]
