"""The other series: cases that offices of education know of. Never shown beside survey rates.

Nothing is overwritten: a correction is another row with a higher revision. Who wrote a row stands
in the audit trail; the row keeps the number of its line.
"""

from django.db import models
from django.db.models import Q

from core.frozen import FrozenModel
from core.levels import Level
from core.privacy import declare
from reporting.querysets import TallyQuerySet
from reporting.tally_rules import Key


class TallyReport(FrozenModel):
    """What one office said of one week: numbers since 1 January, up to a day."""

    # In the place of an office: what the Ministry published for the country.
    MINISTRY = "MOE"

    office_code = models.CharField(max_length=3)
    as_of = models.DateField(help_text="The day up to which was counted; of offices a Friday.")
    revision = models.PositiveSmallIntegerField(help_text="1 for the first; higher ones replace.")
    is_provisional = models.BooleanField(default=False)
    is_fall_stated = models.BooleanField(
        default=False, help_text="A number falls, and the reason says why."
    )
    is_synthetic = models.BooleanField(default=False, help_text="Invented, for a demo.")
    reason = models.CharField(max_length=300, blank=True)
    source_ko = models.CharField(max_length=100, blank=True)
    source_en = models.CharField(max_length=100, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    source_on = models.DateField(null=True, blank=True, help_text="When the source came out.")
    entered_in = models.BigIntegerField(unique=True, help_text="Audit line of who entered it.")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = TallyQuerySet.as_manager()
    privacy = declare(
        plain="id office_code as_of revision is_provisional is_fall_stated is_synthetic reason"
        " source_ko source_en source_url source_on entered_in entered_at"
    )

    class Meta:
        ordering = ["as_of", "office_code", "revision"]
        permissions = [
            ("view_tally", "May see cases known to offices of education"),
            ("enter_tally", "May enter cases known to an office of education"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office_code", "as_of", "revision"],
                name="reporting_tallyreport_revision_is_written_once",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""),
                name="reporting_tallyreport_revised_one_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_fall_stated=False) | ~Q(reason=""),
                name="reporting_tallyreport_fall_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(office_code="MOE")
                | (~Q(source_url="") & ~Q(source_ko="") & Q(source_on__isnull=False)),
                name="reporting_tallyreport_published_one_has_its_source",
            ),
        ]

    def __str__(self):
        return f"{self.office_code} {self.as_of} r{self.revision}"

    def read_figures(self) -> dict[Key, int]:
        """Its numbers by meaning."""
        return {figure.key: figure.number for figure in self.figures.all()}


class TallyFigure(FrozenModel):
    """One number of a report."""

    report = models.ForeignKey(TallyReport, on_delete=models.PROTECT, related_name="figures")
    measure = models.CharField(max_length=20)
    person = models.CharField(max_length=10, blank=True)
    level = models.CharField(max_length=1, blank=True, choices=Level.choices)
    number = models.PositiveIntegerField()
    is_derived = models.BooleanField(
        default=False, help_text="Worked out from other published numbers."
    )
    misprint = models.PositiveIntegerField(
        null=True, blank=True, help_text="What a newspaper printed by mistake."
    )
    misprint_ko = models.CharField(max_length=100, blank=True)
    misprint_en = models.CharField(max_length=100, blank=True)

    privacy = declare(
        plain="id report measure person level number is_derived misprint misprint_ko misprint_en"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "measure", "person", "level"],
                name="reporting_tallyfigure_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    measure__in=["reports", "police_referrals", "deletion_support", "victims"]
                ),
                name="reporting_tallyfigure_measure_is_known",
            ),
            models.CheckConstraint(
                condition=Q(person="")
                | Q(measure="victims", person__in=["student", "teacher", "staff"]),
                name="reporting_tallyfigure_person_is_known",
            ),
            models.CheckConstraint(
                condition=Q(level="") | Q(level__in=Level.values),
                name="reporting_tallyfigure_level_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.measure} {self.person} {self.level}: {self.number}"

    @property
    def key(self) -> Key:
        """What the number means."""
        return Key(self.measure, self.person, self.level)
