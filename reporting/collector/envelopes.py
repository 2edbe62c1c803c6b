"""What a browser sends: one sealed answer with the code or the ticket that pays for it."""

import base64
import json
from dataclasses import dataclass

from reporting import codes
from reporting.collector.models import ANSWER_ID_BYTES
from reporting.tickets import PREFIX_BYTES, Ticket

FIELDS = {"round", "stratum", "code", "id", "sealed"}
TICKET_FIELDS = {"round", "stratum", "ticket", "id", "sealed"}
# Several times the longest envelope there is, and far from costing memory.
MOST_BYTES = 16_384


class EnvelopeRefused(ValueError):
    """Not an envelope; why is nobody's business."""


class CodeMalformed(EnvelopeRefused):
    """The code has a typing error: its check character does not fit."""


@dataclass(frozen=True)
class Envelope:
    """A sealed answer on its way in, with the code that pays for it."""

    round_key: str
    stratum: str
    code: str
    answer_id: bytes
    sealed: bytes


@dataclass(frozen=True)
class TicketEnvelope:
    """A sealed answer with the ticket that pays for it."""

    round_key: str
    stratum: str
    ticket: Ticket
    answer_id: bytes
    sealed: bytes


def from_json(body: bytes) -> Envelope | TicketEnvelope:
    """The envelope in the body of a request.

    Raises:
        EnvelopeRefused: anything else than one envelope.
    """
    if len(body) > MOST_BYTES:
        raise EnvelopeRefused
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise EnvelopeRefused from error
    if not isinstance(fields, dict):
        raise EnvelopeRefused
    return _with_ticket(fields) if "ticket" in fields else from_fields(fields)


def from_fields(fields: dict) -> Envelope:
    """The envelope of five texts.

    Raises:
        CodeMalformed: the code cannot be one.
        EnvelopeRefused: anything else is wrong.
    """
    answer_id, sealed = _sealed_answer(fields, FIELDS)
    code = codes.normalise(fields["code"])
    if not codes.is_well_formed(code):
        raise CodeMalformed
    return Envelope(fields["round"], fields["stratum"], code, answer_id, sealed)


def _with_ticket(fields: dict) -> TicketEnvelope:
    answer_id, sealed = _sealed_answer(fields, TICKET_FIELDS)
    try:
        signed = base64.b64decode(fields["ticket"], validate=True)
    except ValueError as error:
        raise EnvelopeRefused from error
    ticket = Ticket(signed[:PREFIX_BYTES], signed[PREFIX_BYTES:])
    if not ticket.has_its_lengths:
        raise EnvelopeRefused
    return TicketEnvelope(fields["round"], fields["stratum"], ticket, answer_id, sealed)


def _sealed_answer(fields: dict, expected: set[str]) -> tuple[bytes, bytes]:
    """The answer's id and its ciphertext; every field is a text, and there is no other."""
    if set(fields) != expected or not all(isinstance(value, str) for value in fields.values()):
        raise EnvelopeRefused
    try:
        answer_id = bytes.fromhex(fields["id"])
        sealed = base64.b64decode(fields["sealed"], validate=True)
    except ValueError as error:
        raise EnvelopeRefused from error
    if len(answer_id) != ANSWER_ID_BYTES:
        raise EnvelopeRefused
    return answer_id, sealed
