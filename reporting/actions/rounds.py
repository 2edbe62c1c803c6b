"""Opening and closing a round."""

import base64
import math
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.actions import record_act
from reporting import bundles, codes, instruments
from reporting.actions.ticket_keys import destroy_stratum_keys, make_stratum_keys
from reporting.exchange import SHARED_FILE, exchange_folder, write_whole
from reporting.from_above import forget_tickets
from reporting.models import Instrument, Round, Stratum

# survey.md, Drawn codes: at least 10 % more than students, so the last one to draw has a choice.
CODES_PER_STUDENT = 1.1


class RoundExists(Exception):
    """The key names a round that was opened before."""

    def __init__(self, key: str):
        super().__init__(f"Round {key} exists already; a round is opened once.")


class InstrumentChanged(Exception):
    """The version of the questionnaire was approved before, with other content."""

    def __init__(self, version: str):
        super().__init__(f"Version {version} was approved with other content; number it anew.")


@dataclass(frozen=True)
class StratumInput:
    """An office's students of one level who are asked."""

    office_code: str
    office_name_ko: str
    office_name_en: str
    office_sort: int
    level: str
    enrolled: int


@transaction.atomic
def open_round(
    *,
    key: str,
    titles: dict[str, str],
    instrument_data: dict,
    strata: Sequence[StratumInput],
    opens_at: datetime,
    closes_at: datetime,
    grace_minutes: int = 10,
    sealing_public_key: str,
    help_lines: Sequence[dict] = (),
    by=None,
) -> dict[str, list[str]]:
    """Open a round at once, without pages, with codes for everybody: demos and small trials.

    Two people open a round on its page (`opening_rounds`).

    Args:
        key: public name, such as "2026-2".
        titles: {"ko": …, "en": …}.
        instrument_data: what `reporting.instruments.Instrument.from_data` reads.
        sealing_public_key: the public half of `make_sealing_key`.
        help_lines: as `reporting.bundles` describes them.

    Returns:
        Codes to print, in random order, by stratum key. They are nowhere kept in plain: whoever
        called prints them now or never.

    Raises:
        RoundExists, InstrumentChanged, instruments.InstrumentRefused, sealing.KeyRefused.
    """
    refuse_known(key)
    round = Round.objects.create(
        key=key,
        title_ko=titles["ko"],
        title_en=titles["en"],
        instrument=approve_instrument(instrument_data),
        state=Round.State.OPEN,
        opens_at=opens_at,
        closes_at=closes_at,
        grace_minutes=grace_minutes,
        sealing_public_key=sealing_public_key,
        help_lines=list(help_lines),
    )
    add_strata(round, strata)
    record_act(action="reporting.open_round", target=key, by=by)
    return _hand_over_with_codes_for_all(round)


@transaction.atomic
def close_round(*, round: Round, reason: str = "", by=None) -> Round:
    """Close a round for good: the survey service takes no new student from this minute on.

    Students who had begun may still send until the grace has passed. Closing a closed round
    changes nothing and leaves no second line in the audit trail.

    Raises:
        StateNotReachable: the round was never opened.
    """
    round = Round.objects.select_for_update().get(pk=round.pk)
    if round.state in Round.FINISHED_STATES:
        return round
    stop_round(round)
    record_act(action="reporting.close_round", target=round.key, reason=reason, by=by)
    return round


def stop_round(round: Round) -> None:
    """Let the survey service begin with nobody any more; the caller holds the round's row.

    Raises:
        StateNotReachable: the round is not open.
    """
    round.step_to(Round.State.CLOSED)
    # A round stopped before it began closes in its first second: the times stay in order.
    round.closes_at = max(timezone.now(), round.opens_at + timedelta(seconds=1))
    round.save(update_fields=["state", "closes_at"])
    destroy_stratum_keys(round=round)
    # After the keys: whoever was just being given a ticket has either got it or is refused.
    forget_tickets(round)
    # Before the commit: should one of the two fail, the survey is stopped rather than going on.
    write_bundle(round)


def refuse_known(key: str) -> None:
    """Raises RoundExists when the key is taken."""
    if Round.objects.filter(key=key).exists():
        raise RoundExists(key)


def approve_instrument(data: dict) -> Instrument:
    """The row of this version of the questionnaire; the first use of a version approves it.

    Raises:
        InstrumentChanged: the version is known with other content.
        instruments.InstrumentRefused: it is no usable questionnaire.
    """
    parsed = instruments.Instrument.from_data(data)
    version = str(data.get("meta", {}).get("version", parsed.key))
    known = Instrument.objects.filter(version=version).first()
    if known is None:
        return Instrument.objects.create(version=version, data=data, sha256=parsed.digest)
    if known.sha256 != parsed.digest:
        raise InstrumentChanged(version)
    return known


def add_strata(round: Round, strata: Sequence[StratumInput]) -> None:
    """Write down whom the round asks, with the names the offices have now."""
    Stratum.objects.bulk_create([Stratum(round=round, **vars(stratum)) for stratum in strata])


def write_bundle(round: Round) -> None:
    """Put the signed bundle where the survey service looks."""
    path = exchange_folder(round.key) / "bundle.json"
    write_whole(path, signed_bundle(round), mode=SHARED_FILE)


def signed_bundle(round: Round) -> bytes:
    """What the survey service may know of the round; the same bytes as long as nothing changes."""
    bundle = {
        "round": round.key,
        "title_ko": round.title_ko,
        "title_en": round.title_en,
        "state": "open" if round.is_open else "closed",
        "opens_at": _utc(round.opens_at),
        "closes_at": _utc(round.closes_at),
        "accept_until": _utc(round.accepts_until),
        "instrument": round.instrument.data,
        "sealing_key": round.sealing_public_key,
        "strata": [
            {
                "key": stratum.key,
                "office": stratum.office_code,
                "level": stratum.level,
                "enrolled": stratum.enrolled,
                "ticket_key": _ticket_key(stratum),
            }
            for stratum in round.strata.select_related("ticket_key")
        ],
        "help_lines": round.help_lines,
    }
    return bundles.sign(bundle, settings.BUNDLE_SIGNING_KEY)


def _ticket_key(stratum: Stratum) -> str:
    """Base64 of the public key of a stratum's tickets; rounds of before tickets have none."""
    key = getattr(stratum, "ticket_key", None)
    return base64.b64encode(key.public_key).decode() if key else ""


def _hand_over_with_codes_for_all(round: Round) -> dict[str, list[str]]:
    make_stratum_keys(round=round)
    strata = list(round.strata.all())
    sheets = draw_codes({stratum.key: stratum.enrolled for stratum in strata}, strata)
    hand_to_survey(round, sheets)
    return sheets


def draw_codes(drawing: Mapping[str, int], strata: Sequence[Stratum]) -> dict[str, list[str]]:
    """Codes to print, in random order, by stratum key.

    Args:
        drawing: how many students draw a code, by stratum key; strata of none get no codes.
        strata: all of the round.
    """
    keys = [stratum.key for stratum in strata]
    return {
        key: codes.draw(math.ceil(students * CODES_PER_STUDENT), stratum=key, strata=keys)
        for key, students in drawing.items()
        if students
    }


def hand_to_survey(round: Round, sheets: Mapping[str, Sequence[str]]) -> None:
    """Write what the survey service needs of an open round: its codes before its opening.

    Args:
        sheets: from `draw_codes`; only their digests are written.
    """
    pepper = secrets.token_bytes(codes.PEPPER_BYTES)
    delivery = codes.delivery(round_key=round.key, pepper=pepper, codes=sheets)
    write_whole(exchange_folder(round.key) / "codes.json", delivery.encode())
    write_bundle(round)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
