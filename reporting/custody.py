"""The private sealing key in three shares, two of which are needed. Imports no framework.

A share is one line of text that a custodian keeps on paper or on a stick:
`2026-2 share 1 of 3, fingerprint 1a2b3c4d: <base64>`. One share alone says nothing about the key
(Shamir's scheme over GF(2^128), once for each half of the 32-byte scalar).
"""

import base64
import hashlib
import re
from collections.abc import Sequence

from Crypto.Protocol.SecretSharing import Shamir
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from reporting.sealing import read_private_key

SHARES, NEEDED = 3, 2
_HALF = 16
_LINE = re.compile(
    r"(?P<round>\S+) share (?P<number>[1-3]) of 3, fingerprint (?P<key>[0-9a-f]{8}): "
    r"(?P<share>[A-Za-z0-9+/=]{44})"
)


class SharesRefused(ValueError):
    """These texts do not make the private key of the round; the message says why."""


def public_text(private_key: ec.EllipticCurvePrivateKey) -> str:
    """The public half, as a round keeps it (base64 of the uncompressed point)."""
    point = private_key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.b64encode(point).decode()


def split_key(private_text: str, round_key: str) -> list[str]:
    """Three share lines.

    Args:
        private_text: the private half of `sealing.make_key_pair`.

    Raises:
        sealing.KeyRefused: no such key.
    """
    key = read_private_key(private_text)
    scalar = key.private_numbers().private_value.to_bytes(2 * _HALF, "big")
    halves = [Shamir.split(NEEDED, SHARES, half) for half in (scalar[:_HALF], scalar[_HALF:])]
    mark = _fingerprint(key)
    return [
        f"{round_key} share {number} of {SHARES}, fingerprint {mark}: "
        f"{base64.b64encode(first + second).decode()}"
        for (number, first), (_number, second) in zip(*halves, strict=True)
    ]


def join_shares(lines: Sequence[str], round_key: str) -> ec.EllipticCurvePrivateKey:
    """The private key.

    Args:
        lines: share lines of two different custodians; a third one is not looked at.

    Raises:
        SharesRefused: too few, of another round or key, copied wrongly, or the same one twice.
    """
    shares: dict[int, bytes] = {}
    marks = set()
    for line in lines:
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise SharesRefused("A share is cut off or has a typing error: copy the whole line.")
        if match["round"] != round_key:
            raise SharesRefused(f"A share belongs to round {match['round']}, not {round_key}.")
        shares[int(match["number"])] = base64.b64decode(match["share"])
        marks.add(match["key"])
    if len(shares) < NEEDED:
        raise SharesRefused(f"{NEEDED} different shares are needed, {len(shares)} given.")
    return _join(dict(list(shares.items())[:NEEDED]), marks)


def _join(shares: dict[int, bytes], marks: set[str]) -> ec.EllipticCurvePrivateKey:
    halves = [
        Shamir.combine([(number, share[place]) for number, share in shares.items()])
        for place in (slice(None, _HALF), slice(_HALF, None))
    ]
    try:
        key = ec.derive_private_key(int.from_bytes(b"".join(halves), "big"), ec.SECP256R1())
    except ValueError as error:
        raise SharesRefused("These shares make no key.") from error
    if marks != {_fingerprint(key)}:
        raise SharesRefused("These shares belong to different keys, or one was copied wrongly.")
    return key


def _fingerprint(key: ec.EllipticCurvePrivateKey) -> str:
    return hashlib.sha256(public_text(key).encode()).hexdigest()[:8]
