"""Questions to the audit trail."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractHour, TruncHour

from core.audit_months import KOREAN_TIME, Month

# What a reviewer is pointed to. None of it is forbidden; all of it is worth a question.
NIGHT_FROM, NIGHT_TO = 22, 6
MANY_ACTS_IN_AN_HOUR = 60
MANY_PLACES = 5
# What somebody is woken for (T-101): within an hour, by day and by night.
ALARMING_ACTS, ALARMING_PLACES = 300, 20
FIGURES = {
    "acts": Count("id"),
    "refusals": Count("id", filter=Q(result="refused")),
    "at_night": Count("id", filter=Q(hour__gte=NIGHT_FROM) | Q(hour__lt=NIGHT_TO)),
}


class AuditEntryQuerySet(QuerySet):
    """Entries of the audit trail."""

    def newest_first(self, *, before: tuple[datetime, int] | None = None):
        """From the newest on, or from the entry after `before` (its moment and key) on."""
        entries = self.select_related("by").order_by("-at", "-id")
        if before is None:
            return entries
        at, key = before
        # The first condition is what the index is walked by.
        return entries.filter(at__lte=at).exclude(at=at, id__gte=key)

    def of_month(self, month: Month):
        """Acts of one month."""
        return self.filter(at__gte=month.start, at__lt=month.end)

    def refused(self):
        """Tries that were refused."""
        return self.filter(result=self.model.Result.REFUSED)

    def in_figures(self) -> dict[str, int]:
        """How many acts, how many of them refused, how many at night."""
        return self._with_hour().aggregate(**FIGURES)

    def by_person(self):
        """The same per person (`by`; None: nobody was signed in), and in how many `places`."""
        places = Count("place", filter=~Q(place=""), distinct=True)
        return self._with_hour().order_by().values("by").annotate(**FIGURES, places=places)

    def standing_out(self):
        """People with an act at night, a refused try or acts in many places."""
        people = self.by_person().filter(
            Q(at_night__gt=0) | Q(refusals__gt=0) | Q(places__gte=MANY_PLACES)
        )
        return people.order_by("-refusals", "-at_night", "-acts")

    def busy_hours(self):
        """Rows of `by`, `hour` and `acts` for clock hours in which one person acted very often."""
        return (
            self.filter(by__isnull=False)
            .annotate(hour=TruncHour("at", tzinfo=KOREAN_TIME))
            .order_by()
            .values("by", "hour")
            .annotate(acts=Count("id"))
            .filter(acts__gte=MANY_ACTS_IN_AN_HOUR)
            .order_by("-acts")
        )

    def alarming(self):
        """`by_person` of people with so many acts or places that somebody should look now."""
        at_night = Q(at_night__gte=MANY_ACTS_IN_AN_HOUR) | Q(
            at_night__gt=0, places__gte=MANY_PLACES
        )
        by_day = Q(acts__gte=ALARMING_ACTS) | Q(places__gte=ALARMING_PLACES)
        return self.filter(by__isnull=False).by_person().filter(at_night | by_day)

    def _with_hour(self):
        return self.annotate(hour=ExtractHour("at", tzinfo=KOREAN_TIME))

    def outside_chains(self, heads: QuerySet):
        """Entries that no chain's head counts: they got in past the trigger, or a head went back.

        Args:
            heads: AuditHead.objects.
        """
        counted = heads.filter(place=OuterRef("place"), number__gte=OuterRef("number"))
        return self.filter(~Exists(counted)).order_by("place", "number")


class AuditReviewQuerySet(QuerySet):
    """Monthly reviews that were signed off."""

    def of_month(self, month: Month):
        """The review of one month, or nothing."""
        return self.filter(month=month.first).select_related("signed_by")
