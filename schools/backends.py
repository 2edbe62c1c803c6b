"""Where permissions of staff come from: the roles they hold today."""

from allauth.account.auth_backends import AuthenticationBackend


class RoleBackend(AuthenticationBackend):
    """Sign-in by e-mail as allauth does it; permissions by role, then by Django group.

    Groups carry what Wagtail hangs on them: page rights and workflow tasks.
    """

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
