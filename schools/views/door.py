"""A student's way in and out: the code box, number and PIN, and handing the tablet on."""

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.addresses import client_address
from schools.actions import (
    CodeNotOpen,
    SeatRefused,
    note_unknown_code,
    sign_student_in,
    sign_student_out,
)
from schools.devices import Device
from schools.forms import LONGEST_WAIT_SHOWN, JoinForm, SeatForm
from schools.join_pass import JoinPass
from schools.kept_forms import render_empty_form
from schools.open_doors import class_behind

# Longer than any address of ours; it is kept in a cookie of somebody not yet signed in.
LONGEST_PATH = 300
CLEAR_BUT_STORAGE = '"cache", "cookies"'
CLEAR_EVERYTHING = f'{CLEAR_BUT_STORAGE}, "storage"'


@require_safe
def front(request):
    """The first page: the code box for students; whoever is signed in goes on to their work."""
    if request.student:
        return redirect("curriculum:home")
    if request.user.is_authenticated:
        return redirect("schools:staff-home")
    return render(request, "schools/front.html", {"form": JoinForm()})


@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """Page one: the class code, in the body of the request and never in an address."""
    form = JoinForm(request.POST or None)
    if not form.is_valid():
        return _show_join(request, form)
    device = Device.of(request)
    if seconds := device.seconds_before_a_code():
        form.refuse(seconds, was_tried=False)
        return _show_join(request, form, wait=seconds)
    code = form.cleaned_data["code"]
    if class_behind(code) is None:
        return _refuse_code(request, form, device)
    response = redirect("schools:join-seat")
    JoinPass(code, own_path(request, _next(request))).give(response)
    return response


def _refuse_code(request, form, device):
    """The one answer to a code that never was, has expired or was closed (T-06)."""
    device.note_unknown_code()
    alarm_wait = note_unknown_code(address=client_address(request))
    wait = max(device.seconds_before_a_code(), alarm_wait)
    form.refuse(wait)
    response = _show_join(request, form, wait=wait)
    device.remember(response)
    return response


def _show_join(request, form, wait: int = 0):
    context = {"form": form, "next": _next(request), "wait": wait}
    return render_empty_form(request, "schools/join.html", context, name="code")


def _next(request) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request):
    """Page two: the student's own number and PIN. It names the class, and nobody of it."""
    if request.method == "POST":
        return _take_seat(request, SeatForm(request.POST))
    return _show_seat(request, SeatForm())


def _take_seat(request, form):
    if not form.is_valid():
        return _show_seat(request, form)
    join_pass, device = JoinPass.of(request), Device.of(request)
    wait = device.seconds_before_a_pin()
    try:
        sign_student_in(request, code=join_pass.code, device_wait=wait, **form.cleaned_data)
    except CodeNotOpen:
        return _ask_code_again(request)
    except SeatRefused as refusal:
        return _refuse_seat(request, form, device, refusal)
    response = HttpResponseRedirect(join_pass.next_path or reverse("curriculum:home"))
    JoinPass.take_back(response)
    return response


def _refuse_seat(request, form, device, refusal):
    if refusal.was_tried:
        device.note_wrong_pin()
    wait = max(refusal.seconds, device.seconds_before_a_pin())
    form.refuse(wait, was_tried=refusal.was_tried)
    response = _show_seat(request, form, wait=wait)
    device.remember(response)
    return response


def _show_seat(request, form, wait: int = 0):
    classroom = class_behind(JoinPass.of(request).code)
    if classroom is None:
        return _ask_code_again(request)
    context = {
        "form": form,
        "classroom": classroom,
        "wait": wait if wait <= LONGEST_WAIT_SHOWN else 0,
    }
    return render_empty_form(request, "schools/seat.html", context, name=f"seat {classroom}")


def _ask_code_again(request):
    """The class was open a moment ago and is not now, or nobody typed a code here."""
    if JoinPass.of(request).code:
        messages.warning(request, _("This class is not open now. Type the code on the board."))
    return redirect("schools:join")


@require_POST
def student_sign_out(request):
    """End the session and tell the browser to keep nothing of it.

    With "then=leave-others", storage is left alone: another student's unsent answers wait there,
    and the page that follows clears the rest.
    """
    sign_student_out(request)
    response = redirect("schools:signed-out")
    leaves_others = request.POST.get("then") == "leave-others"
    response["Clear-Site-Data"] = CLEAR_BUT_STORAGE if leaves_others else CLEAR_EVERYTHING
    return response


@require_safe
def signed_out(request):
    """Nobody is signed in: the tablet may go to the next student, who starts right here."""
    return render(request, "schools/signed_out.html", {"form": JoinForm()})


@require_http_methods(["GET", "POST"])
def still_here(request):
    """Seconds until an unused session ends, for the page's own clock.

    POST says that somebody reads or types here, which moves the end on; GET only asks, because
    another window may have moved it.
    """
    request.is_activity = False
    if not (request.student or request.user.is_authenticated):
        return JsonResponse({"seconds": 0}, status=401)
    if request.method == "POST":
        request.session.note_activity()
    return JsonResponse({"seconds": request.session.seconds_left()})


@require_http_methods(["GET", "HEAD", "POST"])
def been_away(request):
    """Nobody used the page for long: end the session (POST), then show a page of nobody's.

    Unsent answers stay on the device for the student they belong to, so storage is not cleared.
    """
    if request.method != "POST":
        return render(request, "schools/been_away.html", {"form": JoinForm()})
    sign_student_out(request)
    response = redirect("schools:been-away")
    response["Clear-Site-Data"] = CLEAR_BUT_STORAGE
    return response


@require_safe
def taken_over(request):
    """The student signed in on another device; nothing that was saved is lost."""
    return render(request, "schools/taken_over.html")


def own_path(request, asked: str) -> str:
    """The path somebody wants to go on to, if it is one of this host; else nothing (T-17)."""
    is_ours = (
        asked.startswith("/")
        # Browsers read a backslash as a slash, and two of them as the beginning of a host.
        and asked[1:2] not in ("/", "\\")
        and len(asked) <= LONGEST_PATH
        and url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    )
    return asked if is_ours else ""
