"""What every asked question earned: a view of the database, read by progress and statistics."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.privacy import declare
from quizzes.models.attempts import Attempt
from quizzes.models.editions import Item
from quizzes.querysets import MarkQuerySet


class Mark(models.Model):
    """One question that a handed-in attempt asked, answered or not.

    Points that a person gave go before the computed ones, so marking an essay corrects whatever
    is read from here without a further step.
    """

    id = models.TextField(primary_key=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.DO_NOTHING, related_name="marks")
    item = models.ForeignKey(Item, on_delete=models.DO_NOTHING, related_name="marks")
    possible = models.PositiveSmallIntegerField(help_text="0 for a question that is not scored.")
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    is_waiting = models.BooleanField()
    has_answer = models.BooleanField(help_text="False: passed over; no answer was stored.")
    is_blank = models.BooleanField(help_text="Passed over, or answered with \u201cnot sure\u201d.")
    chosen = ArrayField(models.UUIDField(), null=True)

    objects = MarkQuerySet.as_manager()
    privacy = declare(
        personal="id attempt points is_waiting has_answer is_blank chosen", plain="item possible"
    )

    class Meta:
        managed = False
        db_table = "quizzes_mark"

    def __str__(self):
        return f"{self.points}/{self.possible}"
