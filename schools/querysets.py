"""Questions about many rows, in the words of a school."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OfficeQuerySet(models.QuerySet):
    """Offices of education."""

    def valid_on(self, day):
        """Offices that exist on a day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
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

    def visible_to(self, user):
        """Classes this member of staff teaches today; nobody else's exist for them."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            pk__in=user.memberships.current().filter(role="teacher").values("classroom")
        )

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
