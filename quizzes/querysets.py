"""Questions about many rows, in the words of quizzes."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Greatest


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
        in goes before one that was not.
        """
        worth = Case(
            When(edition__counting_rule="last", then=F("number")),
            When(
                edition__counting_rule="best",
                then=F("points") * 10_000 / Greatest(F("points_possible"), 1),
            ),
            default=-F("number"),
            output_field=models.DecimalField(),
        )
        is_submitted = Case(When(state="submitted", then=1), default=0)
        return self.order_by(is_submitted, worth.asc(nulls_first=True), "-number")

    def open(self):
        """Attempts that can still be answered."""
        return self.filter(state="open")

    def submitted(self):
        """Attempts with a result."""
        return self.filter(state="submitted")

    def with_progress(self):
        """Add `answered_count` and `item_count` to each attempt."""
        return self.annotate(
            answered_count=Count("answers", distinct=True),
            item_count=Count("edition__items", distinct=True),
        )


class AllowanceQuerySet(models.QuerySet):
    """Exceptions for students."""

    def for_occasion(self, occasion: UUID):
        """Those that hold in this occasion: its own, and what holds in all quizzes."""
        return self.for_any_of([occasion])

    def for_any_of(self, occasions: Iterable[UUID]):
        """Those that hold in any of these occasions."""
        return self.filter(Q(occasion__in=list(occasions)) | Q(occasion__isnull=True))
