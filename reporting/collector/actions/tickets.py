"""Taking an answer that a ticket pays for: ticket spent and answer stored, or neither."""

import base64

from django.db import transaction
from django.utils import timezone

from reporting import tickets
from reporting.collector import peppers, rounds
from reporting.collector.actions import rows
from reporting.collector.actions.storing import RoundClosed
from reporting.collector.envelopes import EnvelopeRefused, TicketEnvelope
from reporting.collector.server_settings import database_alias


class TicketUnknown(Exception):
    """No ticket of this round and stratum, or the stratum is full; which of them is not said."""


class TicketSpent(Exception):
    """The ticket was used for another answer."""


def store_ticket_answer(envelope: TicketEnvelope) -> None:
    """Spend the ticket and keep the sealed answer, both or neither.

    The mark is made of what was signed, not of the signature: another signature over the same
    message would not spend it twice. The same envelope again succeeds and changes nothing.

    Raises:
        RoundClosed, TicketUnknown, TicketSpent: nothing was stored.
        EnvelopeRefused: the sealed answer has not the one right length, or another answer has
            its id.
    """
    round_ = rounds.find_round(envelope.round_key)
    if round_ is None or not round_.accepts(timezone.now()):
        raise RoundClosed
    if len(envelope.sealed) != round_.sealed_length:
        raise EnvelopeRefused
    stratum = round_.stratum(envelope.stratum)
    mark = _mark_of_valid_ticket(envelope, stratum)
    answer = {"answer_id": envelope.answer_id, "round_key": round_.key, "sealed": envelope.sealed}
    with transaction.atomic(using=database_alias()):
        added = rows.add_paid_answer(
            mark=mark, stratum=envelope.stratum, most=stratum["enrolled"], **answer
        )
        if not added.is_ticket_new:
            if not rows.is_stored(**answer):
                raise TicketSpent
        elif not added.is_answer_new:
            raise EnvelopeRefused
        elif not added.is_counted:
            raise TicketUnknown


def _mark_of_valid_ticket(envelope: TicketEnvelope, stratum: dict | None) -> bytes:
    """What is kept instead of the ticket, once its signature has been found right.

    Raises:
        TicketUnknown: the round has no such stratum, or the signature is none of its key.
    """
    if stratum is None or not stratum.get("ticket_key"):
        raise TicketUnknown
    context = tickets.context_for(envelope.round_key, envelope.stratum)
    prepared = tickets.prepare(context, envelope.ticket.prefix)
    key = tickets.read_public_key(base64.b64decode(stratum["ticket_key"]))
    try:
        tickets.verify(key, prepared, envelope.ticket.signature)
        return tickets.spent_mark(peppers.read_pepper(envelope.round_key), prepared)
    except (tickets.TicketRefused, peppers.NoPepper) as error:
        raise TicketUnknown from error
