"""Questions one by one, saving answers, checking them and handing them in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes import actions, sheets
from quizzes.forms import answer_form
from quizzes.sent_answers import AnswerRefused, answer_from_json, answers_from_json
from quizzes.views.guards import with_sitting
from quizzes.views.interruptions import seat_form
from schools.decorators import student_required


@require_http_methods(["GET", "HEAD", "POST"])
@with_sitting
def question(request, sitting, number):
    """One question; a form sent from it is stored, whatever question it stands for."""
    if refusal := refuse(request, sitting):
        return refusal
    if number not in range(1, len(sitting.items) + 1):
        raise Http404
    if request.method == "POST":
        return take_answer(request, sitting, number)
    if sitting.occasion.is_paused:
        return render(request, "components/paused.html", {"signal": sitting.occasion.signal})
    return _show(request, sitting, sitting.items[number - 1])


def take_answer(request, sitting, number, said=""):
    """Store the posted answer under the key it was posted with (F1), say so and go on."""
    item = _posted_item(request, sitting) or sitting.items[number - 1]
    form = answer_form(request.POST, item=item)
    if not form.is_valid():
        return _show(request, sitting, item, form)
    reveals = sitting.shows_answers_at_once
    try:
        actions.save_answer(
            attempt_id=sitting.attempt.pk,
            student=request.student,
            item_key=item.key,
            reveals=reveals,
            **vars(form.response()),
        )
    except actions.AttemptClosed:  # between two statements; the page itself says what happened
        return redirect(sitting.url_of(item.number))
    if said:
        messages.success(request, said)
    return redirect(sitting.url_of(item.number if reveals else item.number + 1))


def _posted_item(request, sitting):
    posted = request.POST.get("item", "")
    return next((item for item in sitting.items if str(item.key) == posted), None)


def _show(request, sitting, item, form=None):
    context = {
        "sitting": sitting,
        "item": item,
        "form": form,
        "others": [other for other in sitting.items if other is not item],
        "seat_form": seat_form(),
    }
    return render(request, "quizzes/question.html", context, status=422 if form else 200)


def refuse(request, sitting):
    """What a student gets instead of a question: the result, or word that it is closed."""
    if not sitting.attempt.is_open:
        messages.info(request, _("You have already handed in this quiz. Here is your result."))
        return redirect("quizzes:result", sitting.attempt.pk)
    if not sitting.takes_answers:
        return render(request, "quizzes/closed.html", {"sitting": sitting})
    return None


@require_POST
@student_required
def save(request, attempt_id: UUID):
    """Store one answer that a script sends as it is given; in one statement, no session write."""
    try:
        answer = answer_from_json(request.body)
        saved = actions.save_answer(attempt_id=attempt_id, student=request.student, **vars(answer))
    except actions.AttemptNotFound as missing:
        raise Http404 from missing
    except actions.AttemptClosed as closed:
        return _closed_json(attempt_id, closed.state)
    except (AnswerRefused, actions.UnknownItem, actions.UnknownOption):
        return JsonResponse({"state": "refused"}, status=422)
    if saved.is_revealed:
        return _closed_json(attempt_id, "shown")
    return JsonResponse({"saved_rev": saved.saved_rev, "saved_at": saved.saved_at.isoformat()})


def _closed_json(attempt_id: UUID, state: str) -> JsonResponse:
    url = reverse("quizzes:result", args=[attempt_id])
    return JsonResponse({"state": state, "url": url}, status=409)


@require_safe
@with_sitting
def check(request, sitting):
    """All questions with answered or not yet, before handing in."""
    if refusal := refuse(request, sitting):
        return refusal
    missing = sheets.first_unanswered(sitting.items)
    context = {"sitting": sitting, "missing": missing, "seat_form": seat_form()}
    return render(request, "quizzes/check.html", context)


@with_sitting
def submit(request, sitting):
    """Hand in, with whatever answers the device still holds; twice gives the same result."""
    if request.method != "POST":
        return redirect("quizzes:check", sitting.attempt.pk)
    try:
        answers = answers_from_json(request.POST.get("answers", ""))
        actions.submit_attempt(
            attempt_id=sitting.attempt.pk, student=request.student, answers=answers
        )
    except (AnswerRefused, actions.UnknownItem, actions.UnknownOption):
        messages.error(request, _("Not handed in yet. Please look at your answers again."))
        return redirect("quizzes:check", sitting.attempt.pk)
    except actions.AttemptClosed:
        return render(request, "quizzes/closed.html", {"sitting": sitting})
    return redirect("quizzes:result", sitting.attempt.pk)
