"""What a browser sends: one sealed answer with the code that pays for it."""

import base64
import json
from dataclasses import dataclass

from reporting import codes
from reporting.collector.models import ANSWER_ID_BYTES

FIELDS = {"round", "level", "code", "id", "sealed"}
# Several times the longest envelope there is, and far from costing memory.
MOST_BYTES = 16_384


class EnvelopeRefused(ValueError):
    """Not an envelope; why is nobody's business."""


class CodeMalformed(EnvelopeRefused):
    """The code has a typing error: its check character does not fit."""


@dataclass(frozen=True)
class Envelope:
    """A sealed answer on its way in; the office it belongs to is known from the code alone."""

    round_key: str
    level: str
    code: str
    answer_id: bytes
    sealed: bytes


def from_json(body: bytes) -> Envelope:
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
    return from_fields(fields)


def from_fields(fields: dict) -> Envelope:
    """The envelope of five texts.

    Raises:
        CodeMalformed: the code cannot be one.
        EnvelopeRefused: anything else is wrong.
    """
    if set(fields) != FIELDS or not all(isinstance(value, str) for value in fields.values()):
        raise EnvelopeRefused
    try:
        answer_id = bytes.fromhex(fields["id"])
        sealed = base64.b64decode(fields["sealed"], validate=True)
    except ValueError as error:
        raise EnvelopeRefused from error
    if len(answer_id) != ANSWER_ID_BYTES:
        raise EnvelopeRefused
    code = codes.normalise(fields["code"])
    if not codes.is_well_formed(code):
        raise CodeMalformed
    return Envelope(fields["round"], fields["level"], code, answer_id, sealed)
