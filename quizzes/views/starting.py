"""The first page of a quiz, and beginning or going on with it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes import occasions
from quizzes.actions import AttemptClosed, start_attempt
from quizzes.edition_papers import latest_edition
from quizzes.rule_changes import Rules
from quizzes.sittings import Sitting
from quizzes.standings import read_standing
from quizzes.turns import Turn, minutes_for
from schools.decorators import student_required


@require_http_methods(["GET", "HEAD", "POST"])
@student_required
def start(request, occasion):
    """Say what comes (GET, which makes nothing) and begin (POST)."""
    found = occasions.find(occasion, request.student)
    if found is None:
        raise Http404
    edition = latest_edition(found.quiz_key)
    if edition and request.method == "POST":
        try:
            return _begin(request, occasion, found, edition)
        except AttemptClosed:  # the page itself says that it is closed
            pass
    standing = read_standing(student=request.student, occasion=occasion, edition=edition)
    return render(request, "quizzes/start.html", _start_page(found, edition, standing))


def _begin(request, occasion_id, occasion, edition):
    attempt = start_attempt(
        student=request.student,
        occasion=occasion_id,
        edition=edition,
        closes_at=occasion.closes_at,
        is_open=occasion.is_open,
        may_repeat="again" in request.POST,
        changes=occasion.changes,
    )
    if attempt.is_open:
        return redirect(Sitting(attempt, occasion, get_language()).next_url)
    if "again" in request.POST:
        messages.info(request, _("You have handed in this quiz. It cannot be taken again."))
    return redirect("quizzes:result", attempt.pk)


def _start_page(occasion, edition, standing) -> dict:
    if edition is None:
        return {"occasion": occasion, "title": occasion.title}
    language = get_language()
    is_open = occasion.is_open_for(standing.allowed, timezone.now())
    rules = occasion.changes.applied_to(Rules.of(edition))
    turn = standing.next_turn(rules)
    goes_on = standing.latest is not None and standing.latest.is_open
    return {
        "occasion": occasion,
        "attempt": standing.latest,
        "turn": turn.value,
        "is_open": is_open,
        "may_start": is_open and (goes_on or turn is not Turn.NONE),
        "minutes": minutes_for(rules.minutes, standing.allowed.factor),
        "question_count": edition.question_count or len(standing.item_keys),
        "paper": rules,
        "title": edition.title(language),
        "description": edition.description(language),
    }
