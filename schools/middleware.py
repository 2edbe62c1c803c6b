"""Who the student of this request is, and staff who still owe a second factor."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from schools.sign_in import student_of

# Pages of the account itself, by the beginning of their url name: the way to the second factor
# and the way out.
ACCOUNT_PAGES = ("account_", "mfa_")


class StudentMiddleware:
    """Give the request a lazy `student`: the signed-in Student, or None-like when nobody is.

    Lazy, because most requests (staff pages, the help page) need no such query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.student = SimpleLazyObject(lambda: student_of(request))
        return self.get_response(request)


class SecondFactorMiddleware:
    """Staff whose role needs a second factor see nothing of it before one is set up.

    It stands before every view, so that no app can forget to ask. Once a second factor is set
    up, allauth asks for it at every sign-in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Lead to the set-up page, or answer None to let the view run."""
        match = request.resolver_match
        if not match.namespaces and (match.url_name or "").startswith(ACCOUNT_PAGES):
            return None
        user = request.user
        if not user.is_authenticated or not any(role.needs_second_factor for role in user.roles):
            return None
        if is_mfa_enabled(user):
            return None
        messages.info(request, _("Your work needs a second step at sign-in. Set it up here once."))
        return redirect("mfa_activate_totp")
