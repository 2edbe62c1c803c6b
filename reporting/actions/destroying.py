"""The end of a round: keys and sealed answers are destroyed, and a signed protocol says so."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from reporting import protocols
from reporting.exchange import (
    SHARED_FILE,
    custody_folder,
    exchange_folder,
    protocol_path,
    share_paths,
    sheets_folder,
    write_whole,
)
from reporting.models import Round

# Written by the survey service's own erase_round; nobody else can look into its database.
STATEMENT = "erased.json"
EXCHANGED = ("codes.json", "sealed.parquet", "sealed.parquet.sha256", "participation.json")


class NotCountedYet(Exception):
    """The answers were not counted: destroying the key now would lose them."""

    def __init__(self, key: str):
        super().__init__(f"Round {key} is not counted yet; its sealed answers would be lost.")


class SurveyNotErased(Exception):
    """The survey service has not stated that nothing of the round is left there."""

    def __init__(self, key: str):
        super().__init__(
            f"Run erase_round {key} on the survey service first: its statement is missing or says"
            " that something is left."
        )


class DestroyedAlready(Exception):
    """There is a protocol of this round: a second one would say less than the first."""

    def __init__(self, path: Path):
        super().__init__(f"{path} is there already; a round is destroyed once.")


@transaction.atomic
def destroy_round(*, round: Round, by) -> Path:
    """Delete shares, sheets, codes and sealed answers of a counted round.

    The opened answers stay: the tables were counted from them, and hold nothing but codes.

    Args:
        by: the member of staff who is named in the protocol.

    Returns:
        Where the signed protocol lies.

    Raises:
        NotCountedYet, SurveyNotErased, DestroyedAlready: nothing was deleted.
    """
    if not round.is_tabulated:
        raise NotCountedYet(round.key)
    path = protocol_path(round.key)
    if path.exists():
        raise DestroyedAlready(path)
    statement = _statement_of_survey(round.key)
    record_act(action="reporting.destroy_round", target=round.key, by=by)
    protocol = {
        "round": round.key,
        "at": timezone.now().isoformat(),
        "by": str(by),
        "destroyed": [_destroy(file) for file in _files(round.key)],
        "survey_service": statement,
    }
    signed = protocols.sign(protocol, settings.BUNDLE_SIGNING_KEY)
    write_whole(path, signed, mode=SHARED_FILE)
    return path


def _files(round_key: str) -> list[Path]:
    sheets = sorted(sheets_folder(round_key).glob("*"))
    exchanged = [exchange_folder(round_key) / name for name in EXCHANGED]
    every = [*share_paths(custody_folder(), round_key), *sheets, *exchanged]
    return [path for path in every if path.is_file()]


def _destroy(path: Path) -> dict:
    data = path.read_bytes()
    path.unlink()
    return {"file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _statement_of_survey(round_key: str) -> dict:
    try:
        statement = json.loads((exchange_folder(round_key) / STATEMENT).read_text("utf-8"))
        is_empty = not any(statement["rows_left"].values()) and not statement["pepper_left"]
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SurveyNotErased(round_key) from error
    if not is_empty or statement.get("round") != round_key:
        raise SurveyNotErased(round_key)
    return statement
