"""Who may pass to a page of the staff, and that it is written down when somebody may not.

The permissions are Django's, by name: who holds them is decided on a floor core cannot see.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404

from core.actions import record_refusal

LONGEST_ACTION, LONGEST_TARGET = 60, 200


def permission_needed(name: str):
    """Let staff with that permission pass.

    Nobody signed in: to the sign-in page. Signed in without it: 404, as for a page that does not
    exist, and a line in the audit trail.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            with refusals_recorded(request):
                if not request.user.has_perm(name):
                    raise Http404
                return view(request, *args, **kwargs)

        guarded.is_for_staff = True
        return guarded

    return decorate


@contextmanager
def refusals_recorded(request) -> Iterator[None]:
    """Write down that a signed-in member of staff gets 404 or 403 out of this block.

    That covers both the page somebody has no permission for and the class, school or file of
    somebody else, which a page answers with "no such thing".
    """
    try:
        yield
    except (Http404, PermissionDenied):
        record_refusal(
            action=f"refused:{request.resolver_match.view_name}"[:LONGEST_ACTION],
            target=f"{request.method} {request.path}"[:LONGEST_TARGET],
            by=request.user,
        )
        raise
