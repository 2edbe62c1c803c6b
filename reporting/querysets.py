"""Questions about many rows, in the words of a survey."""

from django.db import models
from django.db.models import Sum


class RoundQuerySet(models.QuerySet):
    """Rounds of the survey."""

    def newest_first(self):
        """Rounds as a list shows them, each with its instrument."""
        return self.select_related("instrument").order_by("-opens_at", "-key")


class CellQuerySet(models.QuerySet):
    """Counts of a round's cube. Everything here is unprotected: see `disclosure`."""

    def by_office_and_level(self, question: str):
        """Counts of one question, added over sex.

        Returns:
            {(office code, level, answer code): number of students}; an absent key is zero.
        """
        rows = (
            self.filter(question=question)
            .values_list("office_code", "level", "option")
            .annotate(students=Sum("students"))
            .order_by()
        )
        return {(office, level, option): number for office, level, option, number in rows}


class ReleaseQuerySet(models.QuerySet):
    """Releases of rounds."""

    def public(self):
        """What stands in the public's sight now."""
        return self.filter(state=self.model.State.PUBLISHED)

    def due(self, moment):
        """Approved releases whose minute has come."""
        return self.filter(state=self.model.State.APPROVED, publish_at__lte=moment)
