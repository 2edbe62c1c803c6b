"""Handing over the sealed answers of a closed round, and emptying the tables."""

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from reporting.collector import microdata, peppers, rounds
from reporting.collector.actions import write_ahead
from reporting.collector.models import Answer, Code, Spent, Tally
from reporting.collector.server_settings import database_alias

TABLES = "collector_code, collector_spent, collector_answer, collector_tally"


class StillOpen(Exception):
    """The round still takes answers.

    Args:
        accept_until: when it will not any more.
    """

    def __init__(self, accept_until: datetime):
        super().__init__(f"answers are taken until {accept_until.isoformat()}")
        self.accept_until = accept_until


class RoundUnknown(LookupError):
    """There is no bundle of that round."""


@dataclass(frozen=True)
class HandedOver:
    """What an export did.

    Attributes:
        answers: number of sealed answers in the file.
        is_emptied: the tables' files were cut to nothing; else their rows were only deleted,
            and the bytes stay in those files until PostgreSQL uses the place again.
    """

    answers: int
    is_emptied: bool


def export_round(round_key: str, *, after_grace: bool = False) -> HandedOver:
    """Hand the sealed answers of a round over as one shuffled file and empty the tables.

    Interrupted at any point it can be run again: until the rows are deleted the unfinished file
    is written anew, afterwards it is only given its name and checksum.

    A disk may hold bytes of files that were removed. They are gone for good when the instance is
    destroyed.

    Args:
        after_grace: wait until no answer is taken any more, instead of refusing.

    Raises:
        RoundUnknown, StillOpen, write_ahead.MayNotCheckpoint: nothing was changed.
        microdata.AlreadyExported, microdata.FileChanged: the file is never overwritten.
    """
    round_ = rounds.find_round(round_key)
    if round_ is None:
        raise RoundUnknown(round_key)
    _wait_or_refuse(round_, after_grace)
    folder = Path(settings.EXCHANGE_DIR) / round_key
    microdata.refuse_second_export(folder)
    write_ahead.require_rights()
    is_emptied = _move_out(round_key, folder)
    write_ahead.forget_log()
    peppers.forget_pepper(round_key)
    return HandedOver(microdata.finish(folder), is_emptied)


def _move_out(round_key: str, folder: Path) -> bool:
    """Write the file and take the rows out, or do neither; whether the tables were emptied."""
    with transaction.atomic(using=database_alias()):
        _lock_tables()
        answers = Answer.objects.filter(round=round_key).values_list("stratum", "ciphertext")
        rows = [(stratum, bytes(sealed)) for stratum, sealed in answers]
        if rows or not microdata.has_unfinished(folder):
            microdata.write_unfinished(folder, rows)
        return _take_rows_out(round_key)


def _take_rows_out(round_key: str) -> bool:
    """Cut the tables' files to nothing, or delete rows where another round has some."""
    tables = (Answer, Code, Spent, Tally)
    if any(model.objects.exclude(round=round_key).exists() for model in tables):
        for model in tables:
            model.objects.filter(round=round_key).delete()
        return False
    with connections[database_alias()].cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLES}")
    return True


def _wait_or_refuse(round_: rounds.Round, after_grace: bool) -> None:
    while (now := timezone.now()) < round_.accept_until:
        if not after_grace:
            raise StillOpen(round_.accept_until)
        time.sleep(min(5.0, (round_.accept_until - now).total_seconds()))


def _lock_tables() -> None:
    """Wait for senders on their way in; later ones find no code and store nothing."""
    with connections[database_alias()].cursor() as cursor:
        cursor.execute(f"LOCK TABLE {TABLES} IN ACCESS EXCLUSIVE MODE")
