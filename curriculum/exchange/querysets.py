"""Questions about many rows of the exchange."""

from django.db import models
from django.utils import timezone


class XapiStatementQuerySet(models.QuerySet):
    """Statements that wait for the store."""

    def due(self):
        """Those to send now, the oldest first."""
        return self.filter(set_aside_at__isnull=True, send_after__lte=timezone.now())

    def waiting(self):
        """All that will still be sent."""
        return self.filter(set_aside_at__isnull=True)

    def set_aside(self):
        """Those the store will not take."""
        return self.filter(set_aside_at__isnull=False)


class LtiLaunchQuerySet(models.QuerySet):
    """Proven launches."""

    def open(self):
        """Those whose browser may still come for them."""
        since = timezone.now() - self.model.OPEN_FOR
        return self.filter(used_at__isnull=True, made_at__gt=since)

    def outlived(self):
        """Those nobody needs any more."""
        return self.filter(made_at__lt=timezone.now() - self.model.KEPT_FOR)


class LtiCourseQuerySet(models.QuerySet):
    """Courses linked with a class."""

    def behind(self, launch):
        """The course a launch came from, if it is linked with a class whose year is not over."""
        classrooms = self.model._meta.get_field("classroom").related_model.objects
        return self.of_launch(launch).filter(classroom__in=classrooms.not_archived())

    def of_launch(self, launch):
        """The course a launch came from, also where its link is left from a former year."""
        return self.filter(
            deployment_id=launch.deployment_id, course_digest=bytes(launch.course_digest)
        )

    def visible_to(self, user):
        """Courses of the classes this member of staff teaches."""
        classrooms = self.model._meta.get_field("classroom").related_model.objects
        return self.filter(classroom__in=classrooms.visible_to(user))
