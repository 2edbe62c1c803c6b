"""Roles of staff as readable classes: what each may do, where, and how it must sign in."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Everything a member of staff can be allowed to do on the screens of this product."""

    RUN_CLASS = "schools.run_class"
    MAKE_CLASS = "schools.make_class"
    MANAGE_ROSTER = "schools.manage_roster"
    CHANGE_SEATS = "schools.change_seats"
    MANAGE_SCHOOLS = "schools.manage_schools"
    MANAGE_STAFF = "schools.manage_staff"
    VIEW_COMPLETION = "schools.view_completion"
    VIEW_AUDIT = "core.view_audit"
    SIGN_AUDIT = "core.sign_audit"
    MANAGE_ROUNDS = "reporting.manage_rounds"
    VIEW_ROUNDS = "reporting.view_rounds"
    CONFIRM_ROUNDS = "reporting.confirm_rounds"
    VIEW_PARTICIPATION = "reporting.view_participation"
    VIEW_TABLES = "reporting.view_tables"
    EXPORT_RELEASE = "reporting.export_release"
    REQUEST_TABLES = "reporting.request_tables"
    REVIEW_RELEASE = "reporting.review_release"
    APPROVE_RELEASE = "reporting.approve_release"
    VIEW_TALLY = "reporting.view_tally"
    ENTER_TALLY = "reporting.enter_tally"
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
        permissions: what it may do there, and in every place inside it.
        home: url name of the page this work starts on.
        grants: keys of the roles it may give to others, in its place or inside it; only
            together with MANAGE_STAFF.
        needs_second_factor: whether a one-time code or a passkey is asked at sign-in.
        must_end: whether it is never given without a last day.
    """

    key: str
    label: str
    scope: Scope
    permissions: frozenset[Permission]
    home: str
    grants: frozenset[str] = frozenset()
    needs_second_factor: bool = False
    must_end: bool = False


def _may(*permissions: Permission) -> frozenset[Permission]:
    return frozenset(permissions)


# In the order in which a person's first page is chosen.
ROLES = {
    role.key: role
    for role in (
        Role(
            "homeroom_teacher",
            _("Homeroom teacher"),
            Scope.CLASSROOM,
            _may(Permission.RUN_CLASS, Permission.CHANGE_SEATS),
            home="curriculum:class-list",
        ),
        Role(
            "subject_teacher",
            _("Subject teacher"),
            Scope.CLASSROOM,
            _may(Permission.RUN_CLASS),
            home="curriculum:class-list",
        ),
        Role(
            "substitute_teacher",
            _("Co-teacher or substitute"),
            Scope.CLASSROOM,
            _may(Permission.RUN_CLASS),
            home="curriculum:class-list",
            must_end=True,
        ),
        # Held by everybody who teaches at a school: who makes a class becomes its teacher.
        Role(
            "teacher",
            _("Teacher of the school"),
            Scope.SCHOOL,
            _may(Permission.MAKE_CLASS),
            home="curriculum:class-list",
        ),
        Role(
            "school_admin",
            _("School administrator"),
            Scope.SCHOOL,
            _may(
                Permission.MAKE_CLASS,
                Permission.MANAGE_ROSTER,
                Permission.CHANGE_SEATS,
                Permission.MANAGE_STAFF,
            ),
            home="schools:school-list",
            grants=frozenset(
                {"teacher", "homeroom_teacher", "subject_teacher", "substitute_teacher"}
            ),
        ),
        Role(
            "office_manager",
            _("Manager at an office of education"),
            Scope.OFFICE,
            _may(
                Permission.MANAGE_SCHOOLS,
                Permission.MANAGE_STAFF,
                Permission.VIEW_COMPLETION,
                Permission.VIEW_PARTICIPATION,
                Permission.VIEW_TALLY,
                Permission.ENTER_TALLY,
            ),
            home="schools:school-list",
            grants=frozenset({"school_admin"}),
            needs_second_factor=True,
        ),
        Role(
            "analyst",
            _("Ministry analyst"),
            Scope.NATION,
            _may(
                Permission.MANAGE_ROUNDS,
                Permission.VIEW_ROUNDS,
                Permission.CONFIRM_ROUNDS,
                Permission.VIEW_PARTICIPATION,
                Permission.VIEW_TABLES,
                Permission.REQUEST_TABLES,
                Permission.REVIEW_RELEASE,
                Permission.EXPORT_RELEASE,
                Permission.VIEW_COMPLETION,
                Permission.VIEW_TALLY,
            ),
            home="reporting:round-list",
            needs_second_factor=True,
        ),
        Role(
            "release_approver",
            _("Release approver"),
            Scope.NATION,
            _may(
                Permission.APPROVE_RELEASE,
                Permission.VIEW_ROUNDS,
                Permission.CONFIRM_ROUNDS,
                Permission.VIEW_PARTICIPATION,
                Permission.VIEW_TABLES,
                Permission.VIEW_TALLY,
                Permission.VIEW_AUDIT,
                Permission.SIGN_AUDIT,
            ),
            home="core:audit",
            needs_second_factor=True,
        ),
        Role(
            "editor",
            _("Editor"),
            Scope.NATION,
            _may(Permission.WRITE_CONTENT),
            home="wagtailadmin_home",
        ),
        Role(
            "reviewer",
            _("Reviewer"),
            Scope.NATION,
            _may(Permission.WRITE_CONTENT),
            home="wagtailadmin_home",
        ),
        # Looks at the audit trail and cannot sign it off: most of what stands there is its own.
        Role(
            "operator",
            _("Operator"),
            Scope.NATION,
            _may(Permission.MANAGE_STAFF, Permission.MANAGE_SCHOOLS, Permission.VIEW_AUDIT),
            home="schools:staff-list",
            grants=frozenset(
                {
                    "office_manager",
                    "analyst",
                    "release_approver",
                    "editor",
                    "reviewer",
                    "operator",
                    "school_admin",
                }
            ),
            needs_second_factor=True,
        ),
    )
}
ROLE_CHOICES = [(role.key, role.label) for role in ROLES.values()]
TEMPORARY_ROLES = [role.key for role in ROLES.values() if role.must_end]


def roles_with(permission: Permission) -> list[str]:
    """Keys of the roles that may do this somewhere."""
    return [role.key for role in ROLES.values() if permission in role.permissions]
