"""Who the student of this request is, what staff still owe, and who may enter the editor."""

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from schools import step_up
from schools.roles import Permission
from schools.second_factor import is_passed, page_to_show_it
from schools.sign_in import student_of

# Pages of the account itself, by the beginning of their url name: the way to a first second
# factor, and the way out.
ACCOUNT_PAGES = ("account_", "mfa_")
# Who has a second factor and did not show it gets no further: with a password alone, the other
# account pages would take the factor away.
WAYS_TO_SHOW_IT = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout"}
EDITOR = "/cms/"
EDITOR_WAYS_OUT = {"/cms/login/", "/cms/logout/"}


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
    """Staff whose role needs a second factor see nothing of it before this session passed one.

    It stands before every view, so that no app can forget to ask, and it asks the session, not
    the account, so that no way to sign in leads around it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Lead to what is owed: the set-up page or a code; answer None to let the view run."""
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor:
            return None
        page = request.resolver_match.view_name or ""
        if not is_mfa_enabled(user):
            return None if page.startswith(ACCOUNT_PAGES) else _lead_to_set_up(request)
        if page in WAYS_TO_SHOW_IT or is_passed(request):
            return None
        # What was being sent cannot be sent again by coming back.
        after = request.get_full_path() if request.method == "GET" else _start_of_work()
        return redirect_to_login(after, login_url=page_to_show_it(user))


class StepUpMiddleware:
    """Ask again who is at the keyboard before an export, before staff or rounds are changed.

    A screen that was left open is no sign-in; see schools/step_up.py for the addresses.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Lead to password or second step, and back to the same page; None to let the view run."""
        if not request.user.is_authenticated or not step_up.is_owed(request):
            return None
        if request.method == "POST":
            messages.warning(
                request, _("Nothing was changed: the page was open too long. Please send it again.")
            )
        if not get_reauthentication_flows(request.user):
            # Who signs in at an office has nothing to show here before setting it up.
            return _lead_to_set_up(request)
        return redirect_to_login(request.get_full_path(), login_url="account_reauthenticate")


class EditorDoorMiddleware:
    """Nobody enters Wagtail's editor without a role held today that writes content.

    Wagtail asks Django groups, and a group knows no last day; a role does.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Answer None to let the view run.

        Raises:
            Http404: signed in without such a role; the editor does not exist for this person.
            PermissionDenied: nobody signed in and a script asked, which could not read a page.
        """
        if not request.path_info.startswith(EDITOR) or request.path_info in EDITOR_WAYS_OUT:
            return None
        if any(Permission.WRITE_CONTENT in role.permissions for role in _roles(request.user)):
            return None
        if request.user.is_authenticated:
            raise Http404
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())


def _roles(user):
    return user.roles if user.is_authenticated else []


def _lead_to_set_up(request):
    messages.info(request, _("Your work needs a second step at sign-in. Set it up here once."))
    return redirect("mfa_activate_totp")


def _start_of_work() -> str:
    return reverse("schools:staff-home")
