"""Launches from learning platforms: the addresses a platform knows, and where a launch leads.

A launch is posted by another site, so no cookie of ours comes with it and none is set by it. It is
checked and noted; the redirect that follows carries the cookies again, and only the browser that
began the sign-in finds the launch there.
"""

import logging
import secrets
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)
from lti_tool.models import Key

from core.middleware import PUBLIC_CSP
from curriculum.actions.launches import (
    LaunchReplayed,
    TooManyTries,
    note_launch,
    open_seat,
    take_seat,
    use_launch,
)
from curriculum.exchange.lti import (
    LaunchRefused,
    digest,
    origin_of,
    prove_launch,
    start_sign_in,
)
from curriculum.exchange.lti_link import sign_link
from curriculum.lti_forms import PickForm
from curriculum.models import Assignment, LtiCourse, LtiLaunch, ModulePage
from schools.actions import SeatRefused
from schools.devices import Device
from schools.forms import SeatForm

logger = logging.getLogger(__name__)


class LaunchOver(Exception):
    """This browser has no open launch of this kind under this address."""


@require_safe
def keys(request):
    """Our public keys, with which platforms check that a picked module comes from us."""
    return JsonResponse(Key.objects.as_jwks())


# Exempt: the platform's page sends this; it changes nothing and only leads back to the platform.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def login(request):
    """A platform's browser wants to be launched: send it back with a state and a nonce."""
    browser = request.COOKIES.get(settings.LTI_COOKIE_NAME) or secrets.token_urlsafe(24)
    asked = request.POST if request.method == "POST" else request.GET
    try:
        response = HttpResponseRedirect(start_sign_in(asked, browser=browser))
    except LaunchRefused as refusal:
        return _refuse(refusal)
    response.set_cookie(
        settings.LTI_COOKIE_NAME,
        browser,
        max_age=int(LtiLaunch.KEPT_FOR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


# Exempt: the platform posts it. The signed state and token in it take the place of our own word.
@csrf_exempt
@require_POST
def launch(request):
    """A platform's answer: check it, note it, and let the browser come for it by itself."""
    try:
        noted = note_launch(proven=prove_launch(request))
    except (LaunchRefused, LaunchReplayed) as refusal:
        return _refuse(refusal)
    return HttpResponseRedirect(reverse("lti:open", args=[noted.pk]), status=303)


def _refuse(refusal: Exception):
    """One page for all of them, by a redirect: what was posted touches no cookie of ours."""
    logger.warning("A launch was refused: %s", refusal or type(refusal).__name__)
    return HttpResponseRedirect(reverse("lti:refused"), status=303)


@require_safe
def refused(request):
    """Nothing opens this way, whatever it was; the way that works is shown."""
    return render(request, "curriculum/lti_refused.html", status=403)


def launch_page(view):
    """Say to everybody else that the link has to be opened once more."""

    @wraps(view)
    def page(request, launch_id):
        try:
            return view(request, launch_id)
        except LaunchOver:
            return render(request, "curriculum/lti_over.html", status=410)

    return page


def own_launch(request, launch_id, *kinds: str) -> LtiLaunch:
    """The open launch of this browser.

    Raises:
        LaunchOver: there is none.
    """
    browser = digest("browser", request.COOKIES.get(settings.LTI_COOKIE_NAME, ""))
    mine = LtiLaunch.objects.open().filter(pk=launch_id, browser_digest=browser, kind__in=kinds)
    found = mine.select_related("deployment__registration").first()
    if found is None:
        raise LaunchOver
    return found


@require_GET
@launch_page
def open_launch(request, launch_id):
    """Where a proven launch leads: learners to their seat, teachers to their class."""
    launch = own_launch(request, launch_id, *LtiLaunch.Kind.values)
    if launch.kind == LtiLaunch.Kind.PICK:
        return redirect("lti:pick", launch.pk)
    if launch.kind == LtiLaunch.Kind.TEACH:
        return redirect("lti:course-link", launch.pk)
    course = LtiCourse.objects.behind(launch).first()
    if course is None:
        return render(request, "curriculum/lti_not_linked.html")
    student = open_seat(request, launch=launch, course=course)
    if student is None:
        return redirect("lti:seat", launch.pk)
    return _to_module(request, student, launch)


@require_http_methods(["GET", "HEAD", "POST"])
@launch_page
def seat(request, launch_id):
    """Number and PIN, asked once: the next launch of this learner needs neither."""
    launch = own_launch(request, launch_id, LtiLaunch.Kind.LEARN)
    course = LtiCourse.objects.behind(launch).select_related("classroom").first()
    if course is None:
        raise LaunchOver
    form = SeatForm(request.POST or None)
    if not form.is_valid():
        return _show_seat(request, form, course)
    device = Device.of(request)
    wait = device.seconds_before_a_pin()
    try:
        student = take_seat(
            request, launch=launch, course=course, device_wait=wait, **form.cleaned_data
        )
    except SeatRefused as refusal:
        return _refuse_seat(request, form, course, device, refusal)
    except TooManyTries:
        return render(request, "curriculum/lti_tries.html", status=429)
    return _to_module(request, student, launch)


def _refuse_seat(request, form, course, device, refusal):
    if refusal.was_tried:
        device.note_wrong_pin()
    wait = max(refusal.seconds, device.seconds_before_a_pin())
    form.refuse(wait, was_tried=refusal.was_tried)
    response = _show_seat(request, form, course)
    device.remember(response)
    return response


def _show_seat(request, form, course):
    context = {"form": form, "classroom": course.classroom}
    return render(request, "curriculum/lti_seat.html", context)


def _to_module(request, student, launch):
    """The module as the student has it; the first page for who was not given it."""
    own = Assignment.objects.for_student(student).running()
    given = own.filter(module__translation_key=launch.module_key).order_by("-opens_at").first()
    if given:
        return redirect("curriculum:module", given.pk)
    if launch.module_key:
        messages.info(request, _("Your teacher has not given you this module yet."))
    return redirect("curriculum:home")


@require_http_methods(["GET", "HEAD", "POST"])
@launch_page
def pick(request, launch_id):
    """A teacher puts a link to a module into a course of the platform."""
    launch = own_launch(request, launch_id, LtiLaunch.Kind.PICK)
    form = PickForm(request.POST or None)
    if not form.is_valid():
        return render(request, "curriculum/lti_pick.html", {"form": form})
    if not use_launch(launch=launch):
        raise LaunchOver
    return _show_picked(request, launch, form.cleaned_data["module"], form)


def _show_picked(request, launch: LtiLaunch, module: ModulePage, form: PickForm):
    """The form that carries the signed link; only this page may send one to the platform."""
    title = form.fields["module"].title_of(module)
    context = {"launch": launch, "title": title}
    context["token"] = sign_link(launch=launch, module=module, title=title)
    response = render(request, "curriculum/lti_picked.html", context)
    target = f"form-action {origin_of(launch.return_url)}"
    response["Content-Security-Policy"] = PUBLIC_CSP.replace("form-action 'self'", target)
    return response
