"""The list of quizzes, for visitors and for students."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from quizzes.catalogue import find_theme, read_catalogue, read_catalogue_themes


@require_safe
def catalogue(request):
    """Every quiz that may be tried, and what the student who looks has handed in."""
    listed = read_catalogue(student=request.student)
    themes = read_catalogue_themes(listed, get_language())
    return render(request, "quizzes/catalogue.html", {"listed": listed, "themes": themes})


@require_safe
def theme(request, theme):
    """The same for one theme; one that does not exist is 404."""
    found = find_theme(theme, get_language())
    if found is None:
        raise Http404
    listed = read_catalogue(student=request.student, theme=found.translation_key)
    return render(request, "quizzes/catalogue.html", {"listed": listed, "theme": found})
