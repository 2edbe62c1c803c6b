"""One answered questionnaire as a row: codes only, padded to one length for everybody."""

import json
from collections.abc import Sequence

from reporting.instruments.failures import RowRefused

VERSION = 1
# Longer than any row is now; a small change of the instrument then keeps the length.
_STEP = 64
# Combinations of deciding answers that are remembered; more are worked out each time.
_MOST_PATHS = 20_000


def in_order(question, value: str | Sequence[str] | None):
    """An answer as it stands in a row: None, a code, or codes in the order of the options.

    The order of clicking would be one thing more about a person. Codes the question does not
    have stay in place, for `validate` to refuse.
    """
    if value is None or isinstance(value, str):
        return value or None
    rank = {option.code: position for position, option in enumerate(question.options)}
    return sorted(set(value), key=lambda code: rank.get(code, len(rank))) or None


class SeenBefore:
    """What passed before at one level: of 100,000 rows most repeat each answer and each path.

    Args:
        instrument: whose rows are judged.
        level: "E", "M" or "H".
    """

    def __init__(self, instrument, level: str):
        self.level = level
        self.accepted = [(one.id, one, set()) for one in instrument.questions_for(level)]
        self.paths: dict[tuple, list[str]] = {}
        terms = [
            term.question
            for _, question, _ in self.accepted
            if question.condition
            for term in question.condition.terms
        ]
        # The only answers on which the path depends.
        self.deciding = tuple(dict.fromkeys(terms))


def validate(instrument, seen: SeenBefore, row: dict) -> dict:
    """See `Instrument.validate_row`."""
    if not isinstance(row, dict) or row.keys() != {"v", "instrument", "answers"}:
        raise RowRefused("a row has v, instrument and answers")
    if row["v"] != VERSION or row["instrument"] != instrument.key:
        raise RowRefused("the row belongs to another instrument")
    answers = row["answers"]
    if not isinstance(answers, dict):
        raise RowRefused("answers are an object")
    for question_id, question, accepted in seen.accepted:
        value = answers.get(question_id)
        # Asked 27 times for every row: the usual answer costs no call.
        if value is None or (value.__class__ is str and value in accepted):
            continue
        if (key := _key(question, value)) not in accepted:
            _validate_answer(question, value, seen.level)
            accepted.add(key)
    if list(answers) != _path(instrument, seen, answers):
        raise RowRefused("the answers are not those of one path, in its order")
    return answers


def _key(question, value) -> str | tuple:
    """An answer as a key of a dictionary."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise RowRefused(f"{question.id}: wrong kind of answer")
    return tuple(value)


def _path(instrument, seen: SeenBefore, answers: dict) -> list[str]:
    """Ids of the questions these answers lead through; every answer passed already."""
    given = (answers.get(question_id) for question_id in seen.deciding)
    key = tuple(tuple(value) if isinstance(value, list) else value for value in given)
    path = seen.paths.get(key)
    if path is None:
        path = [question.id for question in instrument.reachable(answers, seen.level)]
        if len(seen.paths) < _MOST_PATHS:
            seen.paths[key] = path
    return path


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
