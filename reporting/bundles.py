"""The bundle of a round: all that the survey service is told, in one signed file.

The platform signs it with Ed25519 when a round opens or closes; the survey service holds the
public key only and refuses anything unsigned, foreign or incomplete. Imports no framework.

The signed text has these keys (REQUIRED):

    round         the round's key
    title_ko, title_en
    state         "open" or "closed"
    opens_at, closes_at, accept_until   ISO 8601 in UTC; between closes_at and accept_until nobody
                  begins, but who had begun may still send (scenarios.md T-78)
    instrument    the instrument's data, as in reporting/content/questionnaire.json
    sealing_key   public key of `sealing.make_key_pair`
    strata        [{"key": "B10-M", "office": "B10", "level": "M", "enrolled": 1200,
                    "ticket_key": base64 of the public key that signs its tickets}, …]
    help_lines    [{"phone": "117", "text_number": "#0117", "name_ko": …, "name_en": …,
                    "hours_ko": …, "hours_en": …}, …]
"""

import base64
import json
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

STATES = ("open", "closed")
TIMES = ("opens_at", "closes_at", "accept_until")
TEXTS = ("round", "title_ko", "title_en", "sealing_key")
REQUIRED = (*TEXTS, *TIMES, "state", "instrument", "strata", "help_lines")
# So that a signature made for anything else by the same key is none here.
_CONTEXT = b"survey bundle v1\n"


class BundleRefused(ValueError):
    """The file is not a whole bundle signed by the platform."""


def sign(bundle: dict, signing_key: str) -> bytes:
    """The signed file.

    Args:
        bundle: see the module.
        signing_key: base64 of the 32 private bytes (settings.BUNDLE_SIGNING_KEY).

    Raises:
        BundleRefused: the bundle is incomplete.
    """
    _check(bundle)
    text = json.dumps(bundle, ensure_ascii=False, sort_keys=True)
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(signing_key))
    signature = base64.b64encode(key.sign(_CONTEXT + text.encode())).decode()
    return json.dumps({"signed": text, "signature": signature}, ensure_ascii=False).encode()


def read(data: bytes, public_key: str) -> dict:
    """The bundle of a signed file.

    Args:
        data: bytes of the file.
        public_key: base64 of the 32 public bytes (settings.BUNDLE_PUBLIC_KEY).

    Raises:
        BundleRefused: no bundle, wrong signature, or incomplete.
    """
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
    try:
        outer = json.loads(data)
        text = outer["signed"]
        key.verify(base64.b64decode(outer["signature"]), _CONTEXT + text.encode())
        bundle = json.loads(text)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature) as error:
        raise BundleRefused("not signed by the platform") from error
    _check(bundle)
    return bundle


def time_of(bundle: dict, name: str) -> datetime:
    """One of TIMES as an aware datetime in UTC.

    Raises:
        BundleRefused: not ISO 8601, or not in UTC.
    """
    try:
        moment = datetime.fromisoformat(bundle[name])
    except (ValueError, TypeError) as error:
        raise BundleRefused(f"{name}: not a time") from error
    if moment.utcoffset() != timedelta(0):
        raise BundleRefused(f"{name}: not in UTC")
    return moment


def _check(bundle) -> None:
    if not isinstance(bundle, dict) or (missing := [n for n in REQUIRED if n not in bundle]):
        raise BundleRefused(f"missing: {', '.join(missing) if isinstance(bundle, dict) else 'all'}")
    if bundle["state"] not in STATES:
        raise BundleRefused("state: neither open nor closed")
    for name in TEXTS:
        if not isinstance(bundle[name], str) or not bundle[name]:
            raise BundleRefused(f"{name}: a text is needed")
    opens_at, closes_at, accept_until = (time_of(bundle, name) for name in TIMES)
    if not opens_at < closes_at <= accept_until:
        raise BundleRefused("opens_at, closes_at, accept_until: out of order")
    if not isinstance(bundle["strata"], list) or not isinstance(bundle["help_lines"], list):
        raise BundleRefused("strata, help_lines: lists are needed")
