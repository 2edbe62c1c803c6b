"""Search: a public page that asks nobody who they are."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lessons.search import find
from lessons.words import LONGEST_QUERY


@require_safe
def search(request):
    """What lessons, words and help say on `?q=`; without it the empty form."""
    query = request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY]
    context = {
        "query": query,
        "is_asked": bool(query.strip()),
        "longest": LONGEST_QUERY,
        "hits": find(query, get_language()),
    }
    return render(request, "lessons/search.html", context)
