"""Questions about many rows, in the words of a survey."""

from datetime import datetime

from django.db import models
from django.db.models import F
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


class ReleaseQuerySet(models.QuerySet):
    """Releases of rounds."""

    def by_key(self, key: str):
        """The release of a public name such as 2026-2-r3; None without one."""
        round_key, found, number = key.rpartition("-r")
        if not found or not (number.isascii() and number.isdecimal() and len(number) < 5):
            return None
        releases = self.newest_first().select_related("round__instrument")
        return releases.filter(round__key=round_key, number=int(number)).first()

    def newest_first(self):
        """Releases as a list shows them, each with its round and its last run through the gate."""
        newest = models.Prefetch("gate_runs", to_attr="runs")
        return self.select_related("round").prefetch_related(newest).order_by("-pk")

    def asked_for(self):
        """Requests that stand: those the gate refused are left out."""
        return self.exclude(state=self.model.State.DRAFT, gate_runs__state="refused")

    def public(self):
        """What stands in the public's sight now."""
        return self.filter(state=self.model.State.PUBLISHED)

    def due(self, moment):
        """Approved releases whose minute has come."""
        return self.filter(state=self.model.State.APPROVED, publish_at__lte=moment)

    def met_by_public(self):
        """Everything that was ever published, the newest first."""
        states = self.model.PUBLIC_STATES
        return self.filter(state__in=states).order_by("-publish_at", "-pk")

    def named(self, key: str):
        """The release of a public name such as 2026-2-r1; none where it is no such name."""
        round_key, _, number = key.rpartition("-r")
        if not (number.isascii() and number.isdigit()) or len(number) > LONGEST_NUMBER:
            return self.none()
        return self.filter(round__key=round_key, number=int(number))


LONGEST_NUMBER = 4


class ReleaseFileQuerySet(models.QuerySet):
    """Files of releases; their bytes are large and read only where they are handed out."""

    def listed(self):
        """Files to download without their bytes."""
        return self.filter(kind=self.model.Kind.DOWNLOAD).defer("data")

    def download_named(self, name: str):
        """The file to download of that name, with its bytes; None without one."""
        return self.filter(kind=self.model.Kind.DOWNLOAD, name=name).first()

    def handed_out(self):
        """Files that go to people by name: parts of pages do not."""
        return self.exclude(kind=self.model.Kind.PAGE)


class DownloadCountQuerySet(models.QuerySet):
    """Counts of downloads by file, purpose and day."""

    def count_one(self, *, file, purpose: str, day) -> None:
        """One more; two at the same moment are both counted."""
        self.bulk_create([self.model(file=file, purpose=purpose, day=day)], ignore_conflicts=True)
        self.filter(file=file, purpose=purpose, day=day).update(times=F("times") + 1)


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
