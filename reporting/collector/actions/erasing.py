"""The end of a round in the survey service: nothing of it is left, and that is written down."""

import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from reporting.collector import microdata, peppers, rounds
from reporting.collector.actions.handing_over import RoundUnknown
from reporting.collector.models import Answer, Code, Spent, Tally
from reporting.exchange import SHARED_FILE, write_whole

NAME = "erased.json"
TABLES = (Answer, Code, Spent, Tally)
CODES_NAME = "codes.json"


class NotHandedOver(Exception):
    """The sealed answers are not in their file yet: erasing would lose them."""


def erase_round(round_key: str) -> dict:
    """Delete what is left of a handed-over round and write the statement of it.

    Returns:
        The statement: rows left by table, all zero; whether a pepper is left; when.

    Raises:
        RoundUnknown: there is no bundle of that round.
        NotHandedOver: nothing was changed.
        microdata.FileChanged: the file is not what was handed over.
    """
    if rounds.find_round(round_key) is None:
        raise RoundUnknown(round_key)
    folder = Path(settings.EXCHANGE_DIR) / round_key
    try:
        microdata.refuse_second_export(folder)
    except microdata.AlreadyExported:
        pass
    else:
        raise NotHandedOver
    for model in TABLES:
        model.objects.filter(round=round_key).delete()
    peppers.forget_pepper(round_key)
    (folder / CODES_NAME).unlink(missing_ok=True)
    statement = _statement(round_key)
    write_whole(folder / NAME, json.dumps(statement).encode(), mode=SHARED_FILE)
    return statement


def _statement(round_key: str) -> dict:
    left = {model._meta.db_table: _rows(model, round_key) for model in TABLES}
    return {
        "round": round_key,
        "rows_left": left,
        "pepper_left": peppers.is_kept(round_key),
        "at": timezone.now().isoformat(),
    }


def _rows(model, round_key: str) -> int:
    return model.objects.filter(round=round_key).count()
