"""A round as the platform would hand it to the survey service."""

import base64
import json
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from reporting import bundles, codes, instruments, sealing, tickets
from reporting.instruments import Instrument
from reporting.raw_rsa import load_signer
from tests.factories.tickets import blind

SHIPPED = Path(instruments.__file__).parent.parent / "content" / "questionnaire.json"
HELP_LINES = [
    {
        "phone": "1388",
        "text_number": "",
        "name_ko": "청소년 상담",
        "name_en": "Youth counselling",
        "hours_ko": "24시간",
        "hours_en": "24 hours",
    }
]
STRATA = ("B10-E", "B10-M", "B10-H")


@cache
def ticket_key(stratum: str) -> bytes:
    """The private key that signs a stratum's tickets, one for all tests: making it takes long."""
    return tickets.make_signing_key()


@dataclass
class GivenRound:
    """A round in an exchange folder, and the secrets its test needs.

    Attributes:
        exchange: the exchange folder.
        signing_key: of the platform, base64.
        codes: drawn codes by stratum key.
    """

    exchange: Path
    signing_key: str
    key: str = "2026-1"
    codes: dict = field(default_factory=dict)
    instrument: Instrument = None

    @property
    def folder(self) -> Path:
        return self.exchange / self.key

    @property
    def bundle_path(self) -> Path:
        return self.folder / "bundle.json"

    def open(self, **changes) -> "GivenRound":
        """Write the bundle of an open round; `changes` overwrite its parts."""
        self.private_key, self.public_key = sealing.make_key_pair()
        data = json.loads(SHIPPED.read_text(encoding="utf-8"))
        self.instrument = Instrument.from_data(data)
        now = timezone.now()
        self.bundle = {
            "round": self.key,
            "title_ko": "학교생활 조사",
            "title_en": "School life survey",
            "state": "open",
            **times(now - timedelta(days=1), now + timedelta(days=1)),
            "instrument": data,
            "sealing_key": self.public_key,
            "strata": [stratum_in_bundle(key) for key in STRATA],
            "help_lines": HELP_LINES,
        }
        return self.change(**changes)

    def change(self, **changes) -> "GivenRound":
        """Write the bundle again with some parts changed."""
        self.bundle |= changes
        self.folder.mkdir(parents=True, exist_ok=True)
        self.bundle_path.write_bytes(bundles.sign(self.bundle, self.signing_key))
        return self

    def close(self, *, grace: timedelta = timedelta(0)) -> "GivenRound":
        """Write the bundle of the same round as closed just now."""
        now = timezone.now()
        return self.change(state="closed", **times(now - timedelta(days=1), now, grace))

    def draw_codes(self, count: int = 3) -> Path:
        """Draw codes for every stratum and write their delivery; returns its path."""
        keys = [stratum["key"] for stratum in self.bundle["strata"]]
        self.codes = {key: codes.draw(count, stratum=key, strata=keys) for key in keys}
        pepper = b"p" * codes.PEPPER_BYTES
        path = self.folder / "codes.json"
        path.write_text(codes.delivery(round_key=self.key, pepper=pepper, codes=self.codes))
        return path

    def sign_ticket(self, stratum: str = "B10-M", *, of_round: str = "") -> tickets.Ticket:
        """A ticket as a student's browser holds it, through the blind signature."""
        private_key = ticket_key(stratum)
        context = tickets.context_for(of_round or self.key, stratum)
        hidden = blind(tickets.public_key_of(private_key), tickets.prepare(context))
        return hidden.finalize(tickets.blind_sign(load_signer(private_key), hidden.message))

    def open_sealed(self, sealed: bytes, stratum: str) -> dict:
        """The row in a sealed answer."""
        key = sealing.read_private_key(self.private_key)
        packed = sealing.open_sealed(key, sealing.info_for(self.key, stratum), bytes(sealed))
        return self.instrument.unpack(packed)


def stratum_in_bundle(key: str) -> dict:
    """What a bundle says of a stratum with 100 students."""
    public_key = tickets.public_key_of(ticket_key(key))
    return {
        "key": key,
        "office": key[:3],
        "level": key[-1],
        "enrolled": 100,
        "ticket_key": base64.b64encode(public_key).decode(),
    }


def times(opens_at, closes_at, grace: timedelta = timedelta(minutes=10)) -> dict:
    """The bundle's three times in UTC."""
    moments = {"opens_at": opens_at, "closes_at": closes_at, "accept_until": closes_at + grace}
    return {name: moment.isoformat() for name, moment in moments.items()}
