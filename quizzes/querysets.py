"""Questions about many rows, in the words of quizzes."""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Sum, When
from django.db.models.functions import Greatest

from quizzes.kinds import KINDS


class EditionQuerySet(models.QuerySet):
    """Editions of quizzes."""

    def latest_for(self, quiz_key: UUID):
        """The newest edition of a quiz, or None when it was never published."""
        return self.filter(quiz_key=quiz_key).order_by("-number").first()


class AttemptQuerySet(models.QuerySet):
    """Attempts of students."""

    def of_occasions(self, occasions: Iterable[UUID]):
        """Attempts made for any of these occasions."""
        return self.filter(occasion__in=list(occasions))

    def recorded(self):
        """Attempts that may count; the others are practice."""
        return self.filter(is_practice=False)

    def counting_last(self):
        """In the order of what counts: of each student and occasion, the last row is the result.

        Which of several recorded attempts that is, is a rule of the edition; one that was handed
        in goes before one that was not. Practice comes before all of them: it tells where
        somebody is only while nothing is recorded.
        """
        return self.order_by(
            "-is_practice", _is_submitted(), _worth().asc(nulls_first=True), "-number"
        )

    def telling(self):
        """Of each student and occasion the one that `counting_last` puts last."""
        return self.order_by(
            *("student_id", "occasion", "is_practice"),
            *(_is_submitted().desc(), _worth().desc(nulls_last=True), "number"),
        ).distinct("student_id", "occasion")

    def counting(self):
        """Of each student and occasion the one result that counts, practice left out."""
        return self.recorded().submitted().telling()

    def first_tries(self):
        """Of each student and occasion the first handed in: nobody had seen the answers yet."""
        return self.recorded().submitted().filter(number=1)

    def open(self):
        """Attempts that can still be answered."""
        return self.filter(state="open")

    def submitted(self):
        """Attempts with a result."""
        return self.filter(state="submitted")


class AnswerQuerySet(models.QuerySet):
    """Answers of students."""

    def read_by_a_person(self):
        """Written answers, handed in, to questions that somebody has to mark."""
        kinds = [kind.name for kind in KINDS.values() if kind.is_read_by_a_person]
        return self.filter(
            attempt__state="submitted",
            item__edition=F("attempt__edition"),
            item__kind__in=kinds,
            text__regex=r"\S",
        ).annotate(is_marked=Exists(_awards().filter(item=OuterRef("item"))))

    def waiting(self):
        """Those of them that nobody has marked yet."""
        return self.read_by_a_person().filter(is_marked=False)


class MarkQuerySet(models.QuerySet):
    """What asked questions earned."""

    def by_theme(self):
        """For each theme and the theme within: points, what was possible, what waits.

        What waits to be read is not among what was possible: it is neither right nor wrong.
        """
        return (
            self.filter(possible__gt=0)
            .values("item__category_key", "item__subcategory_key")
            .annotate(
                earned=Sum("points", default=0),
                reachable=Sum("possible", filter=Q(is_waiting=False), default=0),
                waiting=Count("pk", filter=Q(is_waiting=True)),
            )
            .order_by()
        )

    def item_sums(self):
        """Sums over students for each question: its points x, and y, the rest of their points."""
        rest = F("attempt__points") - F("points")
        return self.values("item__key").annotate(
            asked=Count("pk"),
            n=Count("points"),
            passed_over=Count("pk", filter=Q(has_answer=False)),
            unsure=Count("pk", filter=Q(has_answer=True, is_blank=True)),
            waiting=Count("pk", filter=Q(is_waiting=True)),
            x=Sum("points", default=0),
            xx=Sum(F("points") * F("points"), default=0),
            y=Sum(rest, default=0),
            yy=Sum(rest * rest, default=0),
            xy=Sum(F("points") * rest, default=0),
        )

    def choices(self):
        """How often each option was chosen."""
        option = Func(F("chosen"), function="unnest", output_field=models.UUIDField())
        return self.annotate(option=option).values("item__key", "option").annotate(n=Count("pk"))


def _is_submitted():
    return Case(When(state="submitted", then=1), default=0)


def _worth():
    """What makes one recorded attempt count rather than another: a rule of its edition."""
    return Case(
        When(edition__counting_rule="last", then=F("number")),
        When(
            edition__counting_rule="best",
            then=F("points") * 10_000 / Greatest(F("points_possible"), 1),
        ),
        default=-F("number"),
        output_field=models.DecimalField(),
    )


def _awards():
    awards = apps.get_model("quizzes", "Award").objects
    return awards.filter(attempt=OuterRef("attempt"))


class AllowanceQuerySet(models.QuerySet):
    """Exceptions for students."""

    def for_occasion(self, occasion: UUID):
        """Those that hold in this occasion: its own, and what holds in all quizzes."""
        return self.for_any_of([occasion])

    def for_any_of(self, occasions: Iterable[UUID]):
        """Those that hold in any of these occasions."""
        return self.filter(Q(occasion__in=list(occasions)) | Q(occasion__isnull=True))
