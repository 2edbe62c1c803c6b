"""What a reader must know about a release: the method box and the history of its steps."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.models import AuditEntry
from reporting.models import Release
from reporting.release_reading import ReleaseReading

STEPS = ("draft", "gate", "review", "approve", "publish", "correct", "withdraw")


def method_lines(reading: ReleaseReading) -> list[tuple[str, str]]:
    """(heading, text) pairs in the page's language."""
    proof = reading.proof
    counts = {key: f"{proof[key]:,}" for key in ("cells", "published", "protected_numbers")}
    return [
        (_("Population"), _("Students of grades 5 and 6, middle school and high school")),
        (_("Unit"), _("Number of students, not weighted. Large offices have more students.")),
        (
            _("Percentages"),
            _("From printed counts alone; none on a base of fewer than %(least)s students.")
            % {"least": proof["least_base"]},
        ),
        (
            _("Protection"),
            _("Counts from 1 to %(most)s are not shown, nor any count that would reveal them.")
            % {"most": proof["thresholds"][0] - 1},
        ),
        (
            _("Cells"),
            _("%(published)s of %(cells)s counts are printed (%(percent)s %%).")
            % {**counts, "percent": proof["published_percent"]},
        ),
        (
            _("Gate"),
            _(
                "%(protected_numbers)s numbers were attacked with everything published of the"
                " round; none could be narrowed."
            )
            % counts,
        ),
        (
            _("Questionnaire"),
            _("Version %(version)s") % {"version": reading.release.round.instrument},
        ),
        ("SHA-256", reading.frozen.sha256),
    ]


@dataclass(frozen=True)
class PastStep:
    """One step a release has taken, as the audit trail has it."""

    act: str
    by: str
    at: datetime
    reason: str
    is_refused: bool


def past_steps(release: Release) -> list[PastStep]:
    """Who did what with a release, the first step first."""
    lines = AuditEntry.objects.filter(
        place="",
        action__in=[f"reporting.{step}_release" for step in STEPS],
        target__startswith=release.key,
    )
    return [
        PastStep(line.act, str(line.by or ""), line.at, line.reason, line.is_refused)
        for line in lines.select_related("by").order_by("at", "id")
        # Gate entries carry the checksum behind the key.
        if line.target.split()[0] == release.key
    ]
