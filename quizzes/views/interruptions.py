"""A student sends something and is not signed in any more: ask who it is, keep what was sent."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from schools.forms import LONGEST_WAIT_SHOWN, SeatForm
from schools.return_pass import student_id_in

# What the page that asks adds to what was sent.
OWN_FIELDS = {"csrfmiddlewaretoken", "return_pass", "question", "number", "pin"}


def seat_form(data=None) -> SeatForm:
    """Number and PIN on a page that has other fields too."""
    return SeatForm(data, auto_id="again_%s")


def ask_to_sign_in_again(request, attempt_id: UUID, number: int | None, form=None, wait: int = 0):
    """A page for number and PIN that carries on what was sent.

    Args:
        number: of the question an answer was sent for; None where something is handed in.
        form: number and PIN as they were refused.
        wait: seconds until the next try.
    """
    return_pass = request.POST.get("return_pass", "")
    if student_id_in(return_pass) is None:
        return lead_to_the_code(request, attempt_id, number)
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OWN_FIELDS
        for value in values
    ]
    context = {
        "attempt_id": attempt_id,
        "return_pass": return_pass,
        "number": number,
        "carried": carried,
        "form": form or seat_form(),
        "wait": wait if wait <= LONGEST_WAIT_SHOWN else 0,
        "was_taken_over": getattr(request, "was_taken_over", False),
    }
    return render(request, "quizzes/sign_in_again.html", context, status=401)


def lead_to_the_code(request, attempt_id: UUID, number: int | None):
    """The page is too old: the class code is needed, and the last answer has to be given again."""
    messages.warning(
        request,
        _(
            "You were signed out, so what you sent last did not arrive. Everything saved before is"
            " there. Come in again and give that answer once more."
        ),
    )
    return redirect(
        f"{reverse('schools:join')}?{urlencode({'next': way_back(attempt_id, number)})}"
    )


def way_back(attempt_id: UUID, number: int | None) -> str:
    """The page something was sent from."""
    if number is None:
        return reverse("quizzes:check", args=[attempt_id])
    return reverse("quizzes:question", args=[attempt_id, number])
