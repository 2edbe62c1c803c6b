"""Once a day: how many of each stratum have taken part, rounded before it leaves this service."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Count

from reporting.collector import rounds
from reporting.collector.actions import write_ahead
from reporting.collector.actions.handing_over import RoundUnknown
from reporting.collector.models import Answer
from reporting.exchange import SHARED_FILE, write_whole
from reporting.participation_rules import CountsRefused, from_json, to_json

NAME = "participation.json"


class CountedToday(Exception):
    """The counts of this day were handed over: a second one would show who came in between."""


def count_day(round_key: str, today: date) -> Path:
    """Hand the rounded counts of the round over.

    Args:
        today: the Korean day.

    The server's write-ahead log, which holds the moments of the day's answers, goes with it.

    Raises:
        RoundUnknown: there is no bundle of that round.
        CountedToday, write_ahead.MayNotCheckpoint: nothing was changed.
    """
    round_ = rounds.find_round(round_key)
    if round_ is None:
        raise RoundUnknown(round_key)
    path = Path(settings.EXCHANGE_DIR) / round_key / NAME
    if _last_day(path) == today:
        raise CountedToday
    write_ahead.require_rights()
    rows = Answer.objects.filter(round=round_key).values_list("stratum").annotate(Count("id"))
    counts = dict.fromkeys((one["key"] for one in round_.bundle["strata"]), 0) | dict(rows)
    write_whole(path, to_json(round_key, today, counts).encode(), mode=SHARED_FILE)
    write_ahead.forget_log()
    return path


def _last_day(path: Path) -> date | None:
    try:
        return from_json(path.read_text(encoding="utf-8")).counted_on
    except (FileNotFoundError, CountsRefused):
        return None
