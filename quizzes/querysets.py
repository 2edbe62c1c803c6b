"""Questions about many rows, in the words of quizzes."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import Count


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
        """First attempts: the ones that count. Later ones are practice."""
        return self.filter(number=1)

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
