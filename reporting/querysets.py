"""Questions about many rows, in the words of a survey."""

from django.db import models
from django.db.models import Sum


class RoundQuerySet(models.QuerySet):
    """Rounds of the survey."""

    def met_by_students(self):
        """Rounds that were opened to real students, still open or not."""
        return self.filter(is_synthetic=False).exclude(state__in=self.model.PREPARED_STATES)

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


class TallyQuerySet(models.QuerySet):
    """Reports of the office tally."""

    def in_order(self):
        """Every revision with its numbers, week by week, the oldest first: two statements."""
        ordered = self.order_by("as_of", "office_code", "revision")
        return ordered.prefetch_related("figures")

    def of_year(self, year: int):
        """Those of one calendar year: numbers begin anew on 1 January."""
        return self.filter(as_of__year=year)

    def of_offices(self):
        """What offices entered, without what the Ministry published."""
        return self.exclude(office_code=self.model.MINISTRY)

    def published_by_ministry(self):
        """The reference series."""
        return self.filter(office_code=self.model.MINISTRY)
