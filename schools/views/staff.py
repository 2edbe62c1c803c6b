"""Where a member of staff arrives, and doors of our libraries that we keep shut."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schools.views.door import own_path


@require_safe
@login_required
def staff_home(request):
    """Lead to the page the person's work starts on."""
    if not request.user.roles:
        return render(request, "schools/no_role.html")
    return redirect(request.user.roles[0].home)


def editor_login(request):
    """Lead to the one sign-in there is; Wagtail's own counts no tries and asks no second step."""
    after = own_path(request, request.GET.get(REDIRECT_FIELD_NAME, ""))
    return redirect_to_login(after or reverse("wagtailadmin_home"))


def closed_door(request, *args, **kwargs):
    """A page that a library brings and we do not offer.

    Raises:
        Http404: always.
    """
    raise Http404
