"""What the survey service does with its tables. No action here knows who asked for it."""

import time
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from reporting import codes
from reporting.collector import microdata, peppers, rounds
from reporting.collector.envelopes import Envelope, EnvelopeRefused
from reporting.collector.models import Answer, Code, Spent
from reporting.collector.server_settings import database_alias

CODES_NAME = "codes.json"


class RoundClosed(Exception):
    """The round takes no answers (any more)."""


class CodeUnknown(Exception):
    """No such code was drawn for this round."""


class CodeSpent(Exception):
    """The code was used for another answer."""


class WrongDoor(Exception):
    """The code belongs to another school level than the page it was typed into."""


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


class OtherPepper(Exception):
    """Codes of this round were loaded before, with another pepper."""


def store_answer(envelope: Envelope) -> None:
    """Spend the code and keep the sealed answer, both or neither.

    Sending the same envelope again changes nothing and succeeds, so that a lost reply costs
    nothing; the id in it is known to one page only.

    Raises:
        RoundClosed, CodeUnknown, CodeSpent, WrongDoor: nothing was stored.
        EnvelopeRefused: the sealed answer has not the one right length.
    """
    round_ = _accepting_round(envelope)
    mark = _digest(round_.key, envelope.code)
    using = database_alias()
    with transaction.atomic(using=using):
        stratum = _take_code(round_.key, mark)
        if stratum is None:
            _require_same_answer(mark, envelope.answer_id)
            return
        if _level_of(stratum) != envelope.level:
            raise WrongDoor
        # ON CONFLICT DO NOTHING: an error would write the row into the server's log.
        Spent.objects.bulk_create([Spent(mark, round_.key)], ignore_conflicts=True)
        answer = Answer(envelope.answer_id, round_.key, stratum, envelope.sealed)
        Answer.objects.bulk_create([answer], ignore_conflicts=True)


def check_code(*, round_: rounds.Round, level: str, code: str) -> None:
    """Say before an answer is sealed whether its code will be taken; changes nothing.

    Raises:
        CodeUnknown, CodeSpent, WrongDoor
    """
    mark = _digest(round_.key, code)
    stratum = Code.objects.filter(pk=mark, round=round_.key).values_list("stratum", flat=True)
    if found := stratum.first():
        if _level_of(found) != level:
            raise WrongDoor
    else:
        raise CodeSpent if Spent.objects.filter(pk=mark).exists() else CodeUnknown


def _accepting_round(envelope: Envelope) -> rounds.Round:
    round_ = rounds.find_round(envelope.round_key)
    if round_ is None or not round_.accepts(timezone.now()):
        raise RoundClosed
    if envelope.level not in round_.levels or len(envelope.sealed) != round_.sealed_length:
        raise EnvelopeRefused
    return round_


def _digest(round_key: str, code: str) -> bytes:
    try:
        pepper = peppers.read_pepper(round_key)
    except peppers.NoPepper as error:
        raise CodeUnknown from error
    return codes.digest(pepper, round_key, code)


def _take_code(round_key: str, mark: bytes) -> str | None:
    """Delete an unspent code and return its stratum.

    The row lock of the DELETE is what lets two senders at once spend a code one time only.
    """
    with connections[database_alias()].cursor() as cursor:
        cursor.execute(
            "DELETE FROM collector_code WHERE digest = %s AND round = %s RETURNING stratum",
            [mark, round_key],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _require_same_answer(mark: bytes, answer_id: bytes) -> None:
    if not Spent.objects.filter(pk=mark).exists():
        raise CodeUnknown
    if not Answer.objects.filter(pk=answer_id).exists():
        raise CodeSpent


def _level_of(stratum: str) -> str:
    return stratum.rpartition("-")[2]


def load_codes(path: Path) -> int:
    """Take over the codes of one round, then delete the file; again is harmless.

    Args:
        path: a `codes.json` as codes.delivery writes it.

    Returns:
        How many codes can be used now.

    Raises:
        codes.DeliveryRefused: the file is something else.
        OtherPepper: the codes already here would stop working.
    """
    delivery = codes.read_delivery(path.read_text(encoding="utf-8"))
    if delivery.round_key != path.parent.name:
        raise codes.DeliveryRefused("it lies in the folder of another round")
    _keep_pepper(delivery)
    with transaction.atomic(using=database_alias()):
        marks = Spent.objects.filter(round=delivery.round_key).values_list("mark", flat=True)
        spent = {bytes(mark) for mark in marks}
        new = [
            Code(digest, delivery.round_key, stratum)
            for stratum, digests in delivery.digests.items()
            for digest in digests
            if digest not in spent
        ]
        Code.objects.bulk_create(new, ignore_conflicts=True, batch_size=5_000)
    path.unlink()
    return len(new)


def _keep_pepper(delivery: codes.Delivery) -> None:
    try:
        has_other = peppers.read_pepper(delivery.round_key) != delivery.pepper
    except peppers.NoPepper:
        has_other = False
    in_use = (Code, Spent)
    if has_other and any(m.objects.filter(round=delivery.round_key).exists() for m in in_use):
        raise OtherPepper(delivery.round_key)
    peppers.keep_pepper(delivery.round_key, delivery.pepper)


def export_round(round_key: str, *, after_grace: bool = False) -> int:
    """Hand the sealed answers of a round over as one shuffled file and keep nothing of it.

    Interrupted at any point it can be run again: until the rows are deleted the unfinished file
    is written anew, afterwards it is only given its name.

    Args:
        after_grace: wait until no answer is taken any more, instead of refusing.

    Returns:
        Number of answers in the file.

    Raises:
        RoundUnknown, StillOpen
        microdata.AlreadyExported: the file is there; it is never overwritten.
    """
    round_ = rounds.find_round(round_key)
    if round_ is None:
        raise RoundUnknown(round_key)
    _wait_or_refuse(round_, after_grace)
    folder = Path(settings.EXCHANGE_DIR) / round_key
    microdata.refuse_second_export(folder)
    _move_out(round_key, folder)
    peppers.forget_pepper(round_key)
    return microdata.finish(folder)


def _move_out(round_key: str, folder: Path) -> None:
    """Write the file and delete the rows, or do neither."""
    with transaction.atomic(using=database_alias()):
        _lock_tables()
        answers = Answer.objects.filter(round=round_key).values_list("stratum", "ciphertext")
        rows = [(stratum, bytes(sealed)) for stratum, sealed in answers]
        if rows or not microdata.has_unfinished(folder):
            microdata.write_unfinished(folder, rows)
        for model in (Answer, Code, Spent):
            model.objects.filter(round=round_key).delete()


def _wait_or_refuse(round_: rounds.Round, after_grace: bool) -> None:
    while (now := timezone.now()) < round_.accept_until:
        if not after_grace:
            raise StillOpen(round_.accept_until)
        time.sleep(min(5.0, (round_.accept_until - now).total_seconds()))


def _lock_tables() -> None:
    """Wait for senders on their way in; later ones find no code and store nothing."""
    with connections[database_alias()].cursor() as cursor:
        cursor.execute(
            "LOCK TABLE collector_code, collector_spent, collector_answer IN ACCESS EXCLUSIVE MODE"
        )


def waiting_deliveries() -> list[Path]:
    """Files of codes that nobody has loaded yet."""
    return sorted(Path(settings.EXCHANGE_DIR).glob(f"*/{CODES_NAME}"))
