"""Who works here: roles given, moved and ended, accounts disabled and freed."""

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schools.actions import (
    disable_account,
    enable_account,
    end_role,
    invite_again,
    invite_staff,
    move_last_day,
    reset_second_factor,
)
from schools.actions.rights import oversees_all
from schools.decorators import staff_required
from schools.forms_staff import EndOwnRoleForm, InvitationForm, LastDayForm
from schools.models import Membership, User
from schools.place_codes import name_of, office_of
from schools.roles import ROLES, Permission, roles_with

ROWS_ON_A_PAGE = 100


@require_safe
@staff_required(Permission.MANAGE_STAFF)
def staff_list(request):
    """Everybody with a role where this person manages staff, by place."""
    asked = request.GET.get("q", "").strip()
    roles = _roles_seen(request).by_place()
    strays = User.objects.none()
    if asked:
        roles = roles.filter(user__email__icontains=asked)
        # Only who manages staff everywhere sees accounts without a role at all.
        strays = User.objects.visible_to(request.user).filter(email__icontains=asked)
        strays = strays.exclude(pk__in=Membership.objects.unended().values("user"))
    page = Paginator(roles, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "groups": _by_place(page.object_list),
        "strays": strays[:ROWS_ON_A_PAGE],
        "page": page,
        "asked": asked,
    }
    return render(request, "schools/staff_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(Permission.MANAGE_STAFF)
def staff_invite(request):
    """Invite somebody: a form, a page to check, and only then the letter."""
    form = InvitationForm(request.POST or None, inviter=request.user)
    if not form.is_valid():
        return render(request, "schools/staff_invite.html", {"form": form})
    if "confirmed" not in request.POST:
        return render(request, "schools/staff_invite_check.html", _what_is_checked(form))
    invite_staff(**form.cleaned_data, by=request.user)
    # The same words whether or not there was an account: nobody learns who has one elsewhere.
    messages.success(request, _("The role is given, and the letter is on its way."))
    return redirect("schools:staff-list")


def _what_is_checked(form) -> dict:
    place = form.cleaned_data["place"]
    return {
        "form": form,
        "role": ROLES[form.cleaned_data["role"]],
        "place_name": name_of(place) if place else _("The whole country"),
    }


@require_safe
@staff_required(Permission.MANAGE_STAFF)
def staff_person(request, person_key):
    """One member of staff: the roles this manager sees, and what can be done."""
    person = get_object_or_404(User.objects.visible_to(request.user), key=person_key)
    managing = _managing(request.user)
    roles = [_facts(role, managing, request.user) for role in _roles_of(request, person)]
    context = {
        "person": person,
        "roles": roles,
        "is_self": person == request.user,
        "may_manage_account": person != request.user
        and oversees_all(managing, person.memberships.unended().with_places()),
        "has_second_factor": person.authenticator_set.exists(),
    }
    return render(request, "schools/staff_person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(Permission.MANAGE_STAFF)
def role_end(request, role_key):
    """Take a role away; asked once more, and twice about a role of one's own."""
    role = _role_to(request, role_key, "may_end")
    is_own = role.user == request.user
    form = EndOwnRoleForm(request.POST or None) if is_own else None
    if request.method == "POST" and (not is_own or form.is_valid()):
        end_role(membership=role, by=request.user)
        messages.success(request, _("The role has ended."))
        return redirect("schools:staff-home" if is_own else "schools:staff-list")
    return render(request, "schools/staff_role_end.html", {"role": role, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(Permission.MANAGE_STAFF)
def role_last_day(request, role_key):
    """Let a role end on another day."""
    role = _role_to(request, role_key, "may_move")
    initial = {"ends_on": role.ends_on}
    form = LastDayForm(request.POST or None, role=ROLES[role.role], initial=initial)
    if request.method == "POST" and form.is_valid():
        move_last_day(membership=role, by=request.user, **form.cleaned_data)
        messages.success(request, _("The last day is changed."))
        return redirect("schools:staff-person", role.user.key)
    return render(request, "schools/staff_last_day.html", {"role": role, "form": form})


@require_POST
@staff_required(Permission.MANAGE_STAFF)
def role_invite_again(request, role_key):
    """Send the letter once more to somebody who has not come in yet."""
    role = get_object_or_404(_roles_seen(request), key=role_key)
    invite_again(membership=role, by=request.user)
    messages.success(request, _("A new letter is on its way; the link of the old one is closed."))
    return redirect("schools:staff-person", role.user.key)


@require_POST
@staff_required(Permission.MANAGE_STAFF)
def account_disable(request, person_key):
    """Let nobody in with this account."""
    return _act_on_account(
        request, person_key, disable_account, _("The account is disabled. Open sessions end now.")
    )


@require_POST
@staff_required(Permission.MANAGE_STAFF)
def account_enable(request, person_key):
    """Let the person in again."""
    return _act_on_account(request, person_key, enable_account, _("The account is enabled again."))


@require_POST
@staff_required(Permission.MANAGE_STAFF)
def second_factor_reset(request, person_key):
    """Free an account of a lost second step."""
    said = _("The second step is removed. The next sign-in asks to set up a new one.")
    return _act_on_account(request, person_key, reset_second_factor, said)


def _act_on_account(request, person_key, action, said: str):
    person = get_object_or_404(User.objects.visible_to(request.user), key=person_key)
    action(user=person, by=request.user)
    messages.success(request, said)
    return redirect("schools:staff-person", person.key)


def _roles_seen(request):
    return Membership.objects.unended().visible_to(request.user).with_places()


def _roles_of(request, person):
    return _roles_seen(request).filter(user=person).order_by("pk")


def _role_to(request, role_key, offered: str) -> Membership:
    """A role about which this person is offered an act ("may_end", "may_move"); else 404."""
    role = get_object_or_404(_roles_seen(request), key=role_key)
    if not _facts(role, _managing(request.user), request.user)[offered]:
        raise Http404
    return role


def _managing(user) -> list[Membership]:
    held = user.memberships.current().filter(role__in=roles_with(Permission.MANAGE_STAFF))
    return list(held.with_places())


def _facts(role: Membership, managing: list[Membership], by) -> dict:
    """A role, and what the page offers about it; the actions decide again."""
    is_own = role.user_id == by.pk
    return {
        "role": role,
        "place": name_of(role.place) if role.place else _("The whole country"),
        "may_end": is_own or any(mine.oversees(role) for mine in managing),
        "may_move": not is_own and any(mine.may_grant(role.role, role.place) for mine in managing),
    }


def _by_place(roles) -> list[dict]:
    """Roles in the order of their places, under the name of each place and of its office."""
    return [
        {
            "name": name_of(place) if place else _("The whole country"),
            "office": office_of(place),
            "roles": list(held),
        }
        for place, held in groupby(roles, key=lambda role: role.place)
    ]
