"""Who looks after schools, and which ones: the guard of the pages about schools."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from schools.actions import NotAllowed
from schools.decorators import staff_required
from schools.models import School
from schools.roles import Permission

LOOKING_AFTER = (Permission.MANAGE_ROSTER, Permission.MANAGE_SCHOOLS)


def managers_only(*permissions: Permission):
    """Let staff with one of these permissions pass; for others the page does not exist.

    A right that ended while the page was open answers in the same way.
    """

    def decorate(view):
        @staff_required()
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not any(request.user.has_perm(permission) for permission in permissions):
                raise Http404
            try:
                return view(request, *args, **kwargs)
            except NotAllowed as refusal:
                raise Http404 from refusal

        return guarded

    return decorate


def managed_school(request, neis_code: str) -> School:
    """A school this person looks after; 404 for every other."""
    mine = School.objects.managed_by(request.user).select_related("office", "successor")
    return get_object_or_404(mine, neis_code=neis_code)


def visible_school(request, neis_code: str, permission: Permission) -> School:
    """A school in which this person may do something; 404 for every other."""
    mine = School.objects.visible_to(request.user, permission).select_related("office")
    return get_object_or_404(mine, neis_code=neis_code)
