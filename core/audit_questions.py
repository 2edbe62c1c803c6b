"""What a reviewer should ask about in a month of the audit trail."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from core.audit_months import Month
from core.models import AuditEntry

# One more than a page can hold says that there are more.
LONGEST_LIST = 50


@dataclass(frozen=True)
class Questions:
    """A month in figures, and the people to ask.

    Attributes:
        people: dicts with `person` (None: nobody was signed in), `acts`, `refusals`, `at_night`,
            `places` and `most_in_an_hour` (0 below the threshold).
        is_cut: whether there are more people than the list holds.
    """

    acts: int
    refusals: int
    at_night: int
    people: list[dict]
    is_cut: bool


def questions_of(month: Month) -> Questions:
    """Count a month's acts and list the people whose acts stand out, most refusals first."""
    entries = AuditEntry.objects.of_month(month)
    found = {row["by"]: row for row in entries.standing_out()[: LONGEST_LIST + 1]}
    hours = {}
    for row in entries.busy_hours()[:LONGEST_LIST]:
        hours.setdefault(row["by"], row["acts"])
    missing = hours.keys() - found.keys()
    found |= {row["by"]: row for row in entries.filter(by__in=missing).by_person()}
    persons = get_user_model().objects.in_bulk(key for key in found if key)
    people = [
        row | {"person": persons.get(key), "most_in_an_hour": hours.get(key, 0)}
        for key, row in found.items()
    ]
    return Questions(
        **entries.in_figures(), people=people[:LONGEST_LIST], is_cut=len(people) > LONGEST_LIST
    )
