"""What is kept of a tabulated round: counts, and which file they were made from."""

from django.db import models
from django.db.models import Q

from core.frozen import FrozenModel
from core.levels import Level
from core.privacy import declare
from reporting.models.rounds import Round
from reporting.querysets import CellQuerySet


class Cell(FrozenModel):
    """How many students gave one answer: a leaf of the cube. Zero counts have no row.

    `sex` is empty where the publication set does not cross the question with it: a count that
    nobody will publish is not kept either.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="cells")
    question = models.CharField(max_length=10)
    option = models.CharField(max_length=20)
    office_code = models.CharField(max_length=3)
    level = models.CharField(max_length=1, choices=Level.choices)
    sex = models.CharField(max_length=4, blank=True)
    students = models.PositiveIntegerField()

    objects = CellQuerySet.as_manager()
    privacy = declare(plain="id round question option office_code level sex students")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "question", "option", "office_code", "level", "sex"],
                name="reporting_cell_is_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(students__gte=1), name="reporting_cell_counts_somebody"
            ),
        ]

    def __str__(self):
        return f"{self.question} {self.option} {self.office_code}-{self.level}"


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
