"""Rounds as the survey service knows them: the signed bundles in the exchange folder."""

import base64
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from reporting import bundles, codes, sealing, tickets
from reporting.instruments import Instrument, InstrumentRefused

logger = logging.getLogger(__name__)

BUNDLE_NAME = "bundle.json"


@dataclass(frozen=True)
class Round:
    """One round, as its verified bundle describes it; `sha256` is that of the bundle's file."""

    bundle: dict
    instrument: Instrument
    opens_at: datetime
    closes_at: datetime
    accept_until: datetime
    sha256: str

    @property
    def key(self) -> str:
        return self.bundle["round"]

    @property
    def sealing_key(self) -> str:
        return self.bundle["sealing_key"]

    @property
    def levels(self) -> list[str]:
        """Levels that take part, youngest first."""
        taking_part = {stratum["level"] for stratum in self.bundle["strata"]}
        return [level for level in ("E", "M", "H") if level in taking_part]

    def ticket_keys(self, level: str) -> dict[str, str]:
        """Public keys of tickets (base64) by stratum, for one school level."""
        return {
            stratum["key"]: stratum["ticket_key"]
            for stratum in self.bundle["strata"]
            if stratum["level"] == level and stratum.get("ticket_key")
        }

    def strata_of(self, level: str) -> list[str]:
        """Keys of the strata of one school level, in the order drawn codes count them."""
        every = [stratum["key"] for stratum in self.bundle["strata"]]
        return codes.of_same_level(f"-{level}", every)

    def stratum(self, key: str) -> dict | None:
        """What the bundle says of a stratum."""
        return next((one for one in self.bundle["strata"] if one["key"] == key), None)

    @property
    def fingerprints(self) -> list[tuple[str, str]]:
        """(stratum, fingerprint) of every key that signs tickets of this round, as published."""
        return [
            (one["key"], tickets.fingerprint(base64.b64decode(one["ticket_key"])))
            for one in self.bundle["strata"]
            if one.get("ticket_key")
        ]

    @property
    def smallest_group(self) -> int:
        """Results are shown for groups of at least so many."""
        return self.instrument.data.get("meta", {}).get("smallest_group", 10)

    @property
    def sealed_length(self) -> int:
        """Bytes of every sealed answer of this round."""
        return sealing.sealed_length(self.instrument.packed_length)

    def is_open(self, now: datetime) -> bool:
        """Whether someone may begin."""
        return self.bundle["state"] == "open" and self.opens_at <= now < self.closes_at

    def accepts(self, now: datetime) -> bool:
        """Whether an answer is taken: until the grace is over, so that who began may finish."""
        return self.opens_at <= now < self.accept_until

    def seal(self, row: dict, stratum: str) -> bytes:
        """Pack and seal a row to the round's key."""
        info = sealing.info_for(self.key, stratum)
        return sealing.seal(self.sealing_key, info, self.instrument.pack(row))


def every_round() -> list[Round]:
    """All rounds with a believable bundle, the latest first."""
    paths = sorted(Path(settings.EXCHANGE_DIR).glob(f"*/{BUNDLE_NAME}"))
    found = [read_bundle(path) for path in paths]
    return sorted((one for one in found if one), key=lambda one: one.opens_at, reverse=True)


def open_round(now: datetime) -> Round | None:
    """The round that can be begun now."""
    return next((one for one in every_round() if one.is_open(now)), None)


def shown_round(now: datetime) -> Round | None:
    """The open round, else the one that closed last: its pages say when it ended."""
    ended = [one for one in every_round() if one.closes_at <= now or one.bundle["state"] != "open"]
    return open_round(now) or max(ended, key=lambda one: one.closes_at, default=None)


def find_round(key: str) -> Round | None:
    """The round of that key."""
    return next((one for one in every_round() if one.key == key), None)


def read_bundle(path: Path) -> Round | None:
    """The round of a bundle file; None where the file is gone or not to be believed."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return _read(path, state.st_mtime_ns, state.st_size, settings.BUNDLE_PUBLIC_KEY)


@lru_cache(maxsize=32)
def _read(path: Path, changed_at: int, size: int, public_key: str) -> Round | None:
    """`changed_at` and `size` name the version of the file, so that each is read once."""
    try:
        signed = path.read_bytes()
        bundle = bundles.read(signed, public_key)
        instrument = Instrument.from_data(bundle["instrument"])
        sealing.read_public_key(bundle["sealing_key"])
    except (bundles.BundleRefused, InstrumentRefused, sealing.KeyRefused) as refusal:
        logger.error("bundle of round folder %s refused: %s", path.parent.name, refusal)
        return None
    times = [bundles.time_of(bundle, name) for name in bundles.TIMES]
    return Round(bundle, instrument, *times, sha256=hashlib.sha256(signed).hexdigest())
