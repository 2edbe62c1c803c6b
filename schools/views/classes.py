"""What a teacher does about the way into a class: code, PIN cards, a student who is locked out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schools import actions
from schools.decorators import staff_required
from schools.join_links import join_host
from schools.models import Classroom, Student
from schools.roles import Permission

# Three columns of eight cards fill an A4 page.
CARDS_ON_A_SHEET = 24


@require_POST
@staff_required(Permission.RUN_CLASS)
def class_code(request, classroom_id):
    """Open the class under a new code, or close it. Nobody comes into one of a former year."""
    classroom = _own_classroom(request, classroom_id)
    if request.POST.get("do") == "close":
        actions.close_join_code(classroom=classroom, by=request.user)
        messages.success(request, _("The code is closed. Students inside can go on."))
    elif classroom.is_archived:
        raise Http404
    else:
        actions.open_join_code(classroom=classroom, by=request.user)
        messages.success(request, _("A new code is open. Students inside can go on."))
    return redirect("curriculum:class-board", classroom.pk)


@require_POST
@staff_required(Permission.RUN_CLASS)
def student_unlock(request, classroom_id, number):
    """Let one student try the PIN again at once."""
    classroom = _own_classroom(request, classroom_id)
    try:
        actions.unlock_student(classroom=classroom, number=number, by=request.user)
    except Student.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Number %(number)d can try again now.") % {"number": number})
    return redirect("curriculum:class-board", classroom.pk)


@require_POST
@staff_required(Permission.RUN_CLASS)
def students_unlock(request, classroom_id):
    """Let the whole class try again at once."""
    classroom = _own_classroom(request, classroom_id)
    actions.unlock_everybody(classroom=classroom, by=request.user)
    messages.success(request, _("Everybody in the class can try again now."))
    return redirect("curriculum:class-board", classroom.pk)


@require_POST
@staff_required(Permission.RUN_CLASS)
def nicknames(request, classroom_id):
    """Switch generated nicknames on or off."""
    classroom = _own_classroom(request, classroom_id)
    is_on = request.POST.get("do") == "on"
    actions.switch_nicknames(classroom=classroom, is_on=is_on, by=request.user)
    said = _("Each student has a nickname now.") if is_on else _("The nicknames are gone.")
    messages.success(request, said)
    return redirect("schools:pin-cards", classroom.pk)


@require_safe
@staff_required(Permission.RUN_CLASS)
def join_sheet(request, classroom_id):
    """A sheet for the wall or the board: address, code, QR code and three steps."""
    classroom = _own_classroom(request, classroom_id)
    context = {
        "classroom": classroom,
        "join_code": classroom.join_codes.open().first(),
        "join_address": join_host(),
        "printed_at": timezone.now(),
    }
    return render(request, "schools/join_sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(Permission.RUN_CLASS)
def pin_cards(request, classroom_id):
    """Ask first; then issue new PINs and show them once, as cards to cut.

    A form issues once: loading the cards again must not make the printed ones worthless. A class
    of a former year needs none.
    """
    classroom = _own_classroom(request, classroom_id)
    if classroom.is_archived:
        raise Http404
    key = f"pin_cards_{classroom.pk}"
    is_sent = request.method == "POST"
    if is_sent and request.POST.get("once", "") == request.session.pop(key, None):
        return _issue_and_show(request, classroom)
    request.session[key] = get_random_string(12)
    context = {
        "classroom": classroom,
        "size": classroom.students.present().count(),
        "once": request.session[key],
        "is_repeated": is_sent,
    }
    return render(request, "schools/pin_cards.html", context)


def _issue_and_show(request, classroom):
    cards = actions.issue_pins(classroom=classroom, by=request.user)
    students = {student.number: student for student in classroom.students.present()}
    cards = [(students[number], pin) for number, pin in cards]
    starts = range(0, len(cards), CARDS_ON_A_SHEET)
    context = {
        "classroom": classroom,
        "sheets": [cards[first : first + CARDS_ON_A_SHEET] for first in starts],
        "issued_at": timezone.now(),
    }
    return render(request, "schools/pin_cards.html", context)


def _own_classroom(request, classroom_id) -> Classroom:
    mine = Classroom.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(mine, pk=classroom_id)
