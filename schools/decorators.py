"""Guards of views: who may pass, and what a stranger is told."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from core.guards import refusals_recorded
from schools.actions.rights import NotAllowed
from schools.roles import Permission


def student_required(view):
    """Let students pass; lead everybody else to the join page and back here afterwards.

    A script that asked for JSON gets 401 and a word for why, so that it can keep the answers it
    holds and say what to do.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.student:
            return view(request, *args, **kwargs)
        return _lead_to_join(request)

    return guarded


def staff_required(permission: Permission | None = None):
    """Let staff with a permission pass (None: with any role at all).

    Nobody signed in: to the sign-in page. Signed in without the permission: 404, as for a page
    that does not exist, and a line in the audit trail.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            with refusals_recorded(request):
                may_pass = request.user.has_perm(permission) if permission else request.user.roles
                if not may_pass:
                    raise Http404
                try:
                    return view(request, *args, **kwargs)
                except NotAllowed as refusal:
                    # The role ended while the page was open, or it was never theirs to give.
                    raise Http404 from refusal

        guarded.is_for_staff = True
        return guarded

    return decorate


def _lead_to_join(request):
    was_taken_over = getattr(request, "was_taken_over", False)
    if request.headers.get("Accept", "").startswith("application/json"):
        state = "taken-over" if was_taken_over else "signed-out"
        return JsonResponse({"state": state}, status=401)
    if was_taken_over:
        return redirect("schools:taken-over")
    # What was being sent is gone with the session; coming back by GET would only be refused.
    query = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(reverse("schools:join") + query)
