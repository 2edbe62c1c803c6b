"""Participation, as the survey service handed it over this morning."""

from django.db import transaction

from reporting.exchange import FileMissing, exchange_folder
from reporting.models import Participation, Round
from reporting.participation_rules import CountsRefused, DayCounts, from_json, told

NAME = "participation.json"


class TakenToday(Exception):
    """The counts of that day are in the table: a day has one count."""


@transaction.atomic
def take_participation(*, round: Round) -> DayCounts:
    """Keep the counts of a day, with how many tickets went out until then.

    Raises:
        FileMissing: the survey service has handed nothing over.
        CountsRefused: the file is of another round, or no file of rounded counts.
        TakenToday: that day is kept already.
    """
    path = exchange_folder(round.key) / NAME
    if not path.is_file():
        raise FileMissing(path)
    counts = from_json(path.read_text(encoding="utf-8"))
    if counts.round_key != round.key:
        raise CountsRefused(f"of round {counts.round_key}")
    if Participation.objects.filter(round=round, counted_on=counts.counted_on).exists():
        raise TakenToday
    Participation.objects.bulk_create(
        Participation(
            round=round,
            counted_on=counts.counted_on,
            stratum=stratum.key,
            issued=told(stratum.ticket_key.issued if hasattr(stratum, "ticket_key") else 0),
            accepted=counts.accepted.get(stratum.key),
        )
        for stratum in round.strata.select_related("ticket_key")
    )
    return counts
