"""Signing in again in the middle of a quiz, without leaving it (T-82)."""

from django.contrib import messages
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.views.answering import refuse, take_answer
from quizzes.views.guards import sitting_of
from quizzes.views.interruptions import ask_to_sign_in_again, lead_to_the_code, seat_form
from schools.actions import AnotherStudent, PassOver, SeatRefused, sign_student_in_again
from schools.devices import Device


@require_POST
def sign_in_again(request, attempt_id):
    """Take number and PIN; a script gets the page's new token, a form goes on where it was."""
    form, device = seat_form(request.POST), Device.of(request)
    wait = _try(request, form, device) if form.is_valid() else 0
    is_script = request.headers.get("Accept", "").startswith("application/json")
    if wait is None:
        response = _over_json() if is_script else _ask_for_the_code(request, attempt_id)
    elif form.errors:
        response = _refused(request, attempt_id, form, wait, is_script=is_script)
    else:
        response = _welcome_json(request) if is_script else _go_on(request, attempt_id)
    if form.errors:
        device.remember(response)
    return response


def _try(request, form, device) -> int | None:
    """Seconds to wait before the next try, said in the form too; None when the pass is over."""
    wait = device.seconds_before_a_pin()
    told = request.POST.get("return_pass", "")
    try:
        sign_student_in_again(request, return_pass=told, device_wait=wait, **form.cleaned_data)
    except PassOver:
        return None
    except AnotherStudent:
        form.add_error("number", _("This quiz was begun by another number. Type that number."))
    except SeatRefused as refusal:
        if refusal.was_tried:
            device.note_wrong_pin()
        wait = max(refusal.seconds, device.seconds_before_a_pin())
        form.refuse(wait, was_tried=refusal.was_tried)
        return wait
    return 0


def _question(request) -> int | None:
    told = request.POST.get("question", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else None


def _ask_for_the_code(request, attempt_id):
    return lead_to_the_code(request, attempt_id, _question(request))


def _refused(request, attempt_id, form, wait, *, is_script):
    if not is_script:
        return ask_to_sign_in_again(request, attempt_id, _question(request), form, wait)
    said = [error for errors in form.errors.values() for error in errors]
    return JsonResponse({"state": "refused", "message": " ".join(said)}, status=422)


def _over_json():
    return JsonResponse({"state": "over", "url": reverse("schools:join")}, status=410)


def _welcome_json(request):
    return JsonResponse({"token": get_token(request)})


def _go_on(request, attempt_id):
    """Do what was asked before nobody was signed in: store the answer, or show it for a check."""
    sitting, number = sitting_of(request, attempt_id), _question(request)
    if number not in range(1, len(sitting.items) + 1):
        messages.success(request, _("You are signed in again. Look at your answers and hand in."))
        return redirect("quizzes:check", attempt_id)
    if refusal := refuse(request, sitting):
        return refusal
    said = _("You are signed in again, and your answer is saved.")
    return take_answer(request, sitting, number, said=said)
