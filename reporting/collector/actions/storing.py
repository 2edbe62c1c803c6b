"""Taking an answer: its code is spent and it is stored, both or neither."""

from django.db import connections, transaction
from django.utils import timezone

from reporting import codes
from reporting.collector import peppers, rounds
from reporting.collector.actions import rows
from reporting.collector.envelopes import Envelope, EnvelopeRefused
from reporting.collector.models import Code, Spent
from reporting.collector.server_settings import database_alias


class RoundClosed(Exception):
    """The round takes no answers (any more)."""


class CodeUnknown(Exception):
    """No such code was drawn for this round."""


class CodeSpent(Exception):
    """The code was used for another answer."""


class WrongDoor(Exception):
    """The code belongs to another stratum than the one the answer was sealed to."""


def store_answer(envelope: Envelope) -> None:
    """Spend the code and keep the sealed answer, both or neither.

    Sending the same envelope again changes nothing and succeeds, so that a lost reply costs
    nothing; the id in it is known to one page only. An answer that another code has paid for
    already is not stored again, and does not spend this code.

    Raises:
        RoundClosed, CodeUnknown, CodeSpent, WrongDoor: nothing was stored.
        EnvelopeRefused: the sealed answer has not the one right length, or another answer has
            its id.
    """
    round_ = _accepting_round(envelope)
    mark = _digest(round_.key, envelope.code)
    using = database_alias()
    with transaction.atomic(using=using):
        stratum = _take_code(round_.key, mark)
        if stratum is None:
            _require_stored_before(mark, envelope)
        elif stratum != envelope.stratum:
            raise WrongDoor
        elif not rows.add_spent(mark, round_.key):
            raise CodeSpent
        elif not rows.add_answer(stratum=stratum, **_answer(envelope)):
            _require_same_answer(envelope)
            transaction.set_rollback(True, using=using)


def check_code(*, round_: rounds.Round, level: str, code: str) -> str:
    """Say before an answer is sealed whether its code will be taken; changes nothing.

    Returns:
        The stratum to seal the answer to.

    Raises:
        CodeUnknown, CodeSpent, WrongDoor
    """
    mark = _digest(round_.key, code)
    stratum = Code.objects.filter(pk=mark, round=round_.key).values_list("stratum", flat=True)
    if found := stratum.first():
        if _level_of(found) != level:
            raise WrongDoor
        return found
    raise CodeSpent if Spent.objects.filter(pk=mark).exists() else CodeUnknown


def _accepting_round(envelope: Envelope) -> rounds.Round:
    round_ = rounds.find_round(envelope.round_key)
    if round_ is None or not round_.accepts(timezone.now()):
        raise RoundClosed
    if round_.stratum(envelope.stratum) is None or len(envelope.sealed) != round_.sealed_length:
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


def _answer(envelope: Envelope) -> dict:
    return {
        "answer_id": envelope.answer_id,
        "round_key": envelope.round_key,
        "sealed": envelope.sealed,
    }


def _require_stored_before(mark: bytes, envelope: Envelope) -> None:
    if not Spent.objects.filter(pk=mark).exists():
        raise CodeUnknown
    if not rows.is_stored(**_answer(envelope)):
        raise CodeSpent


def _require_same_answer(envelope: Envelope) -> None:
    if not rows.is_stored(**_answer(envelope)):
        raise EnvelopeRefused


def _level_of(stratum: str) -> str:
    return stratum.rpartition("-")[2]
