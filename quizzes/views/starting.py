"""The first page of a quiz, and beginning or going on with it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from quizzes import occasions
from quizzes.actions import start_attempt
from quizzes.edition_papers import paper_of
from quizzes.models import Attempt, Edition
from quizzes.sittings import Sitting
from schools.decorators import student_required


@require_http_methods(["GET", "HEAD", "POST"])
@student_required
def start(request, occasion):
    """Say what comes (GET, which makes nothing) and begin (POST)."""
    found = occasions.find(occasion, request.student)
    if found is None:
        raise Http404
    edition = Edition.objects.latest_for(found.quiz_key)
    if edition and found.is_open and request.method == "POST":
        return _begin(request, occasion, found, edition)
    latest = Attempt.objects.filter(student_id=request.student.pk, occasion=occasion).last()
    return render(request, "quizzes/start.html", _start_page(found, edition, latest))


def _begin(request, occasion_id, occasion, edition):
    attempt = start_attempt(
        student=request.student,
        occasion=occasion_id,
        edition=edition,
        closes_at=occasion.closes_at,
        may_repeat="again" in request.POST,
    )
    if not attempt.is_open:
        return redirect("quizzes:result", attempt.pk)
    return redirect(Sitting(attempt, occasion, get_language()).next_url)


def _start_page(occasion, edition, latest) -> dict:
    language = get_language()
    return {
        "occasion": occasion,
        "attempt": latest,
        "paper": edition and paper_of(edition.pk),
        "title": edition.title(language) if edition else occasion.title,
        "description": edition.description(language) if edition else "",
    }
