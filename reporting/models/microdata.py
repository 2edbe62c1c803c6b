"""What is kept of a tabulated round: which file its tables come from, and how well it was read."""

from django.db import models
from django.db.models import Q

from core.frozen import FrozenModel
from core.levels import Level
from core.privacy import declare
from reporting.models.rounds import Round


class CarelessCount(FrozenModel):
    """Students of a level whose answers look unread, by kind; unprotected, see careless_table."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="careless_counts")
    level = models.CharField(max_length=1, choices=Level.choices)
    kind = models.CharField(max_length=20)
    students = models.PositiveIntegerField()

    privacy = declare(plain="id round level kind students")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "level", "kind"], name="reporting_carelesscount_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["asked", "straight", "everything", "contradiction"]),
                name="reporting_carelesscount_kind_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.level} {self.kind}"


class MicrodataFile(FrozenModel):
    """The one file of opened answers a round was tabulated from; the file itself is elsewhere."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="microdata")
    sha256 = models.CharField(max_length=64)
    rows_valid = models.PositiveIntegerField()
    rows_invalid = models.PositiveIntegerField(help_text="Dropped when the answers were opened.")
    taken_at = models.DateTimeField(auto_now_add=True)

    privacy = declare(plain="id round sha256 rows_valid rows_invalid taken_at")

    def __str__(self):
        return self.sha256[:12]
