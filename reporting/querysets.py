"""Questions about many rows, in the words of a survey."""

from datetime import datetime

from django.db import models
from django.db.models import Sum
from django.utils import timezone

# Of the Korean school year.
FIRST_MONTH = 3


class RoundQuerySet(models.QuerySet):
    """Rounds of the survey."""

    def met_by_students(self):
        """Rounds that were opened to real students, still open or not."""
        return self.filter(is_synthetic=False).exclude(state__in=self.model.PREPARED_STATES)

    def of_school_year(self, moment: datetime):
        """Rounds opened in the school year of a moment: 1 March to the end of February."""
        day = timezone.localdate(moment)
        year = day.year if day.month >= FIRST_MONTH else day.year - 1
        first, last = (timezone.make_aware(datetime(y, FIRST_MONTH, 1)) for y in (year, year + 1))
        return self.filter(opens_at__gte=first, opens_at__lt=last)

    def newest_first(self):
        """Rounds as a list shows them, each with its instrument."""
        return self.select_related("instrument").order_by("-opens_at", "-key")


class StratumKeyQuerySet(models.QuerySet):
    """Keys that sign tickets."""

    def open_for(self, *, office_code: str, level: str, now):
        """The keys of one stratum in rounds that can be begun at this moment, the newest first."""
        return (
            self.select_related("stratum__round")
            .filter(
                stratum__office_code=office_code,
                stratum__level=level,
                stratum__round__state="open",
                stratum__round__opens_at__lte=now,
                stratum__round__closes_at__gt=now,
                destroyed_at__isnull=True,
            )
            .order_by("-stratum__round__opens_at")
        )

    def fingerprints_of(self, round) -> list[str]:
        """The list that was fixed before the round; in no order that says anything."""
        keys = self.filter(stratum__round=round).order_by("fingerprint")
        return list(keys.values_list("fingerprint", flat=True))


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
