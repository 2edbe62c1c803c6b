"""I1 against an independent library: @cloudflare/blindrsa-ts, both ways.

`make test-oracle` fetches it with npm and runs this; the ordinary tests need neither node nor npm.
"""

import base64
import json
import subprocess

import pytest

from reporting import tickets
from reporting.raw_rsa import OpenSslSigner, PowSigner
from tests.factories.tickets import blind
from tests.house.project import ROOT

PACKAGES = ROOT / ".data/oracle"
CONTEXT = tickets.context_for("2026-2", "B10-M")
KEY = tickets.make_signing_key()
PUBLIC = tickets.public_key_of(KEY)
TURNS = 5


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def ask(questions: list[dict]) -> list[dict]:
    """The oracle's answers, byte strings decoded."""
    done = subprocess.run(
        ["node", ROOT / "tests/oracle/oracle.mjs", PACKAGES, ROOT / "static/js/blind-rsa.js"],
        input="\n".join(json.dumps(one) for one in questions),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return [
        {
            name: one if isinstance(one, bool) else base64.b64decode(one)
            for name, one in each.items()
        }
        for each in map(json.loads, done.stdout.splitlines())
    ]


@pytest.mark.parametrize("backend", [OpenSslSigner, PowSigner])
def test_i01_oracle_hides_we_sign_oracle_uncovers_and_we_verify(backend):
    signer = backend(KEY)
    hidden = ask([{"ask": "blind", "key": b64(PUBLIC), "context": b64(CONTEXT)}] * TURNS)
    questions = [
        {
            "ask": "finalize",
            "key": b64(PUBLIC),
            "prepared": b64(one["prepared"]),
            "signed": b64(tickets.blind_sign(signer, one["message"])),
            "inverse": b64(one["inverse"]),
        }
        for one in hidden
    ]
    for one, open_ in zip(hidden, ask(questions), strict=True):
        assert one["prepared"][tickets.PREFIX_BYTES :] == CONTEXT
        tickets.verify(tickets.read_public_key(PUBLIC), one["prepared"], open_["signature"])


def test_i01_we_hide_oracle_signs_we_uncover_and_oracle_verifies():
    hidden = [blind(PUBLIC, tickets.prepare(CONTEXT)) for _ in range(TURNS)]
    signed = ask([{"ask": "sign", "key": b64(KEY), "message": b64(one.message)} for one in hidden])
    questions = [
        {
            "ask": "verify",
            "key": b64(PUBLIC),
            "prepared": b64(one.prepared),
            "signature": b64(one.finalize(reply["signed"]).signature),
        }
        for one, reply in zip(hidden, signed, strict=True)
    ]
    assert ask(questions) == [{"isRight": True}] * TURNS


def test_i01_our_browser_module_and_the_oracles_issuer_make_a_ticket():
    question = {"ask": "together", "key": b64(PUBLIC), "secret": b64(KEY), "context": b64(CONTEXT)}
    for made in ask([question] * TURNS):
        tickets.verify(tickets.read_public_key(PUBLIC), made["prepared"], made["signature"])
