"""The way in for somebody who was invited: the link of the letter, then name and password."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schools import invitations
from schools.actions import InvitationOver, accept_invitation
from schools.forms_staff import WelcomeForm

# Kept in the session, so that the address of the page with the form opens nothing by itself.
SESSION_KEY = "invitation"


@require_safe
def invitation(request, token):
    """The link of the letter."""
    request.session[SESSION_KEY] = token
    return redirect("schools:welcome")


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request):
    """Set name and password, then sign in with them."""
    token = request.session.get(SESSION_KEY, "")
    user = invitations.user_behind(token)
    if user is None:
        return render(request, "schools/staff_invitation_over.html", status=410)
    form = WelcomeForm(request.POST or None, user=user)
    if form.is_valid() and _accept(token, form.cleaned_data):
        del request.session[SESSION_KEY]
        messages.success(request, _("Your account is ready. Sign in with your new password."))
        return redirect("account_login")
    return render(request, "schools/staff_welcome.html", {"form": form, "person": user})


def _accept(token: str, typed: dict) -> bool:
    names = {"last_name": typed["last_name"], "first_name": typed["first_name"]}
    try:
        accept_invitation(token=token, password=typed["password"], **names)
    except InvitationOver:
        return False
    return True
