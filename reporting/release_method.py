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
    version = {"version": reading.release.round.instrument}
    return [
        (_("Population"), _("Students of grades 5 and 6, middle school and high school")),
        (_("Unit"), _("Number of students, not weighted. Large offices have more students.")),
        *_protection_lines(reading.proof),
        (_("Questionnaire"), _("Version %(version)s") % version),
        ("SHA-256", reading.frozen.sha256),
    ]


def _protection_lines(proof: dict) -> list[tuple[str, str]]:
    counts = {key: f"{proof[key]:,}" for key in ("cells", "published", "protected_numbers")}
    counts |= {"percent": proof["published_percent"]}
    percentages = _("From printed counts alone; none on a base of fewer than %(least)s students.")
    protection = _("Counts from 1 to %(most)s are not shown, nor any count that would reveal them.")
    cells = _("%(published)s of %(cells)s counts are printed (%(percent)s %%).")
    gate = _(
        "%(protected_numbers)s numbers were attacked with everything published of the round; none"
        " could be narrowed."
    )
    return [
        (_("Percentages"), percentages % {"least": proof["least_base"]}),
        (_("Protection"), protection % {"most": proof["thresholds"][0] - 1}),
        (_("Cells"), cells % counts),
        (_("Gate"), gate % counts),
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
