"""Questions about many rows, in the words of a school."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


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


class JoinCodeQuerySet(models.QuerySet):
    """Codes that open a class."""

    def open(self):
        """Codes that let students in right now."""
        return self.filter(closed_at__isnull=True, expires_at__gt=timezone.now())
