"""The demo's tally: the published waves of 2024, and invented weeks of today's offices."""

from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from reporting.actions.tally import enter_tally
from reporting.from_above import every_office
from reporting.models import TallyReport
from reporting.tally_rules import KEYS, LEVELS, MEASURES, PERSONS, VICTIMS, WEEK, Key, last_friday

WEEKS = 4
# The last office of the list is late with the newest week, the demo's own office too.
LATE = 1


def load_demo_tally(own_office: str) -> None:
    """Enter the weeks once; `own_office` has its newest week still before it."""
    call_command("load_tally_reference", stdout=StringIO())
    if TallyReport.objects.of_offices().exists():
        return
    due = last_friday(timezone.localdate())
    fridays = [due - back * WEEK for back in reversed(range(WEEKS))]
    offices = list(every_office())
    late = {own_office, *(office.code for office in offices[-LATE:])}
    for place, office in enumerate(offices):
        for number, friday in enumerate(fridays):
            is_due = friday == due and office.code in late
            if friday.year == due.year and not is_due:
                enter_tally(
                    office_code=office.code,
                    as_of=friday,
                    figures=_invented(place, number),
                    is_synthetic=True,
                )


def _invented(office: int, week: int) -> dict[Key, int]:
    """Numbers that add up and never fall; of no real office."""
    found = dict.fromkeys(KEYS, 0)
    for share, level in enumerate(LEVELS):
        cases = share * ((office * 7) % 5 + 1) + week * share * (office % 3)
        for less, measure in enumerate(MEASURES):
            if measure != VICTIMS:
                found[Key(measure, level=level)] = max(0, cases - less * share)
        for less, person in enumerate(PERSONS):
            found[Key(VICTIMS, person, level)] = max(0, cases + share - less * 4)
    for level in LEVELS:
        people = (found[Key(VICTIMS, person, level)] for person in PERSONS)
        found[Key(VICTIMS, level=level)] = sum(people)
    rows = {key.row for key in KEYS}
    return found | {row: sum(found[row._replace(level=level)] for level in LEVELS) for row in rows}
