"""Where permissions of staff come from: the roles they hold today."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission


class RoleBackend(AuthenticationBackend):
    """Sign-in by e-mail as allauth does it; permissions by role, then by Django group.

    Groups carry what Wagtail hangs on them: page rights and workflow tasks. A group is named
    after its role and counts as long as the role is held: it has no last day of its own.
    """

    def _get_group_permissions(self, user_obj):
        held = [role.key for role in user_obj.roles]
        return Permission.objects.filter(group__in=user_obj.groups.filter(name__in=held))

    def has_perm(self, user_obj, perm, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return False
        by_role = any(perm in role.permissions for role in user_obj.roles)
        return by_role or super().has_perm(user_obj, perm, obj)

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        by_role = {str(permission) for role in user_obj.roles for permission in role.permissions}
        return by_role | super().get_all_permissions(user_obj, obj)
