"""Questions about many rows, in the words of a school."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from schools.roles import Permission, Scope, roles_with


def _held_places(user, permission: Permission, place: str):
    """Ids of the places of one kind in which this person may do something today, as a subquery."""
    held = user.memberships.current().filter(role__in=roles_with(permission))
    return held.filter(**{f"{place}__isnull": False}).values(place)


def _may_everywhere(user, permission: Permission) -> bool:
    """Whether the permission comes from a role that is held for the whole country."""
    return any(role.scope is Scope.NATION and permission in role.permissions for role in user.roles)


class OfficeQuerySet(models.QuerySet):
    """Offices of education."""

    def valid_on(self, day):
        """Offices that exist on a day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def visible_to(self, user, permission=Permission.MANAGE_SCHOOLS):
        """Offices in which this person may do something today, and those that one took over."""
        if not user.is_authenticated:
            return self.none()
        if _may_everywhere(user, permission):
            return self
        held = _held_places(user, permission, "office")
        return self.filter(Q(pk__in=held) | Q(successor__in=held))


class SchoolQuerySet(models.QuerySet):
    """Schools."""

    def valid_on(self, day):
        """Schools that exist on a day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def visible_to(self, user, permission=Permission.MANAGE_ROSTER):
        """Schools in which this member of staff may do something today; others do not exist."""
        if not user.is_authenticated:
            return self.none()
        if _may_everywhere(user, permission):
            return self
        offices = _held_places(user, permission, "office")
        return self.filter(
            Q(pk__in=_held_places(user, permission, "school"))
            | Q(office__in=offices)
            | Q(office__successor__in=offices)
        )


class MembershipQuerySet(models.QuerySet):
    """Roles held by staff."""

    def current(self):
        """Roles held today."""
        today = timezone.localdate()
        return self.filter(starts_on__lte=today).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        )


class ClassroomQuerySet(models.QuerySet):
    """Classes of schools."""

    def visible_to(self, user, permission=Permission.RUN_CLASS):
        """Classes in which this member of staff may do something today; others do not exist.

        Teaching is what most pages are for, so it is asked unless another permission is named: an
        administrator of the school does not see children's results by being one.
        """
        if not user.is_authenticated:
            return self.none()
        schools = self.model._meta.get_field("school").related_model.objects
        return self.filter(
            Q(pk__in=_held_places(user, permission, "classroom"))
            | Q(school__in=schools.visible_to(user, permission))
        )

    def of_year(self, school_year: int):
        """Classes of one school year."""
        return self.filter(school_year=school_year)

    def behind_code(self, code):
        """The class this code opens right now, if any. Every other code finds nothing, alike."""
        return self.filter(_opened_by(code, "join_codes"))


class JoinCodeQuerySet(models.QuerySet):
    """Codes that open a class."""

    def not_closed(self):
        """Codes nobody has closed, expired or not: these still occupy their characters."""
        return self.filter(closed_at__isnull=True)

    def open(self):
        """Codes that let students in right now."""
        return self.not_closed().filter(expires_at__gt=timezone.now())


class StudentQuerySet(models.QuerySet):
    """Students of classes."""

    def visible_to(self, user, permission=Permission.RUN_CLASS):
        """Students of the classes in which this member of staff may do something today."""
        classrooms = self.model._meta.get_field("classroom").related_model.objects
        return self.filter(classroom__in=classrooms.visible_to(user, permission))

    def present(self):
        """Students who have not left the class."""
        return self.filter(left_on__isnull=True)

    def behind_code(self, code):
        """Students of the class that this code opens right now; nobody for any other code."""
        return self.present().filter(_opened_by(code, "classroom__join_codes"))


def _opened_by(code: str, relation: str) -> Q:
    return Q(
        **{
            f"{relation}__code": code,
            f"{relation}__closed_at__isnull": True,
            f"{relation}__expires_at__gt": timezone.now(),
        }
    )
