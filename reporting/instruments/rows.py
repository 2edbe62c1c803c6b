"""One answered questionnaire as a row: codes only, padded to one length for everybody."""

import json
from collections.abc import Sequence

from reporting.instruments.failures import RowRefused

VERSION = 1
# Longer than any row is now; a small change of the instrument then keeps the length.
_STEP = 64


def in_order(question, value: str | Sequence[str] | None):
    """An answer as it stands in a row: None, a code, or codes in the order of the options.

    The order of clicking would be one thing more about a person. Codes the question does not
    have stay in place, for `validate` to refuse.
    """
    if value is None or isinstance(value, str):
        return value or None
    rank = {option.code: position for position, option in enumerate(question.options)}
    return sorted(set(value), key=lambda code: rank.get(code, len(rank))) or None


def validate(instrument, row: dict, level: str) -> dict:
    """See `Instrument.validate_row`."""
    if not isinstance(row, dict) or set(row) != {"v", "instrument", "answers"}:
        raise RowRefused("a row has v, instrument and answers")
    if row["v"] != VERSION or row["instrument"] != instrument.key:
        raise RowRefused("the row belongs to another instrument")
    answers = row["answers"]
    if not isinstance(answers, dict):
        raise RowRefused("answers are an object")
    for question in instrument.questions_for(level):
        if answers.get(question.id) is not None:
            _accept(instrument, question, answers[question.id], level)
    expected = [question.id for question in instrument.reachable(answers, level)]
    if list(answers) != expected:
        raise RowRefused("the answers are not those of one path, in its order")
    return answers


def _accept(instrument, question, value, level: str) -> None:
    codes = [value] if isinstance(value, str) else value
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise RowRefused(f"{question.id}: wrong kind of answer")
    known = instrument.accepted[question.id, level]
    key = value if isinstance(value, str) else tuple(codes)
    if key not in known:
        _validate_answer(question, value, level)
        known.add(key)


def _validate_answer(question, value, level: str) -> None:
    codes = value if isinstance(value, list) else [value]
    if isinstance(value, list) != question.is_multi or not codes:
        raise RowRefused(f"{question.id}: wrong kind of answer")
    offered = {option.code: option for option in question.options_for(level)}
    if not all(isinstance(code, str) and code in offered for code in codes):
        raise RowRefused(f"{question.id}: unknown code")
    if value != in_order(question, value):
        raise RowRefused(f"{question.id}: codes doubled or out of order")
    if len(codes) > 1 and any(offered[code].is_exclusive for code in codes):
        raise RowRefused(f"{question.id}: an exclusive option beside others")
    if question.max_select and len(codes) > question.max_select:
        raise RowRefused(f"{question.id}: too many options")


def pack(row: dict, length: int) -> bytes:
    """See `Instrument.pack`."""
    packed = _to_json(row)
    if len(packed) > length:
        raise RowRefused("the row is longer than any of this instrument")
    return packed.ljust(length, b" ")


def unpack(packed: bytes, length: int) -> dict:
    """See `Instrument.unpack`."""
    if len(packed) != length:
        raise RowRefused("wrong length")
    try:
        row = json.loads(packed)
    except ValueError as error:
        raise RowRefused("no JSON") from error
    if not isinstance(row, dict):
        raise RowRefused("no object")
    return row


def packed_length(instrument) -> int:
    """The longest row there could be, even if no path leads to it, rounded up."""
    longest = {question.id: _longest_answer(question) for question in instrument.questions}
    row = {"v": VERSION, "instrument": instrument.key, "answers": longest}
    return -(-len(_to_json(row)) // _STEP) * _STEP


def _longest_answer(question):
    codes = sorted((option.code for option in question.options), key=len, reverse=True)
    if not question.is_multi:
        return max(codes[0], "null", key=len)
    return codes[: question.max_select] if question.max_select else codes


def _to_json(row: dict) -> bytes:
    return json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode("ascii")
