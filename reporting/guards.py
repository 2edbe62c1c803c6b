"""Who may pass to the survey's staff pages.

The permissions are Django's, by name: who holds them is decided on a floor this app cannot see.
"""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404


def permission_needed(name: str):
    """Let staff with that permission pass.

    Nobody signed in: to the sign-in page. Signed in without it: 404, as for a page that does not
    exist.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(name):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
