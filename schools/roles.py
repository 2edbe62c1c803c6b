"""Roles of staff as readable classes: what each may do, where, and how it must sign in."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Everything a member of staff can be allowed to do on the screens of this product."""

    RUN_CLASS = "schools.run_class"
    MANAGE_ROUNDS = "reporting.manage_rounds"
    CLOSE_ROUND = "reporting.close_round"
    VIEW_TABLES = "reporting.view_tables"
    EXPORT_RELEASE = "reporting.export_release"
    WRITE_CONTENT = "wagtailadmin.access_admin"


class Scope(StrEnum):
    """The kind of place in which a role is held."""

    NATION = "nation"
    OFFICE = "office"
    SCHOOL = "school"
    CLASSROOM = "classroom"


@dataclass(frozen=True)
class Role:
    """One kind of work.

    Attributes:
        key: stored in Membership.role; also the name of the Django group that carries it.
        label: what people call it.
        scope: the kind of place it is held in.
        permissions: what it may do there.
        home: url name of the page this work starts on.
        needs_second_factor: whether a one-time code is asked at sign-in.
    """

    key: str
    label: str
    scope: Scope
    permissions: frozenset[Permission]
    home: str
    needs_second_factor: bool = False


ROLES = {
    role.key: role
    for role in (
        Role(
            "teacher",
            _("Teacher"),
            Scope.CLASSROOM,
            frozenset({Permission.RUN_CLASS}),
            home="curriculum:class-list",
        ),
        Role(
            "analyst",
            _("Ministry analyst"),
            Scope.NATION,
            frozenset(
                {
                    Permission.MANAGE_ROUNDS,
                    Permission.CLOSE_ROUND,
                    Permission.VIEW_TABLES,
                    Permission.EXPORT_RELEASE,
                }
            ),
            home="reporting:round-list",
            needs_second_factor=True,
        ),
        Role(
            "editor",
            _("Editor"),
            Scope.NATION,
            frozenset({Permission.WRITE_CONTENT}),
            home="wagtailadmin_home",
        ),
        Role(
            "reviewer",
            _("Reviewer"),
            Scope.NATION,
            frozenset({Permission.WRITE_CONTENT}),
            home="wagtailadmin_home",
        ),
    )
}
ROLE_CHOICES = [(role.key, role.label) for role in ROLES.values()]
