"""Trying a quiz without an attempt: visitors where its editors allow it, staff always."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from quizzes import occasions, trials
from quizzes.edition_papers import paper_of
from quizzes.forms import answer_form
from quizzes.models import Edition
from quizzes.trial_sittings import TrialSitting


def with_edition(view):
    """Give the view the newest edition of a quiz that may be tried; others do not exist.

    Visitors may try what editors opened to them; staff any quiz, for their own training.
    """

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def guarded(request, quiz_key, **kwargs):
        edition = Edition.objects.latest_for(quiz_key)
        if edition is None or not (edition.is_open_to_visitors or _is_staff(request)):
            raise Http404
        return view(request, edition, **kwargs)

    return guarded


def _is_staff(request) -> bool:
    return request.user.is_authenticated and bool(request.user.roles)


def with_trial(view):
    """Give the view the trial of this session; without one, lead to the first page."""

    @wraps(view)
    @with_edition
    def guarded(request, edition, **kwargs):
        trial = trials.find(request.session, edition.quiz_key)
        if trial is None:
            return redirect("quizzes:try", edition.quiz_key)
        return view(request, _sitting(trial, get_language()), **kwargs)

    return guarded


def _sitting(trial: trials.Trial, language: str) -> TrialSitting:
    """The trial with the paper of the edition it began with."""
    return TrialSitting(paper_of(trial.edition), trial, language)


@with_edition
def start(request, edition):
    """Say what comes (GET, which stores nothing) and begin (POST)."""
    language = get_language()
    if request.method == "POST":
        trial = trials.begin(request.session, edition.quiz_key, edition.pk)
        if not (request.student or request.user.is_authenticated):
            request.session.set_expiry(trials.LIFETIME_SECONDS)
        return redirect(_sitting(trial, language).next_url)
    context = {
        "title": edition.title(language),
        "description": edition.description(language),
        "is_training": _is_staff(request),
        "question_count": edition.question_count or len(paper_of(edition.pk).items),
    }
    return render(request, "quizzes/try.html", context)


@with_trial
def question(request, sitting, number):
    """One question; an answer is kept in the session under the question it was given to."""
    if number not in range(1, len(sitting.asked) + 1):
        raise Http404
    if sitting.trial.is_done:
        return redirect("quizzes:try-result", sitting.quiz_key)
    if request.method == "POST":
        return _take_answer(request, sitting, number)
    return _show(request, sitting, sitting.items[number - 1])


def _take_answer(request, sitting, number):
    posted = request.POST.get("item", "")
    item = next((each for each in sitting.items if str(each.key) == posted), None)
    if item is None or item.has_seen_answer:
        return redirect(sitting.url_of(item.number if item else number))
    form = answer_form(request.POST, item=item)
    if not form.is_valid():
        return _show(request, sitting, item, form)
    sitting.trial.answers[item.key] = form.response()
    trials.keep(request.session, sitting.quiz_key, sitting.trial)
    stays = sitting.shows_answers_at_once
    return redirect(sitting.url_of(item.number if stays else item.number + 1))


def _show(request, sitting, item, form=None):
    context = {"sitting": sitting, "item": item, "form": form}
    return render(request, "quizzes/try_question.html", context, status=422 if form else 200)


@with_trial
def result(request, sitting):
    """Finish (POST, or nothing left to answer) and show everything, with the session's total."""
    trial = sitting.trial
    if not trial.is_done:
        if request.method != "POST" and len(trial.answers) < len(sitting.asked):
            return redirect(sitting.next_url)
        trial.is_done = True
        trials.keep(request.session, sitting.quiz_key, trial)
        score = sitting.score
        trials.add_to_total(request.session, score.points, score.possible - score.waiting)
        if len(trial.answers) == len(sitting.asked):
            occasions.notify_tried(quiz_key=sitting.quiz_key, user=request.user)
    points, possible = trials.total(request.session)
    context = {
        "sitting": sitting,
        "total_points": points,
        "total_possible": possible,
        "is_training": _is_staff(request),
    }
    return render(request, "quizzes/try_result.html", context)
